"""Where a noun that no table knows may stand for somebody."""

from __future__ import annotations

from plugins.understanding.people.nouns import LISTED, Somebody, somebody
from plugins.understanding.people.words import Words


def unknown_of(words: Words, index: int, position: int) -> Somebody | None:
    """ "My carer", and in a list "and the driver": `position` is behind what says whose."""
    if words.item(index, "people"):
        return None
    if position == index:
        position = words.end(index, "people_the")
        is_bare = position == index
        if (is_bare and not _goes_on(words, index)) or (not is_bare and not words.is_listed(index)):
            return None
    return somebody(words, position, LISTED)


def begins_list(words: Words, end: int) -> bool:
    """ "Eine Lehrerin und 16 Schüler": whether a number goes on with a list."""
    link = words.tagged.at(end, "people_plus", "people_with")
    return link is not None and not link.is_foreign and words.number(link.end) is not None


def _goes_on(words: Words, index: int) -> bool:
    """ "Chefin + Assistent": whether a word joins somebody that a table knows."""
    link = words.tagged.before(index, "people_plus")
    return link is not None and words.tagged.before(link.start, "people") is not None
