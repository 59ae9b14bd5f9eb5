"""What an amount is for: one night, one person a night, or the whole stay."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.types import BudgetRange
from plugins.understanding.message import Context, Message
from plugins.understanding.money.currency import HARD
from plugins.understanding.money.limits import Limit

LOOKED_AT = 10  # tokens on either side of an amount
NIGHTS_A_WEEK = 7
STAY_FROM = 800  # of a hard currency: more than a night costs, where nothing else is said
LEAST_A_NIGHT = 20  # "150 for 3 nights" is for the stay, "30 for 3 nights" is not
SIMILAR = (Decimal("0.4"), Decimal("2.5"))  # of a known limit: the same thing is limited
_STOPS = frozenset("!?;")


@dataclass(frozen=True, slots=True)
class Basis:
    per: Literal["night", "stay", "person"]
    is_kept: bool = False  # the known budget's
    is_weekly: bool = False
    taken: frozenset[int] = frozenset()


def basis_of(message: Message, context: Context, limit: Limit, currency: str | None, start: int, end: int) -> Basis:
    first, last = limit.amounts[0].start, limit.amounts[-1].end
    spoken = _spoken(message, first, last, start, end)
    if spoken:
        return spoken
    value = limit.high or limit.low or Decimal(0)
    nights = nights_behind(message, last, end)
    if nights and value >= nights[0] * LEAST_A_NIGHT:
        return Basis("stay")
    known = context.known.budget_range
    if known and is_similar(value, known):
        return Basis(known.per, is_kept=True)
    is_hard = (currency or context.currency) in HARD
    return Basis("stay" if is_hard and value >= STAY_FROM else "night")


def is_similar(value: Decimal, known: BudgetRange) -> bool:
    """Whether an amount can be meant for what a known budget is for."""
    before = known.max or known.min
    return bool(before) and SIMILAR[0] <= value / (before or value) <= SIMILAR[1]


def divided(value: Decimal | None, basis: Basis, context: Context) -> Decimal | None:
    """An amount for a week is for the stay, unless the stay is known to have other nights: then it is one a night."""
    nights = context.known.nights
    if value is None or not basis.is_weekly or not nights or nights == NIGHTS_A_WEEK:
        return value
    return (value / NIGHTS_A_WEEK * nights).quantize(Decimal(1))


def _spoken(message: Message, first: int, last: int, start: int, end: int) -> Basis | None:
    """By the phrase nearest to the amount; one for a person decides over all others."""
    found: list[tuple[int, str]] = []
    for index in range(max(start, first - LOOKED_AT), min(end, last + LOOKED_AT)):
        if first <= index < last:
            continue
        for category in ("money_person", "money_night", "money_week", "money_stay"):
            item = message.tagged.at(index, category)
            if item and not item.is_foreign and _is_open(message, item.start, item.end, first, last):
                distance = index - last if index >= last else 2 * (first - item.end) + 1
                found.append((distance, category))
    if not found:
        return None
    if any(category == "money_person" for _, category in found):
        return Basis("person")
    nearest = min(found)[1]
    if nearest == "money_week":
        return Basis("stay", is_weekly=True)
    return Basis("stay" if nearest == "money_stay" else "night")


def _is_open(message: Message, begin: int, stop: int, first: int, last: int) -> bool:
    """Whether no other thought, and no bare unit of a length ("3 noches"), stands between phrase and amount."""
    tokens = message.tagged.tokens
    if begin > 0 and stop - begin == 1 and message.numbers.at(begin - 1) and begin != last:
        return False
    between = range(last, begin) if begin >= last else range(stop, first)
    if any(tokens[index].text in _STOPS for index in between):
        return False
    return not any(tokens[index].text == "." and not tokens[index].touches for index in between)


def nights_behind(message: Message, last: int, end: int) -> tuple[int, int] | None:
    """ "For 10 nights" behind an amount: the nights, and the token they begin at."""
    for index in range(last, min(end, last + 6)):
        if message.tagged.tokens[index].text in ",.;!?":
            return None
        number = message.numbers.at(index)
        if number and message.tagged.at(number.end, "unit", "stay_unit"):
            unit = message.tagged.at(number.end, "unit", "stay_unit")
            if unit and unit.value in ("night", "day"):
                return number.value, index
    return None
