"""What a price is made of, as lines of a label and an amount: worked out once, for each channel to show its own way."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot.offers import labels
from bot.offers.money import money
from bot.types import Card, PriceLine, Quote

_AMOUNT = "\0"


def price_lines(card: Card, language: str | None) -> tuple[PriceLine, ...]:
    """The quote's lines; without a quote the price that a night begins at, as one line; empty: there is no price."""
    if card.quote:
        return quote_lines(card.quote, language)
    if card.price_night is None or not card.currency:
        return ()
    return (from_line(card.price_night, card.currency, language),)


def from_line(price_night: Decimal, currency: str, language: str | None) -> PriceLine:
    """The price that a night begins at: "from" and "€80.00 a night"."""
    before, _, after = labels.LABELS.say("price_from", language, price=_AMOUNT).partition(_AMOUNT)
    return PriceLine(before.strip(), money(price_night, currency, language) + after)


def quote_lines(quote: Quote, language: str | None) -> tuple[PriceLine, ...]:
    """The nights of each season, the cleaning fee where there is one, and at last the total."""
    return tuple(_quote(quote, language))


def _quote(quote: Quote, language: str | None) -> Iterator[PriceLine]:
    say, currency = labels.LABELS.say, quote.currency
    for rate in quote.rates:
        season = f" ({labels.season(rate.season, language)})" if rate.season else ""
        label = f"{labels.nights(rate.nights, language)} × {money(rate.price, currency, language)}{season}"
        yield PriceLine(label, money(rate.price * rate.nights, currency, language))
    if quote.cleaning_fee:
        yield PriceLine(say("cleaning", language), money(quote.cleaning_fee, currency, language))
    yield PriceLine(say("total", language), money(quote.total, currency, language))
