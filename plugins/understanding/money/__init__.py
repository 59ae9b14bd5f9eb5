"""The family of money: the guest's budget, its limits, currency, and what it is for (a night, a person, the stay)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.types import BudgetRange, IntentChange
from plugins.understanding.message import Context, Message, Stated
from plugins.understanding.money.amounts import Amount, Stretch, stretch
from plugins.understanding.money.basis import Basis, basis_of, divided, nights_behind, times
from plugins.understanding.money.corrections import correction, rebased
from plugins.understanding.money.currency import currency_of, sign_of
from plugins.understanding.money.limits import Limit, limits
from plugins.understanding.people import read as read_people
from plugins.understanding.things.dropped import is_budget_dropped


def read(message: Message, context: Context, taken: frozenset[int]) -> Stated:
    for start, end in (*message.stretches(), *_limited(message)):
        found = stretch(message, start, end, taken)
        limit = limits(message, context, found.amounts)
        if limit:
            return _stated(message, context, limit, found, taken)
    end = len(message.tagged.tokens)
    found = stretch(message, 0, end, taken)
    if corrected := correction(message, context, found.amounts):
        return _stated(message, context, corrected, found, taken)
    if context.known.budget_range and (_is_free(message) or is_budget_dropped(message)):
        return Stated(IntentChange(budget_range=None), certain=frozenset({"budget_range"}))
    return _rebased(message, context, taken)


def _is_free(message: Message) -> bool:
    """ "The price does not matter"."""
    places = range(len(message.tagged.tokens))
    return any(message.tagged.at(index, "money_any") and message.is_about_trip(index) for index in places)


def _limited(message: Message) -> Iterator[tuple[int, int]]:
    """Clauses that sound like ones about the house and limit a price: "cap it at 220 a night inc cleaning", "too dear,
    anything under 1500?"."""
    for span in message.spans:
        places = range(span.start, span.end)
        seeks = any(message.tagged.at(index, "any_home", "kind") for index in places)
        if span.scope == "house" and (seeks or not message.has_mark(span)):
            if any(message.tagged.at(index, "money_max") for index in places):
                yield span.start, span.end


def _stated(message: Message, context: Context, limit: Limit, found: Stretch, taken: frozenset[int]) -> Stated:
    currency = currency_of(sign_of(message, limit.amounts, found.amounts), context)
    basis = basis_of(message, context, limit, currency, found)
    known = context.known.budget_range
    if currency is None and known and basis.is_kept:
        currency = known.currency
    guests = _guests(message, context, taken | _taken(limit.amounts, basis)) if basis.is_each else 1
    if basis.is_monthly and context.known.nights is None:
        guests = None  # of how many months nobody knows
    if guests is None:
        return Stated(taken=_taken(limit.amounts, basis))  # so much for each, and how many they are nobody knows
    low, high = (times(divided(value, basis, context), guests) for value in (limit.low, limit.high))
    if low is None and known and known.min and known.per == basis.per and high and high > known.min:
        low = known.min  # "you may go up to 180" raises the most alone
    change = IntentChange(budget_range=BudgetRange(low, high, currency, basis.per))
    nights = nights_behind(message, limit.amounts[-1].end, found.end)
    if nights and nights[1] not in taken and not context.known.nights and not context.known.check_in:
        change["nights"] = nights[0]  # "900 € maximal für 6 Nächte", where "maximal" kept the days from being read
    return Stated(change, certain=frozenset(change), taken=_taken(limit.amounts, basis))


def _guests(message: Message, context: Context, taken: frozenset[int]) -> int | None:
    """How many travel, by this message too."""
    return context.known.changed(read_people(message, context, taken).change).guests


def _rebased(message: Message, context: Context, taken: frozenset[int]) -> Stated:
    """What the known budget is for, put right: "no, per night I meant"."""
    known, basis = context.known.budget_range, rebased(message, context)
    if known is None or basis is None:
        return Stated()
    guests = _guests(message, context, taken) if basis.is_each else 1
    if guests is None:
        return Stated()
    budget = BudgetRange(times(known.min, guests), times(known.max, guests), known.currency, basis.per)
    return Stated(IntentChange(budget_range=budget), certain=frozenset({"budget_range"}))


def _taken(found: tuple[Amount, ...], basis: Basis) -> frozenset[int]:
    return frozenset(index for amount in found for index in range(amount.start, amount.end)) | basis.taken
