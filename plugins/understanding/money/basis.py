"""What an amount is for: one night, one person a night, or the whole stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.types import BudgetRange
from plugins.understanding.lexicon import Item
from plugins.understanding.message import Context, Message
from plugins.understanding.money.amounts import Stretch
from plugins.understanding.money.currency import HARD
from plugins.understanding.money.limits import LOWEST, Limit, is_other

LOOKED_AT = 10  # tokens on either side of an amount
LOOKED_BEHIND = 16  # tokens behind it where what was said is put right
RATHER = 4  # tokens between "no, I mean" and what is meant
NIGHTS_A_WEEK = 7
NIGHTS_A_MONTH = Decimal("30.4")
NEAR_MONTHS = 2  # nights by which whole months differ
STAY_FROM = 800  # of a hard currency: more than a night costs, where nothing else is said
LEAST_A_NIGHT = 20  # "150 for 3 nights" is for the stay, "30 for 3 nights" is not
SIMILAR = (Decimal("0.4"), Decimal("2.5"))  # of a known limit: the same thing is limited
_STOPS = frozenset("!?;")
_CATEGORIES = ("money_person", "money_night", "money_week", "money_month", "money_stay")


@dataclass(frozen=True, slots=True)
class Basis:
    per: Literal["night", "stay", "person"]
    is_kept: bool = False  # the known budget's
    is_weekly: bool = False
    is_monthly: bool = False
    is_each: bool = False  # for every guest
    taken: frozenset[int] = frozenset()


def basis_of(message: Message, context: Context, limit: Limit, currency: str | None, found: Stretch) -> Basis:
    last, end = limit.amounts[-1].end, found.end
    spoken = _spoken(message, limit, found)
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
    if value is not None and basis.is_monthly and nights:
        return (value * _months(nights)).quantize(Decimal(1))
    if value is None or not basis.is_weekly or not nights or nights == NIGHTS_A_WEEK:
        return value
    return (value / NIGHTS_A_WEEK * nights).quantize(Decimal(1))


def _months(nights: int) -> Decimal:
    """59 nights from 15 January to 15 March are two months."""
    whole = round(nights / NIGHTS_A_MONTH)
    is_whole = whole > 0 and abs(nights - whole * NIGHTS_A_MONTH) <= NEAR_MONTHS
    return Decimal(whole) if is_whole else nights / NIGHTS_A_MONTH


def times(value: Decimal | None, guests: int) -> Decimal | None:
    """An amount for each of the guests is so many times as much for all."""
    return None if value is None else value * guests


def alone(message: Message) -> Basis | None:
    """By the phrases of a message that names no amount; what is denied does not count."""
    items = (message.tagged.at(at, *_CATEGORIES) for at in range(len(message.tagged.tokens)))
    own = [(item.start, item) for item in items if item is not None and not item.is_foreign]
    said = {item.category for _, item in _meant(message, own)}
    if not said:
        return None
    if "money_person" in said:
        return Basis("person") if "money_night" in said else Basis("stay", is_each=True)
    return Basis("night" if "money_night" in said else "stay")


def _spoken(message: Message, limit: Limit, found: Stretch) -> Basis | None:
    """By the phrase nearest to the amount; one for a person decides over all others."""
    phrases = _meant(message, _phrases(message, limit, found))
    if not phrases:
        return None
    said = {item.category for _, item in phrases}
    if "money_person" in said:
        if "money_night" in said or not any(_is_beside(message, item, limit) for _, item in phrases):
            return Basis("person")
        return Basis("stay", is_weekly="money_stay" not in said, is_each=True)
    nearest = min(phrases, key=lambda phrase: (phrase[0], phrase[1].category))[1].category
    if nearest in ("money_week", "money_month"):
        return Basis("stay", is_weekly=nearest == "money_week", is_monthly=nearest == "money_month")
    return Basis("stay" if nearest == "money_stay" else "night")


def _is_beside(message: Message, item: Item, limit: Limit) -> bool:
    """Whether a whole stay is said of the amount rather than of the guests ("9 in all, 150 each")."""
    first, last = limit.amounts[0].start, limit.amounts[-1].end
    if item.category not in ("money_stay", "money_week"):
        return False
    return item.start >= last or all(message.tagged.tokens[at].kind != "mark" for at in range(item.end, first))


def _phrases(message: Message, limit: Limit, found: Stretch) -> list[tuple[int, Item]]:
    """Phrases for a basis that belong to the limit's amount rather than to another, with how far they are from it."""
    first, last = limit.amounts[0].start, limit.amounts[-1].end
    around = range(first - 2 * LOOKED_AT, last + 2 * LOOKED_BEHIND)
    near = [amount for amount in found.amounts if amount.start in around and not first <= amount.start < last]
    others = [amount for amount in near if amount.value >= LOWEST and not is_other(message, amount)]
    phrases = list[tuple[int, Item]]()
    for index in range(max(found.start, first - LOOKED_AT), min(found.end, last + LOOKED_BEHIND)):
        if first <= index < last:
            continue
        for category in _CATEGORIES:
            item = message.tagged.at(index, category)
            if item is None or item.is_foreign or not _is_open(message, item.start, item.end, first, last):
                continue
            far = _distance(item, first, last)
            is_near = index < last + LOOKED_AT or any(
                message.tagged.at(at, "money_rather") for at in range(last, index)
            )
            if is_near and all(far <= _distance(item, other.start, other.end) for other in others):
                phrases.append((far, item))
    return phrases


def _distance(item: Item, first: int, last: int) -> int:
    return item.start - last if item.start >= last else 2 * (first - item.end) + 1


def _meant(message: Message, phrases: Sequence[tuple[int, Item]]) -> list[tuple[int, Item]]:
    """Without what is denied ("not per person") or was said before it was put right ("no, I mean per night")."""
    tagged = message.tagged
    denied = {
        item.category
        for _, item in phrases
        if tagged.before(item.start, "money_not", "thing_no") and not tagged.before(item.start, "money_rather")
    }
    kept = [(far, item) for far, item in phrases if item.category not in denied]
    for _, item in kept:
        if any(tagged.at(at, "money_rather") for at in range(max(0, item.start - RATHER), item.start)):
            return [(far, other) for far, other in kept if other.start >= item.start]
    return kept


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
