"""What stays as it is while something else changes: "the way back doesn't change", "same number of nights"."""

from __future__ import annotations

from plugins.understanding.dates.mention import Kept
from plugins.understanding.dates.words import Words

LOOKED_AT = 3  # tokens from what is kept to the word that says so
_ENDS = {"arrive": "check_in", "leave": "check_out"}


def read_kept(words: Words, start: int) -> Kept | None:
    return _named_first(words, start) or _named_last(words, start)


def _named_first(words: Words, start: int) -> Kept | None:
    """ "The return stays the same", "la fin bouge pas", "Dauer identisch"."""
    named = _named(words, start)
    if named is None:
        return None
    what, end = named
    for at in range(end, min(len(words), end + LOOKED_AT)):
        unmoved = words.item(at, "unmoved")
        if unmoved and not unmoved.is_foreign:
            return Kept(start, unmoved.end, what)
        if not words.is_word(at):
            return None
    return None


def _named_last(words: Words, start: int) -> Kept | None:
    """ "Same number of nights", "misma vuelta", "gleich viele Nächte"."""
    same = words.item(start, "same_as")
    if same is None or same.is_foreign:
        return None
    count = words.item(same.end, "count_of")
    at = words.skip(count.end if count else same.end, "of", "the", "day")
    if words.item(at, "unit", "night"):
        return Kept(start, at + 1, "nights")
    named = _named(words, at)
    return Kept(start, named[1], named[0]) if named else None


def _named(words: Words, index: int) -> tuple[str, int] | None:
    """(what, end) of a word for an end of the stay, or for how long it is."""
    length = words.item(index, "duration")
    if length and not length.is_foreign:
        return "nights", length.end
    for end in (words.item(index, "role", "arrive", "leave"), words.item(index, "end_of_stay")):
        if end and not end.is_foreign and not end.is_fuzzy:
            return _ENDS[end.value], end.end
    return None
