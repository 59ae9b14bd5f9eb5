"""Retrieval on the demo's real catalog: through the hooks, as in a turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from bot import hookimpl
from bot.conversation.turn import Turn, local_now
from bot.errors import PluginError
from bot.offers.fitting import NAMED, fitted
from bot.types import BudgetRange, GuestMessage, HistoryItem, Intent, Match, Reading, Session
from plugins.understanding.read import Setting, read
from tests.plugins.conftest import Demo, StartDemo
from tests.support.plugins import plugin_module

EMBEDDED = ("plugins.embeddings_local", "plugins.retrieval")


@pytest.fixture
async def demo(start_demo: StartDemo) -> Demo:
    return await start_demo(plugins=EMBEDDED)


async def find(demo: Demo, text: str, history: Sequence[HistoryItem] = (), **facts: Any) -> list[Match]:
    tenant = await demo.core.tenants.find("demo")
    now = local_now(tenant, datetime.now(UTC))
    session = Session(uuid4(), tenant.tenant_id, "test", history=tuple(history))
    turn = Turn(
        tenant, session, (GuestMessage(1, "1", text, now),), now, Intent(**facts), "en", demo.core.database
    )  # fmt: skip
    turn.reading = read(text, Setting(now.date())).reading or Reading()
    async for _, matches in demo.core.hooks.each("retrieve", turn=turn):
        turn.add_found(matches)
    return list(turn.found)


@pytest.mark.parametrize(
    "facts",
    [
        {"guests": 4},
        {"guests": 10},
        {"guests": 2, "accommodation_type": "apartment"},
        {"preferences": ("pool", "sea_view")},
        {"guests": 6, "budget_range": BudgetRange(max=Decimal(150))},
        {"nights": 2, "guests": 2},
        {"place": "Alaior", "guests": 2},
        {"place": "ciudadela", "bedrooms": 3},
        {"bathrooms": 3, "exclusions": ("pool",)},
        {"guests": 4, "budget_range": BudgetRange(max=Decimal(30), per="person")},
    ],
)
async def test_retrieve_gives_only_fitting_units_when_there_are_some(demo: Demo, facts: dict[str, Any]) -> None:
    matches = await find(demo, "a nice place", **facts)
    fitting = [unit for unit in demo.units.values() if fitted(unit, Intent(**facts)).fits]
    assert len(matches) == min(24, len(fitting)) > 0
    assert all(match.fits and match.unit in fitting for match in matches)


async def test_retrieve_when_nothing_fits_gives_near_misses_that_say_what_is_missing(demo: Demo) -> None:
    facts: dict[str, Any] = {"guests": 4, "preferences": ("gym", "sauna")}
    matches = await find(demo, "with a gym and a sauna", **facts)
    assert matches
    for match in matches:
        assert not match.fits
        assert match.misfits == fitted(match.unit, Intent(**facts)).misfits
    assert "guests" not in matches[0].misfits


async def test_retrieve_in_a_place_without_such_a_unit_offers_it_elsewhere(demo: Demo) -> None:
    matches = await find(demo, "a house for 12", guests=12, place="Es Castell")
    assert matches
    assert not any(match.fits for match in matches)
    assert matches[0].misfits == ("place",)


async def test_retrieve_for_a_party_nobody_takes_offers_the_largest_as_a_misfit(demo: Demo) -> None:
    largest = max(unit.max_guests or 0 for unit in demo.units.values())
    for wishes in ((), ("sea_view", "gym", "sauna", "ev_charger")):  # no wish hides the largest
        matches = await find(demo, "a house", guests=40, preferences=wishes)
        assert matches[0].misfits[0] == "guests"
        assert matches[0].unit.max_guests == largest


@pytest.mark.parametrize("text", ["Is Villa Gaya free?", "cuánto cuesta villa gaya", "vila gaya?"])
async def test_retrieve_puts_a_named_unit_first_even_when_it_does_not_fit(demo: Demo, text: str) -> None:
    matches = await find(demo, text, guests=12)
    assert matches[0].unit.name.startswith("Villa Gaya")
    assert matches[0].similarity == NAMED
    assert matches[0].misfits == ("guests",)
    assert all(match.fits for match in matches[1:])


@pytest.mark.parametrize("text", ["hello", "muchas gracias", "Buenos días"])
async def test_retrieve_for_courtesies_does_nothing(demo: Demo, text: str) -> None:
    assert await find(demo, text) == []


async def test_retrieve_orders_by_meaning(demo: Demo) -> None:
    rural = (await find(demo, "an old farm in the countryside"))[:4]
    assert sum("farm" in f"{match.unit.name} {match.unit.description}".lower() for match in rural) >= 2
    assert rural[0].similarity > 0


async def test_retrieve_for_a_short_message_leans_on_the_one_before(demo: Demo) -> None:
    before = [
        HistoryItem("user", "an old farm in the countryside", "t"),
        HistoryItem("assistant", "Here they are", "t"),
    ]
    alone = await find(demo, "and for us?")
    after = await find(demo, "and for us?", before)
    assert [m.unit.name for m in after] == [m.unit.name for m in await find(demo, "an old farm in the countryside")]
    assert [m.unit.name for m in after] != [m.unit.name for m in alone]


async def test_retrieve_without_an_embedder_lists_by_hard_facts(start_demo: StartDemo) -> None:
    demo = await start_demo(plugins=("plugins.retrieval",))
    matches = await find(demo, "a house in the countryside with a pool", guests=6, preferences=("pool",))
    assert matches
    assert all(match.fits and match.similarity == 0 for match in matches)


async def test_retrieve_with_a_broken_embedder_lists_by_hard_facts(
    demo: Demo, start_demo: StartDemo, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        threshold = 0.0

        def __init__(self, model: str) -> None:
            self.model = model

        async def embed(self, texts: Sequence[str]) -> list[list[float]]:
            raise PluginError("out of order")

    @hookimpl
    def register_embedder() -> Broken:
        return Broken(*demo.core.embedders)  # in the place of the one that has encoded the units

    with plugin_module("broken", register_embedder=register_embedder) as broken:
        without = await start_demo(plugins=("plugins.retrieval", broken))
    assert await find(without, "a house in the countryside", guests=2)
    assert "hard facts only" in caplog.text


async def test_retrieve_of_units_embedded_by_another_model_compares_nothing(demo: Demo) -> None:
    with psycopg.connect(demo.admin_url, autocommit=True) as conn:
        conn.execute("UPDATE accommodation_units_public SET embedding_model = 'other'")
    matches = await find(demo, "an old farm in the countryside")
    assert matches
    assert {match.similarity for match in matches} == {0.0}


async def test_retrieve_never_shows_a_unit_taken_offline(demo: Demo) -> None:
    with psycopg.connect(demo.admin_url, autocommit=True) as conn:
        conn.execute("UPDATE accommodation_units_public SET is_bookable = false WHERE name LIKE 'Villa Gaya%'")
    matches = await find(demo, "Is Villa Gaya free? A villa in Cala Blanca")
    assert not any(match.unit.name.startswith("Villa Gaya") for match in matches)


async def test_retrieve_after_a_price_changed_quotes_the_new_one(demo: Demo) -> None:
    before = (await find(demo, "Villa Gaya"))[0].unit
    with psycopg.connect(demo.admin_url, autocommit=True) as conn:
        conn.execute(
            "UPDATE accommodation_units_public SET pricing = jsonb_set(pricing, '{base_price_night}', '777')"
            " WHERE unit_id = %s",
            (before.unit_id,),
        )
    matches = await find(demo, "a villa in Cala Blanca near Ciutadella")
    after = {match.unit.unit_id: match.unit for match in matches}[before.unit_id]
    assert before.pricing != after.pricing
    assert after.pricing
    assert after.pricing.base_price_night == 777


@pytest.mark.parametrize("command", ["/start", "/language es", "!help"])
async def test_retrieve_does_not_search_for_an_earlier_command(demo: Demo, command: str) -> None:
    now = datetime.now(UTC).isoformat()
    after = await find(demo, "house with pool", [HistoryItem("user", command, now)], guests=4)
    assert [match.unit.name for match in after] == [m.unit.name for m in await find(demo, "house with pool", guests=4)]
