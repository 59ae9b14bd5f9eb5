"""Which features and kinds the words of a message name."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message

FOREIGN_LENGTH = 6  # "chat" is no cat in an English message
NEVER = ("thing_idiom", "people_leaves")


def named(message: Message, start: int, end: int, *categories: str) -> Iterator[Item]:
    """Phrases of the categories between two tokens, without those inside a longer one or inside an idiom."""
    tagged, covered = message.tagged, start
    for index in range(start, end):
        if index < covered:
            continue
        never = tagged.at(index, *NEVER)
        item = tagged.at(index, *categories)
        if never and not never.is_foreign and (item is None or never.end >= item.end):
            covered = never.end
            continue
        if item is None or item.end > end:
            continue
        if item.is_foreign and len(tagged.tokens[index].plain) < FOREIGN_LENGTH:
            continue
        covered = item.end
        yield item


def is_past_fill(message: Message, index: int, *categories: str) -> int:
    """The first token behind a phrase of the categories, or the token itself."""
    item = message.tagged.at(index, *categories)
    return item.end if item else index
