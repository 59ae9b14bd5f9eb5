from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from bot.knowledge.gaps import AskedGap, grouped
from tests.support.encoder import WordEncoder

AT = datetime(2027, 3, 1, tzinfo=UTC)


def gap(question: str, language: str = "en", session: int = 1, topic: str = "amenity", day: int = 1) -> AskedGap:
    return AskedGap(topic, language, question, UUID(int=session), AT.replace(day=day))


async def test_grouped_puts_alike_questions_together_the_most_frequent_first() -> None:
    asked = [
        gap("is there a helicopter pad", day=9),
        gap("can we have a party here", session=2, topic="rules", day=8),
        gap("Is there a helicopter pad", "fr", session=3),
        gap("is there a helicopter pad please", "en", session=4),
    ]
    pad, party = await grouped(asked, WordEncoder())
    assert (pad.count, pad.conversations, pad.topic) == (3, 3, "amenity")
    assert pad.languages == (("en", 2), ("fr", 1))
    assert pad.questions[0] == "is there a helicopter pad"
    assert pad.last_asked == AT.replace(day=9)
    assert (party.questions, party.count) == (("can we have a party here",), 1)


async def test_grouped_without_an_encoder_joins_the_same_words_only() -> None:
    found = await grouped([gap("a b"), gap("a b", session=2), gap("a b c", session=3)], None)
    assert [group.count for group in found] == [2, 1]


async def test_grouped_of_nothing_is_nothing() -> None:
    assert await grouped([], WordEncoder()) == []
