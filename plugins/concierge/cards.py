"""Units as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot.offers.cards import from_price, place
from bot.types import Match, Quote, Unit
from plugins.concierge.texts import Texts


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
