"""Birthdays that are told by a number: "wird meine Mutter 75", "it's my 40th", "mia madre fa 75 anni"."""

from __future__ import annotations

from plugins.understanding.dates.words import MAX_DAY, Words
from plugins.understanding.numbers import Number

LOOKED_AT = 6  # tokens behind the verb in which an age is looked for
GROWN, OLDEST = 16, 110  # years: "mis 40" is a birthday, "mis 3 hijos" are children


def is_occasion(words: Words, index: int) -> bool:
    """Whether a word at a token, with the number behind it, tells of somebody's birthday."""
    if words.item(index, "turns"):
        return _turns(words, index)
    number = words.numbers.at(index)
    if number is None or not 0 < number.value <= OLDEST or not _is_age(words, number):
        return False
    if number.is_ordinal and number.value > MAX_DAY:
        return True
    is_theirs = words.before(index, "mine") is not None
    return is_theirs and (number.is_ordinal or words.text(number.end) == "." or number.value >= GROWN)


def _turns(words: Words, index: int) -> bool:
    behind = range(index + 1, min(len(words), index + LOOKED_AT))
    numbers = [number for at in behind if (number := words.numbers.at(at)) and not number.is_article]
    around = range(max(0, index - LOOKED_AT), min(len(words), index + LOOKED_AT))
    has_kin = any((words.value(at, "people") or "").startswith("kin ") for at in around)
    for number in numbers:
        is_year = words.item(number.end, "years") is not None
        is_bare = number.value <= OLDEST and not words.is_counted(number.end) and words.text(number.end) != "."
        if is_year or (has_kin and is_bare and _is_age(words, number)):
            return True
    return False


def _is_age(words: Words, number: Number) -> bool:
    """Nothing stands behind the number that it counts or is a day of."""
    end = number.end + (words.text(number.end) == ".")
    if words.item(number.end, "years"):
        return True
    is_day = words.month(words.skip(end, "of", "the"), is_beside=True) is not None
    return not (is_day or words.is_counted(number.end) or words.tagged.at(number.end, "unit"))
