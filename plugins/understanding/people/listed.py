"""Several numbers that answer one question of the bot's: "4 y 3" adults and children, "12, 9 et 5" years."""

from __future__ import annotations

from dataclasses import replace

from bot.types import IntentChange
from plugins.understanding.message import Context
from plugins.understanding.numbers import Number
from plugins.understanding.people.ages import INFANT_AGE, MAX_CHILD_AGE, MONTHS_A_YEAR
from plugins.understanding.people.change import Known, difference
from plugins.understanding.people.words import Words

MAX_WORDS = 14  # of an answer that is a list
_JOINTS = frozenset(",;/&+-()")


def read_listed(words: Words, context: Context) -> tuple[IntentChange, frozenset[int]] | None:
    """What a list of numbers changes of the party, and the tokens of the numbers; None: it is no such list."""
    known = Known.of(context.known)
    numbers = _numbers(words)
    if "children_ages" in context.asked and known.children == len(numbers) and len(words.tokens) <= MAX_WORDS:
        ages = tuple(_years(words, number) for number in numbers)
        if numbers and max(ages) <= MAX_CHILD_AGE:
            infants = sum(age < INFANT_AGE for age in ages)
            return _changed(known, replace(known, ages=ages, infants=infants), numbers)
    if {"adults", "children"} <= context.asked and len(numbers) == 2 and _are_alone(words, numbers):
        adults, children = (number.value for number in numbers)
        if adults:
            party = Known(adults + children, adults, children)
            return _changed(known, party if party != _parts(known) else known, numbers)
    return None


def _changed(before: Known, after: Known, numbers: list[Number]) -> tuple[IntentChange, frozenset[int]]:
    places = frozenset(index for number in numbers for index in range(number.start, number.end))
    return difference(before, after, is_stated=True), places


def _parts(known: Known) -> Known:
    return Known(known.guests, known.adults, known.children)


def _numbers(words: Words) -> list[Number]:
    """All numbers of the message, but for articles; ages behind the name of somebody too."""
    found = (words.number(index) for index in range(len(words.tokens)))
    return [number for number in found if number and not number.is_article]


def _are_alone(words: Words, numbers: list[Number]) -> bool:
    """Whether the message is two numbers and what joins them."""
    taken = {index for number in numbers for index in range(number.start, number.end)}
    rest = (index for index in range(len(words.tokens)) if index not in taken)
    return all(
        words.text(index) in _JOINTS or words.text(index) in ".!" or words.tagged.at(index, "people_plus", "people_and")
        for index in rest
    )


def _years(words: Words, number: Number) -> int:
    """ "8 months" are no year yet."""
    unit = words.item(number.end, "age_unit")
    if unit is None or unit.value == "years":
        return number.value
    return number.value // MONTHS_A_YEAR if unit.value == "months" else 0
