"""Units as cards, the same whoever answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from bot.errors import InvalidInput
from bot.offers import labels
from bot.offers.quoting import quote
from bot.types import Card, CardAction, Match, Period, Pricing, Quote, Unit
from bot.words.features import BY_ID, label

MAX_PHOTOS = 6
MAX_HIGHLIGHTS = 4
# What guests choose by, most telling first.
_TELLING = (
    "pool sea_view beach hot_tub sauna lake mountain_view fireplace garden terrace pets air_conditioning parking"
    " ev_charger breakfast bbq accessible gym workspace dishwasher washer elevator self_check_in wifi"
).split()
_ANY_YEAR = 2027  # prices depend on the month only


def card(match: Match, preferences: Iterable[str], language: str, period: Period | None = None) -> Card:
    """A unit as it is offered. Only one that the party and the length of the stay allow can be booked.

    Args:
        preferences: feature ids that the guest asked for; those that the unit has are its first highlights.
        period: where the stay lies while its days are open; the price that a night begins at is one of it.
    """
    unit = match.unit
    actions = [CardAction("ask", labels.LABELS.say("ask", language))]
    if bookable(match):
        actions.insert(0, CardAction("book", labels.LABELS.say("book", language)))
    price = match.quote if match.quote and not match.quote.below_min_nights else None
    return Card(
        unit_id=unit.unit_id,
        name=unit.name,
        photos=unit.photos[:MAX_PHOTOS],
        unit_type=unit.unit_type,
        max_guests=unit.max_guests,
        price_night=from_price(unit, period),
        currency=unit.pricing.currency if unit.pricing else None,
        quote=_in_words(price, language) if price else None,
        highlights=_highlights(unit, preferences, language),
        actions=tuple(actions),
    )


def bookable(match: Match) -> bool:
    """Whether a request for it could succeed as things stand."""
    return match.unit.pricing is not None and not {"guests", "min_nights"} & set(match.misfits)


def from_price(unit: Unit, period: Period | None = None) -> Decimal | None:
    """The lowest price of a night in any month, or in those of a period; None when the unit has no price."""
    return _lowest(unit.pricing, _months(period)) if unit.pricing else None


def _months(period: Period | None) -> tuple[int, ...]:
    if period is None:
        return tuple(range(1, 13))
    first, last = (day.year * 12 + day.month - 1 for day in (period.start, period.end))
    return tuple(month % 12 + 1 for month in range(first, min(last, first + 11) + 1))


def _in_words(price: Quote, language: str) -> Quote:
    """The quote with its seasons named in the guest's language."""
    rates = tuple(replace(rate, season=rate.season and labels.season(rate.season, language)) for rate in price.rates)
    return replace(price, rates=rates)


@lru_cache(maxsize=2048)
def _lowest(pricing: Pricing, months: tuple[int, ...]) -> Decimal | None:
    unit = Unit(UUID(int=0), "", "", pricing=pricing)  # only the prices count
    try:
        return min(quote(unit, date(_ANY_YEAR, month, 1), date(_ANY_YEAR, month, 2)).accommodation for month in months)
    except InvalidInput:
        return None


def telling(unit: Unit) -> list[str]:
    """The features that a place is chosen by, most telling first."""
    return [item for item in _TELLING if item in unit.features]


def _highlights(unit: Unit, preferences: Iterable[str], language: str) -> tuple[str, ...]:
    """What the guest asked for first, then what the place is chosen by, in the guest's language."""
    wanted = [item for item in preferences if item in unit.features and item in BY_ID]
    offered = [item for item in _TELLING if item in unit.features and item not in wanted]
    words = (label(item, language) for item in [*wanted, *offered][:MAX_HIGHLIGHTS])
    return tuple(word[0].upper() + word[1:] for word in words)
