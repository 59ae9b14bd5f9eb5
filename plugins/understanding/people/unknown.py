"""Where a noun that no table knows may stand for somebody."""

from __future__ import annotations

from plugins.understanding.people.nouns import LISTED, OWNED, Somebody, somebody
from plugins.understanding.people.words import Words


def unknown_of(words: Words, index: int, position: int) -> Somebody | None:
    """ "My carer", and in a list "and the driver": `position` is behind what says whose."""
    if words.item(index, "people"):
        return None
    if position == index:
        position = words.end(index, "people_the")
        is_bare = position == index
        is_open = (
            _goes_on(words, index) if is_bare else words.is_listed(index) or _comes_or_goes(words, index, position)
        )
        if not is_open:
            return None
        return somebody(words, position, LISTED)
    goes_on = words.text(position + 1) == "," or words.item(position + 1, "people_plus") is not None
    return somebody(words, position, OWNED if goes_on or words.is_listed(index) else LISTED)


def _comes_or_goes(words: Words, index: int, position: int) -> bool:
    """ "Die Kinderfrau kommt mit", "viene anche la bambinaia"."""
    verbs = ("people_comes", "people_leaves")
    return words.tagged.at(position + 1, *verbs) is not None or words.tagged.before(index, *verbs) is not None


def begins_list(words: Words, end: int) -> bool:
    """ "Eine Lehrerin und 16 Schüler": whether a number goes on with a list."""
    link = words.tagged.at(end, "people_plus", "people_with")
    if link is None or link.is_foreign:
        return False
    return words.number(link.end) is not None or words.item(link.end, "people_the") is not None


def _goes_on(words: Words, index: int) -> bool:
    """ "Chefin + Assistent": whether a word joins somebody that a table knows."""
    link = words.tagged.before(index, "people_plus", "people_with")
    if link is None or link.is_foreign:
        return False
    return link.start in words.named or words.tagged.before(link.start, "people") is not None
