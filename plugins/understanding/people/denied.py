"""Numbers of people that are no longer right, and those that take their place: "we won't be 7 after all, so 6"."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.understanding.numbers import Number
from plugins.understanding.people.words import Words

WITHIN = 3  # tokens between what denies and a number


def replaced(words: Words, guests: int | None) -> tuple[frozenset[int], int | None]:
    """Tokens of numbers of people that are denied, and the one that follows in their place. `guests` are known."""
    numbers = list(_numbers(words))
    denied = [number for number in numbers if _is_denied(words, number) and guests in (None, number.value)]
    if not denied:
        return frozenset(), None
    instead = next((number.start for number in numbers if _is_instead(words, denied[0], number)), None)
    if instead is None and guests is None:
        return frozenset(), None  # "on n'est que 4": nothing else is said
    return frozenset(number.start for number in denied), instead


def _numbers(words: Words) -> Iterator[Number]:
    for index in range(len(words.tokens)):
        number = words.number(index)
        is_article = number is not None and number.value == 1 and number.is_spelled
        if number and not is_article and words.message.is_about_trip(index) and not words.counts_other(number.end):
            yield number


def _is_denied(words: Words, number: Number) -> bool:
    for at in range(number.start - 1, max(-1, number.start - 1 - WITHIN), -1):
        if words.tokens[at].kind != "word":
            return words.text(at) == "'"
        item = words.item(at, "people_not")
        if item and not item.is_foreign:
            return item.end <= number.start
    return False


def _is_instead(words: Words, denied: Number, number: Number) -> bool:
    """Whether a number that counts nothing else follows behind a mark, or a word that leads to it."""
    if number.start < denied.end or number.value in (0, denied.value):
        return False
    lead = words.tagged.before(number.start, "people_cut")
    is_led = words.text(number.start - 1) in (",", ";", ":", ".") or (lead is not None and not lead.is_foreign)
    end = words.skip(number.end, "people_fill")
    ends = end >= len(words.tokens) or words.tokens[end].kind == "mark" or words.item(end, "people_cut") is not None
    return is_led and ends
