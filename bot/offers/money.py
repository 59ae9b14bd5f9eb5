"""Amounts as the people of a locale write them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_currency

from bot.words.languages import formats


@lru_cache(maxsize=4096)  # the same few prices are shown again and again
def money(amount: Decimal, currency: str, locale: str | None) -> str:
    """ "€1,234.50", "1.234,50 €"."""
    return str(format_currency(amount, currency, locale=formats(locale)))
