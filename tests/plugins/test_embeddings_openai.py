"""Vectors by a provider, over HTTP: both tiers, who pays, what is not paid twice, and switching a tenant's model."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import psycopg
import pytest
from pydantic import SecretStr

from bot.catalog.drafts import PublishReport
from bot.catalog.publishing import publish_units
from bot.core import Core
from bot.embedding import Embedder, paid_by, tiers
from bot.errors import Conflict, PluginError
from bot.llm.conversation import Payer
from bot.settings import Secrets
from plugins.embeddings_openai import MAX_TEXT_BYTES, OpenAIEncoder, Pace, _seconds
from tests.plugins.conftest import Demo, StartDemo
from tests.support.aimock import Aimock
from tests.support.encoder import WordEncoder
from tests.support.guest import names

pytestmark = pytest.mark.slow  # asks another server

PLUGINS = (
    "plugins.concierge", "plugins.embeddings_local", "plugins.embeddings_openai", "plugins.retrieval",
    "plugins.understanding",
)  # fmt: skip
MODEL = "text-embedding-3-large"
WISH = "A house with a pool for 4 people from 10 to 17 August 2027"


async def started(start_demo: StartDemo, aimock: Aimock, secrets: Secrets | None = None, **openai: Any) -> Demo:
    chosen = {"base_url": aimock.base_url, **openai}
    return await start_demo(plugins=PLUGINS, secrets=secrets or aimock.secrets, openai=chosen)


def encoder(core: Core) -> OpenAIEncoder:
    assert isinstance(core.embedders.preferred, OpenAIEncoder)
    return core.embedders.preferred


async def publish(demo: Demo, embedder: Embedder | None = None, *, dry_run: bool = False) -> PublishReport:
    chosen = embedder or encoder(demo.core)
    tenant = demo.tenant_id
    return await publish_units(lambda: demo.core.database.tenant(tenant), tenant, chosen, dry_run=dry_run)


def tenant_model(demo: Demo) -> object:
    return demo.rows("SELECT embedding_model FROM tenant_registry WHERE slug = 'demo'")[0][0]


def embedding_calls(aimock: Aimock) -> list[dict[str, Any]]:
    return [entry["body"] for entry in aimock.requests("/embeddings")]


async def test_publishing_stores_both_tiers_of_one_call(start_demo: StartDemo, aimock: Aimock) -> None:
    demo = await started(start_demo, aimock)
    report = await publish(demo)
    assert (report.published, report.embedded, report.failed) == (58, 58, [])
    [call] = embedding_calls(aimock)
    assert call["model"] == MODEL
    assert all(name in call["embeddingInput"] for name in demo.units)
    rows = demo.rows("SELECT embedding::text, embedding_fast::text, embedding_model FROM accommodation_units_public")
    for full_text, fast_text, model in rows:
        full, fast = (np.array(str(text)[1:-1].split(","), dtype=float) for text in (full_text, fast_text))
        assert (len(full), len(fast), model) == (3072, 1024, MODEL)
        assert np.linalg.norm(fast) == pytest.approx(1, abs=1e-5)
        assert fast == pytest.approx(full[:1024] / np.linalg.norm(full[:1024]), abs=1e-5)
    assert tenant_model(demo) == MODEL
    assert demo.rows("SELECT DISTINCT purpose, session_id, settled_at IS NULL FROM llm_usage") == [
        ("publish", None, False)
    ]


async def test_nothing_is_paid_twice(start_demo: StartDemo, aimock: Aimock) -> None:
    demo = await started(start_demo, aimock)
    foreseen = await publish(demo, dry_run=True)
    assert (foreseen.embedded, embedding_calls(aimock)) == (58, [])
    assert foreseen.tokens > 5000
    await publish(demo)
    paid = len(embedding_calls(aimock))
    await publish(demo, demo.core.embedders[next(name for name in demo.core.embedders if name != MODEL)])
    assert tenant_model(demo) != MODEL
    assert (await publish(demo)).published == 58  # and back again: the vectors are still known
    assert tenant_model(demo) == MODEL
    assert len(embedding_calls(aimock)) == paid
    assert (await publish(demo)).unchanged == 58


async def test_questions_are_paid_by_the_guest_and_asked_once(start_demo: StartDemo, aimock: Aimock) -> None:
    demo = await started(start_demo, aimock)
    guest = demo.guest("en")
    assert names(await guest.say(WISH))  # the units are the local encoder's still: so is the question
    assert embedding_calls(aimock) == []
    await publish(demo)
    demo.core.tenants._cache.clear()
    before = len(embedding_calls(aimock))
    for _ in range(2):
        await guest.say(WISH)
    assert len(embedding_calls(aimock)) == before + 1
    [(session, tokens)] = demo.rows("SELECT session_id, input_tokens FROM llm_usage WHERE purpose = 'question'")
    assert session == guest.session_id
    assert int(str(tokens)) > 0


@pytest.mark.parametrize("trouble", ["no budget", "wrong key", "server error"])
async def test_guest_is_served_by_hard_facts_when_the_provider_is_not(
    start_demo: StartDemo, aimock: Aimock, trouble: str
) -> None:
    demo = await started(start_demo, aimock)
    await publish(demo)
    secrets = Secrets(openai_api_key=SecretStr("sk-wrong")) if trouble == "wrong key" else None
    limits = {"visitor_tokens": 1} if trouble == "no budget" else {}
    other = await started(start_demo, aimock, secrets, **limits)
    if trouble == "server error":
        aimock.on({"endpoint": "embedding"}, {"error": {"message": "down"}, "status": 500})
    assert names(await other.guest("en").say(WISH))


async def test_publishing_waits_and_tries_again(start_demo: StartDemo, aimock: Aimock) -> None:
    demo = await started(start_demo, aimock)
    for status in (429, 500, 503):  # one more than a guest's call would try
        aimock.fails_once(status)
    report = await publish(demo)
    assert (report.embedded, report.failed) == (58, [])


async def test_server_without_embeddings_leaves_the_tenant_as_it_is(start_demo: StartDemo, aimock: Aimock) -> None:
    demo = await started(start_demo, aimock)
    old = tenant_model(demo)
    aimock.on({"endpoint": "embedding"}, {"error": {"message": "no", "code": "model_not_found"}, "status": 404})
    report = await publish(demo)
    assert len(report.failed) == 58
    assert "does not know text-embedding-3-large" in report.failed[0].reason
    assert report.kept_model == old == tenant_model(demo)
    assert len(embedding_calls(aimock)) == 1  # for all of them
    assert names(await demo.guest("en").say(WISH))


class Watched(WordEncoder):
    """Looks, while it is at work, at what a search would see."""

    def __init__(self, demo: Demo, model: str, refuses: str | None = None) -> None:
        super().__init__(model=model, refuses=refuses)
        self.demo = demo
        self.seen: set[tuple[object, ...]] = set()

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        vectors = await super().embed(texts)
        self.seen |= set(
            self.demo.rows(
                "SELECT t.embedding_model, v.model, count(*) FROM accommodation_unit_vectors v"
                " JOIN tenant_registry t USING (tenant_id) GROUP BY 1, 2"
            )
        )
        return vectors


async def test_search_is_whole_at_every_moment_of_a_switch(demo: Demo) -> None:
    old = tenant_model(demo)
    other = Watched(demo, "words-2")
    report = await publish(demo, other)
    assert other.seen == {(old, old, 58)}
    assert (report.published, report.kept_model) == (58, None)
    assert demo.rows("SELECT DISTINCT model FROM accommodation_unit_vectors") == [("words-2",)]
    assert tenant_model(demo) == "words-2"


async def test_switch_with_a_unit_that_fails_keeps_the_old_model_for_all(demo: Demo) -> None:
    old = tenant_model(demo)
    report = await publish(demo, Watched(demo, "words-2", refuses="Casa Solera"))
    assert [failure.name for failure in report.failed] == ["Casa Solera, Cala Blanca"]
    assert report.kept_model == old == tenant_model(demo)
    assert demo.rows("SELECT DISTINCT model FROM accommodation_unit_vectors") == [(old,)]
    again = WordEncoder(model="words-2")
    assert (await publish(demo, again)).kept_model is None
    assert len(again.texts) == 1  # the others' vectors are kept


async def test_two_runs_at_once_are_one(demo: Demo) -> None:
    class Second(Watched):
        refused = 0

        async def embed(self, texts: Sequence[str]) -> list[list[float]]:
            with pytest.raises(Conflict, match="another run"):
                await publish(self.demo, WordEncoder(model="words-3"))
            self.refused += 1
            return await super().embed(texts)

    first = Second(demo, "words-2")
    await publish(demo, first)
    assert first.refused
    assert tenant_model(demo) == "words-2"
    assert (await publish(demo, WordEncoder(model="words-3"))).published == 58  # and then it may


async def test_text_that_the_provider_refuses_costs_its_own_unit_only(start_demo: StartDemo, aimock: Aimock) -> None:
    demo = await started(start_demo, aimock)
    refusal = {"error": {"message": "too long", "code": "context_length_exceeded"}, "status": 400}
    aimock.on({"endpoint": "embedding", "inputText": "Casa Solera"}, refusal)
    report = await publish(demo)
    assert [failure.name for failure in report.failed] == ["Casa Solera, Cala Blanca"]
    assert report.embedded == 57


async def test_row_that_the_database_refuses_is_reported_before_the_switch(demo: Demo) -> None:
    old = tenant_model(demo)
    with psycopg.connect(demo.admin_url, autocommit=True) as conn:
        conn.execute("ALTER TABLE accommodation_units_public ADD CONSTRAINT never CHECK (name <> 'Never')")
        conn.execute("UPDATE accommodation_units SET name = 'Never' WHERE name LIKE 'Casa Solera%'")
    report = await publish(demo, WordEncoder(model="words-2"))
    assert [failure.name for failure in report.failed] == ["Never"]
    assert report.kept_model == old == tenant_model(demo)


async def test_price_changed_during_an_unfinished_switch_is_published(demo: Demo) -> None:
    demo.rows(
        "UPDATE accommodation_units SET details = jsonb_set(details, '{pricing,base_price_night}', '99')"
        " WHERE name = 'Casa Solera, Cala Blanca' RETURNING 1"
    )
    await publish(demo, Watched(demo, "words-2", refuses="Villa Gaya"))
    query = "SELECT pricing->>'base_price_night' FROM accommodation_units_public WHERE name LIKE 'Casa Solera%'"
    assert demo.rows(query) == [("99",)]


async def test_question_in_the_moment_of_the_switch_is_encoded_again(demo: Demo) -> None:
    words = WordEncoder(model="words-2")
    demo.core.embedders.add(words)
    guest = demo.guest("en")
    await guest.say("hello")  # the node knows the tenant, with its old model
    await publish(demo, words)
    words.texts.clear()
    assert names(await guest.say(WISH))
    assert len(words.texts) == 1


async def test_units_of_an_encoder_that_is_gone_are_found_by_hard_facts(
    demo: Demo, caplog: pytest.LogCaptureFixture
) -> None:
    await publish(demo, WordEncoder(model="gone"))
    demo.core.tenants._cache.clear()
    for _ in range(2):
        assert names(await demo.guest("en").say(WISH))
    assert [record.getMessage() for record in caplog.records].count(
        "no plugin has the encoder of a tenant's units; searching by hard facts"
    ) == 1


async def test_nobody_pays_is_refused(start_demo: StartDemo, aimock: Aimock) -> None:
    demo = await started(start_demo, aimock)
    with pytest.raises(PluginError, match="nobody pays"):
        await encoder(demo.core).embed(["a house"])
    assert embedding_calls(aimock) == []


async def test_long_text_is_cut_between_words(start_demo: StartDemo, aimock: Aimock) -> None:
    demo = await started(start_demo, aimock)
    with paid_by(Payer(demo.tenant_id)):
        await encoder(demo.core).embed_tiers(["casa " * 20_000, ""])
    [call] = embedding_calls(aimock)
    long = call["embeddingInput"].rstrip()  # the stand-in joins the texts
    assert MAX_TEXT_BYTES - 5 <= len(long) <= MAX_TEXT_BYTES
    assert long.endswith("casa")


def test_tiers_of_models_with_other_widths() -> None:
    assert tiers([3.0, 4.0]).fast[:3] == [0.6, 0.8, 0.0]
    assert tiers([3.0, 4.0]).full is None
    assert len(tiers([1.0] * 1536).fast) == 1024
    assert math.fsum(number**2 for number in tiers([1.0] * 3072).fast) == pytest.approx(1)
    for odd in ([0.0] * 1024, [math.nan] * 1024, [math.inf, 1.0], []):
        with pytest.raises(ValueError, match="without a length"):
            tiers(odd)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("1s", 1),
        ("6m0s", 360),
        ("20ms", 0.02),
        ("1h2m3.5s", 3723.5),
        ("7", 7),
        ("", None),
        ("soon", None),
        ("-1", None),
    ],
)
def test_durations_of_rate_limit_headers(written: str, seconds: float | None) -> None:
    assert _seconds(written) == seconds


async def test_pace_waits_for_what_the_provider_allows() -> None:
    pace = Pace()
    pace.learn({"x-ratelimit-remaining-tokens": "100", "x-ratelimit-reset-tokens": "80ms"})
    clock = asyncio.get_running_loop().time
    before = clock()
    await pace.wait(50)
    assert clock() - before < 0.05
    await pace.wait(500)
    assert clock() - before >= 0.07
