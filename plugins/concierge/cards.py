"""Units as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from bot.offers.cards import from_price
from bot.offers.price_lines import from_line, quote_lines
from bot.offers.whereabouts import place
from bot.types import Match, Period, Quote, Unit
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


def price_line(match: Match, texts: Texts, period: Period | None = None) -> str:
    """The total for the dates, else the price that a night begins at, of the period's; empty when there is none."""
    if match.quote and not match.quote.below_min_nights:
        return texts.money(match.quote.total, match.quote.currency)
    lowest = from_price(match.unit, period)
    if lowest is None or match.unit.pricing is None:
        return ""
    line = from_line(lowest, match.unit.pricing.currency, texts.locale)
    return f"{line.label} {line.amount}"


def breakdown(price: Quote, texts: Texts) -> str:
    """The price's lines as a list."""
    *parts, total = quote_lines(price, texts.locale)
    lines = [*(texts.pair(part.label, part.amount) for part in parts), texts.pair(total.label, f"**{total.amount}**")]
    return "\n".join(f"- {line}" for line in lines)
