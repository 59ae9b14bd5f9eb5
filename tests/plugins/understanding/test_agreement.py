from __future__ import annotations

import pytest

from bot.act_reading import ACT_DIMENSIONS
from bot.knowledge.topics import TOPICS
from bot.plugins import manager
from plugins.understanding.acts.labels import act_of, labels
from plugins.understanding.agreement import LearnedActs


async def test_questions_that_ask_for_the_same_agree_across_languages() -> None:
    reader = LearnedActs()
    dog, perro, deposit = await reader.read_acts(
        ["can we bring the dog?", "¿se admiten perros?", "wie hoch ist die Kaution?"]
    )
    assert all(len(vector) == ACT_DIMENSIONS for vector in (dog, perro, deposit))
    assert sum(x * x for x in dog) == pytest.approx(1, abs=1e-4)
    assert _agreement(dog, perro) > 0.8 > _agreement(dog, deposit)


async def test_nothing_is_read_of_nothing() -> None:
    assert await LearnedActs().read_acts([]) == []


def test_labels_all_fit_into_the_column() -> None:
    assert len(labels()) <= ACT_DIMENSIONS


def test_topics_of_entries_are_those_that_the_reader_knows() -> None:
    known = {act_of(label, 1).topic for label in labels()}
    assert TOPICS <= known | {"children", "distance"}


def test_reader_is_named_after_its_weights() -> None:
    assert LearnedActs().model == LearnedActs().model
    assert LearnedActs().model.startswith("acts-")
    assert manager().hook.register_act_reader is not None


def _agreement(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))
