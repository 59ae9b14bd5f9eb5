"""Units as cards and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from bot.errors import InvalidInput
from bot.features import BY_ID
from bot.quoting import quote
from bot.turn import Turn
from bot.types import Card, CardAction, Match, Pricing, Quote, Unit
from plugins.concierge.texts import Texts

MAX_PHOTOS = 6
MAX_HIGHLIGHTS = 4
# What guests choose by, most telling first.
_TELLING = (
    "pool sea_view beach hot_tub sauna lake mountain_view fireplace garden terrace pets air_conditioning parking"
    " ev_charger breakfast bbq accessible gym workspace dishwasher washer elevator self_check_in wifi"
).split()
_ANY_YEAR = 2027  # prices depend on the month only


def card(match: Match, turn: Turn, texts: Texts) -> Card:
    """A unit as it is offered. Only one that the party and the length of the stay allow can be booked."""
    unit = match.unit
    actions = [CardAction("ask", texts.button("ask"))]
    if bookable(match):
        actions.insert(0, CardAction("book", texts.button("book")))
    price = match.quote if match.quote and not match.quote.below_min_nights else None
    return Card(
        unit_id=unit.unit_id,
        name=unit.name,
        photos=unit.photos[:MAX_PHOTOS],
        unit_type=unit.unit_type,
        max_guests=unit.max_guests,
        price_night=from_price(unit),
        currency=unit.pricing.currency if unit.pricing else None,
        quote=_in_words(price, texts) if price else None,
        highlights=_highlights(unit, turn.intent.preferences, texts),
        actions=tuple(actions),
    )


def _in_words(price: Quote, texts: Texts) -> Quote:
    """The quote with its seasons named in the guest's language."""
    rates = tuple(replace(rate, season=rate.season and texts.season(rate.season)) for rate in price.rates)
    return replace(price, rates=rates)


def bookable(match: Match) -> bool:
    """Whether a request for it could succeed as things stand."""
    return match.unit.pricing is not None and not {"guests", "min_nights"} & set(match.misfits)


def from_price(unit: Unit) -> Decimal | None:
    """The lowest price of a night in any month; None when the unit has no price."""
    return _lowest(unit.pricing) if unit.pricing else None


@lru_cache(maxsize=2048)
def _lowest(pricing: Pricing) -> Decimal | None:
    unit = Unit(UUID(int=0), "", "", pricing=pricing)  # only the prices count
    try:
        return min(
            quote(unit, date(_ANY_YEAR, month, 1), date(_ANY_YEAR, month, 2)).accommodation for month in range(1, 13)
        )
    except InvalidInput:
        return None


def _highlights(unit: Unit, preferences: tuple[str, ...], texts: Texts) -> tuple[str, ...]:
    """What the guest asked for first, then what the place is chosen by, in the guest's language."""
    wanted = [item for item in preferences if item in unit.features and item in BY_ID]
    offered = [item for item in _TELLING if item in unit.features and item not in wanted]
    labels = (texts.feature(item) for item in [*wanted, *offered][:MAX_HIGHLIGHTS])
    return tuple(words[0].upper() + words[1:] for words in labels)


def facts_line(unit: Unit, texts: Texts) -> str:
    """ "house · up to 6 people · 3 bedrooms · 2 bathrooms · Ciutadella"; what is not known is left out."""
    return " · ".join(_facts(unit, texts))


def _facts(unit: Unit, texts: Texts) -> Iterator[str]:
    if unit.unit_type:
        yield texts.unit_type(unit.unit_type)
    if unit.max_guests:
        yield texts.count("up_to", unit.max_guests)
    if unit.bedrooms:
        yield texts.count("bedrooms", unit.bedrooms)
    if unit.bathrooms:
        yield texts.count("bathrooms", unit.bathrooms)
    if unit.size_sqm:
        yield f"{texts.number(unit.size_sqm)} m²"
    if where := place(unit):
        yield where


def place(unit: Unit) -> str:
    """Neighbourhood and town as the owner states them; empty when unknown."""
    location = unit.metadata.get("location")
    if isinstance(location, str):
        return location
    if not isinstance(location, dict):
        return ""
    names = [location.get(name) for name in ("neighbourhood", "city")]
    return ", ".join(dict.fromkeys(name for name in names if isinstance(name, str) and name))


def price_line(match: Match, texts: Texts) -> str:
    """The total for the dates, else the price a night; empty when there is none."""
    if match.quote and not match.quote.below_min_nights:
        return texts.money(match.quote.total, match.quote.currency)
    lowest = from_price(match.unit)
    if lowest is None or match.unit.pricing is None:
        return ""
    return texts.say("from_night", price=texts.money(lowest, match.unit.pricing.currency))


def breakdown(price: Quote, texts: Texts) -> str:
    """The nights by season, the cleaning fee and the total, as a list."""
    lines = [_rate_line(rate.season, rate.price, rate.nights, price.currency, texts) for rate in price.rates]
    if price.cleaning_fee:
        lines.append(texts.say("cleaning", fee=texts.money(price.cleaning_fee, price.currency)))
    lines.append(texts.say("total", total=texts.money(price.total, price.currency)))
    return "\n".join(f"- {line}" for line in lines)


def _rate_line(season: str | None, price: Decimal, nights: int, currency: str, texts: Texts) -> str:
    values = {"nights": texts.count("nights", nights), "price": texts.money(price, currency)}
    if season is None:
        return texts.say("rate", **values)
    return texts.say("rate_season", season=texts.season(season), **values)
