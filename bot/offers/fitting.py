"""Whether a unit answers a journey: hard facts only, the same for whoever looks for units."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from bot.errors import InvalidInput
from bot.offers.quoting import quote
from bot.offers.whereabouts import lies_in
from bot.types import Basis, BudgetRange, HardFacts, Intent, Match, Pricing, Quote, Unit
from bot.words.features import BY_ID

NAMED = 1.0  # Match.similarity of a unit that the guest calls by its name
# No owner's list of amenities says these: they help to order units and never rule one out.
UNSTATED = frozenset({"central", "quiet"})
SPARE_PLACES = 3  # that a small party may have: a couple is offered homes for five
WEEK = 7  # nights
UNWANTED = "unwanted:"  # and the id of a feature: the misfit of a unit that has what the guest does not want


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


def hard_facts(intent: Intent, *, among: Collection[UUID] | None = None) -> HardFacts:
    """What a unit's row can prove of the intent; prices and places are compared afterwards (`fitted`)."""
    return HardFacts(
        guests=intent.guests,
        infants=intent.infants or 0,
        unit_type=intent.accommodation_type,
        bedrooms=intent.bedrooms,
        bathrooms=intent.bathrooms,
        features=needed_features(intent),
        unwanted=unwanted_features(intent),
        nights=intent.nights,
        among=among,
    )


def needed_features(intent: Intent) -> tuple[str, ...]:
    """The preferences that a unit's features can prove."""
    return _provable(intent.preferences)


def unwanted_features(intent: Intent) -> tuple[str, ...]:
    """The exclusions that a unit's features can contradict."""
    return _provable(intent.exclusions)


def _provable(features: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for item in features if item in BY_ID and item not in UNSTATED)


def counted_guests(unit: Unit, guests: int, infants: int | None) -> int:
    """How many of a party count towards the unit's capacity.

    The owner says whether children under two do: not where `infants_count` is false in the unit's metadata.
    """
    if infants and unit.metadata.get("infants_count") is False:
        return max(guests - infants, 0)
    return guests


def is_far_off(unit: Unit, intent: Intent) -> bool:
    """Whether a home is offered only where nothing else is: far larger than the party needs, or a room for one to
    guests who have not said that they come alone."""
    places, guests = unit.max_guests or 0, intent.guests
    if guests is None:
        return places == 1
    return places > max(2 * guests, guests + SPARE_PLACES) and intent.bedrooms is None


def is_dear(unit: Unit, intent: Intent) -> bool:
    """Whether a home that is not ruled out is offered late: a week there is more than a budget for the whole stay, of
    which nobody has said how long it is."""
    budget = intent.budget_range
    if budget is None or budget.max is None or budget.per != "stay" or intent.nights or intent.check_out:
        return False
    if unit.pricing is None or budget.currency not in (None, unit.pricing.currency):
        return False
    return WEEK * unit.pricing.base_price_night > budget.max


def _misfits(unit: Unit, intent: Intent, price: Quote | None) -> Iterator[str]:
    if intent.guests is not None and _too_small(unit, counted_guests(unit, intent.guests, intent.infants)):
        yield "guests"
    if _too_short(unit, intent):
        yield "min_nights"
    if intent.budget_range and _too_expensive(unit, intent, intent.budget_range, price):
        yield "budget_range"
    if intent.accommodation_type is not None and unit.unit_type != intent.accommodation_type:
        yield "accommodation_type"
    if intent.bedrooms is not None and (unit.bedrooms is None or unit.bedrooms < intent.bedrooms):
        yield "bedrooms"
    if intent.bathrooms is not None and (unit.bathrooms is None or unit.bathrooms < intent.bathrooms):
        yield "bathrooms"
    if intent.place and not lies_in(unit, intent.place):
        yield "place"
    yield from (feature for feature in needed_features(intent) if feature not in unit.features)
    yield from (UNWANTED + feature for feature in unwanted_features(intent) if feature in unit.features)


def _too_small(unit: Unit, guests: int) -> bool:
    return unit.max_guests is None or unit.max_guests < guests


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
    return price_by(budget.per, unit, unit.pricing, intent, price) > budget.max


def price_by(basis: Basis, unit: Unit, pricing: Pricing, intent: Intent, price: Quote | None) -> Decimal:
    """What the unit costs a night, for the whole stay, or a night for each of the party: of as many as it takes, where
    nobody has said how many come. Without a quote the base price counts."""
    if basis == "stay":
        return price.total if price else pricing.base_price_night * (intent.nights or 1)
    night = price.accommodation / price.nights if price else pricing.base_price_night
    return night / (intent.guests or unit.max_guests or 1) if basis == "person" else night
