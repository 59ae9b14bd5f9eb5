"""What the concierge says: one table per language, and the ways to fill it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Literal

from babel.dates import format_date, format_interval
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from bot.offers.cards import season_name
from bot.words.features import label
from plugins.concierge.texts import en, es

_TABLES: dict[str, ModuleType] = {"en": en, "es": es}


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language (a key of the tables), with its ways to write dates and money."""

    language: str

    @classmethod
    def of(cls, language: str) -> Texts:
        """English for a language that has no table."""
        return cls(language if language in _TABLES else "en")

    def say(self, key: str, **values: object) -> str:
        sentence: str = _TABLES[self.language].SENTENCES[key]
        return sentence.format(**values)

    def button(self, key: str, **values: object) -> str:
        text: str = _TABLES[self.language].BUTTONS[key]
        return text.format(**values)

    def count(self, key: str, number: int | Decimal) -> str:
        """ "1 night", "3 nights", "1.5 bathrooms"."""
        one, many = _TABLES[self.language].COUNTS[key]
        return str(one if number == 1 else many).format(n=format_decimal(number, locale=self.language))

    def unit_type(self, unit_type: str) -> str:
        """A type outside the vocabulary keeps its own word."""
        return str(_TABLES[self.language].TYPES.get(unit_type, unit_type))

    def season(self, season: str) -> str:
        """An owner's own name of a season is kept."""
        return season_name(season, self.language)

    def topic(self, topic: str) -> str:
        return str(_TABLES[self.language].TOPICS.get(topic) or self.feature(topic).capitalize())

    def feature(self, feature_id: str) -> str:
        return label(feature_id, self.language)

    def money(self, amount: Decimal, currency: str) -> str:
        return str(format_currency(amount, currency, locale=self.language))

    def number(self, value: float | Decimal) -> str:
        return str(format_decimal(value, locale=self.language))

    def day(self, day: date) -> str:
        return str(format_date(day, "long", locale=self.language))

    def stay(self, check_in: date, check_out: date) -> str:
        """ "Aug 10 – 15, 2026"."""
        return str(format_interval(check_in, check_out, "yMMMd", locale=self.language))

    def listing(self, items: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """ "a, b and c"; with style "or": "a, b or c"."""
        return str(format_list(list(items), style=style, locale=self.language))
