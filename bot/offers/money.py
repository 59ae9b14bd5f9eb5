"""Amounts as the people of a locale write them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_currency

from bot.words.languages import formats

_CODE = re.compile(r"(?<=[A-Z])(?=\d)")  # a currency's letters keep apart from the number (CLDR: currencySpacing)


@lru_cache(maxsize=4096)  # the same few prices are shown again and again
def money(amount: Decimal, currency: str, locale: str | None) -> str:
    """ "€1,234.50", "1.234,50 €", "EUR 1,234.50"."""
    return _CODE.sub("\u00a0", str(format_currency(amount, currency, locale=formats(locale))))
