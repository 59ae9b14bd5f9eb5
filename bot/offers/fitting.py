"""Whether a unit answers a journey: hard facts only, the same for whoever looks for units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from bot.errors import InvalidInput
from bot.offers.quoting import quote
from bot.types import BudgetRange, Intent, Match, Pricing, Quote, Unit
from bot.words.features import BY_ID

NAMED = 1.0  # Match.similarity of a unit that the guest calls by its name
# No owner's list of amenities says these: they help to order units and never rule one out.
UNSTATED = frozenset({"central", "quiet"})


def fitted(unit: Unit, intent: Intent, similarity: float = 0.0) -> Match:
    """The unit with its price for the dates, and every hard fact that contradicts the intent.

    A fact that the unit does not state counts against it: nobody may be sent to a place that may be too small.
    """
    price = stay_price(unit, intent)
    misfits = tuple(_misfits(unit, intent, price))
    return Match(unit, similarity, price, not misfits, misfits)


def stay_price(unit: Unit, intent: Intent) -> Quote | None:
    """The quote for the intent's dates; None without dates, or when the unit cannot be quoted for them."""
    if intent.check_in is None or intent.check_out is None:
        return None
    price = _stay_price(unit.pricing, intent.check_in, intent.check_out) if unit.pricing else None
    return replace(price, unit_id=unit.unit_id) if price else None


@lru_cache(maxsize=4096)  # the same units are weighed turn after turn
def _stay_price(pricing: Pricing, check_in: date, check_out: date) -> Quote | None:
    try:
        return quote(Unit(UUID(int=0), "", "", pricing=pricing), check_in, check_out)
    except InvalidInput:
        return None


def needed_features(intent: Intent) -> tuple[str, ...]:
    """The preferences that a unit's features can prove."""
    return tuple(item for item in intent.preferences if item in BY_ID and item not in UNSTATED)


def _misfits(unit: Unit, intent: Intent, price: Quote | None) -> Iterator[str]:
    if intent.guests is not None and (unit.max_guests is None or unit.max_guests < intent.guests):
        yield "guests"
    if _too_short(unit, intent):
        yield "min_nights"
    if intent.budget_range and _too_expensive(unit, intent, intent.budget_range, price):
        yield "budget_range"
    if intent.accommodation_type is not None and unit.unit_type != intent.accommodation_type:
        yield "accommodation_type"
    yield from (feature for feature in needed_features(intent) if feature not in unit.features)


def _too_short(unit: Unit, intent: Intent) -> bool:
    return unit.pricing is not None and intent.nights is not None and intent.nights < unit.pricing.min_nights


def _too_expensive(unit: Unit, intent: Intent, budget: BudgetRange, price: Quote | None) -> bool:
    """Amounts in different currencies are not compared. The least of a budget is no reason against a cheaper unit."""
    if budget.max is None:
        return False
    if unit.pricing is None:
        return True
    if budget.currency not in (None, unit.pricing.currency):
        return False
    if price is not None:
        return (price.total if budget.per == "stay" else price.accommodation / price.nights) > budget.max
    nights = Decimal(intent.nights or 1) if budget.per == "stay" else Decimal(1)
    return unit.pricing.base_price_night * nights > budget.max
