"""What a reading says is asked about."""

from __future__ import annotations

import pytest

from bot.types import Act, Clause, Mentioned, Reading


def clause(act: str, topic: str | None, confidence: float = 0.9, *features: Mentioned) -> Clause:
    return Clause("…", (Act("label", act, topic, confidence), Act("label", "ask", "pets", 0.05)), features=features)


@pytest.mark.parametrize(
    ("found", "topics"),
    [
        (clause("ask", "parking"), ("parking",)),
        (clause("demand", "refund"), ("refund",)),
        (clause("ask", "parking", 0.4), ()),  # not sure enough to be counted
        (clause("state", "trip"), ()),
        (clause("greet", None), ()),
        (Clause("…", ()), ()),
        (clause("ask", "amenity"), ("amenity",)),
        (clause("ask", "amenity", 0.9, Mentioned("sauna", "question")), ("sauna",)),
        (clause("ask", "pool", 0.9, Mentioned("heated_pool", "question")), ("pool", "heated_pool")),
        (clause("state", "trip", 0.9, Mentioned("sauna", "wish")), ()),
    ],
)
def test_clause_topics_are_what_it_surely_asks_about(found: Clause, topics: tuple[str, ...]) -> None:
    assert found.topics == topics


def test_reading_topics_names_each_once_in_order() -> None:
    reading = Reading((clause("ask", "pets"), clause("ask", "parking"), clause("ask", "pets")))
    assert reading.topics == ("pets", "parking")
