"""What the concierge says in one language, with its ways to write dates, numbers and money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from babel import Locale
from babel.numbers import format_decimal, get_currency_name

from bot.offers import labels
from bot.offers.money import money
from bot.types import Intent, Period
from bot.words import writing
from bot.words.features import LABELS as FEATURES
from bot.words.features import label
from bot.words.languages import answered, formats
from bot.words.phrases import for_guests

CONCIERGE, LABELS, TOPICS = for_guests("concierge"), for_guests("labels"), for_guests("topics")


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language of ANSWERED."""

    language: str

    @classmethod
    def of(cls, language: str) -> Texts:
        """English for a language that we do not answer in."""
        return cls(answered(language))

    def say(self, key: str, **values: object) -> str:
        return CONCIERGE.say(key, self.language, **values)

    def button(self, key: str, **values: object) -> str:
        own = f"buttons.{key}"
        texts, key = (CONCIERGE, own) if own in CONCIERGE else (LABELS, key)
        return texts.say(key, self.language, **values)

    def count(self, key: str, number: int | Decimal) -> str:
        """ "1 night", "3 nights", "1.5 bathrooms"."""
        own = f"counts.{key}"
        texts, key = (CONCIERGE, own) if own in CONCIERGE else (LABELS, key)
        return texts.count(key, number, self.language)

    def unit_type(self, unit_type: str) -> str:
        """A type outside the vocabulary keeps its own word."""
        return labels.unit_type(unit_type, self.language)

    def topic(self, topic: str) -> str:
        key = f"topics.{topic}"
        return CONCIERGE.say(key, self.language) if key in CONCIERGE else self.feature(topic).capitalize()

    def label(self, key: str) -> str:
        """A label of cards and prices."""
        return LABELS.say(key, self.language)

    def unknown(self, item: str) -> str:
        """That a topic's answer is not known: what exactly."""
        key = f"unknown.{item}"
        return TOPICS.say(key if key in TOPICS else "unknown.other", self.language)

    def said(self, key: str, **values: object) -> str:
        """An answer of its own."""
        return TOPICS.say(f"said.{key}", self.language, **values)

    def means(self, label: str) -> str:
        """What a guest may have meant, as a button says it."""
        return TOPICS.say(f"means.{label}", self.language)

    def language_name(self, language: str) -> str:
        """ "German", as this language calls it."""
        return str(Locale(language).get_display_name(formats(self.language)))

    def party(self, intent: Intent) -> str:
        """ "4 people", "4 people (2 adults, 2 children)"."""
        guests = self.count("guests", intent.guests or 0)
        if not intent.adults or not intent.children:
            return guests
        parts = [self.count("adults", intent.adults), self.count("children", intent.children)]
        return f"{guests} ({', '.join(parts)})"

    def period(self, period: Period) -> str:
        """ "August 2027"; where it is no whole month, its days. What the guest called it is not said back."""
        return writing.span(period.start, period.end, self.language)

    def feature(self, feature_id: str) -> str:
        return label(feature_id, self.language)

    def has(self, features: Sequence[str], homes: int) -> str:
        """ "has a pool and takes pets", of so many homes."""
        things = [FEATURES.say(f"thing.{item}", self.language) for item in features if f"thing.{item}" in FEATURES]
        said = (
            [CONCIERGE.count("counts.has_things", homes, self.language, things=self.listing(things))] if things else []
        )
        said += (
            FEATURES.count(f"does.{item}", homes, self.language) for item in features if f"does.{item}" in FEATURES
        )
        return self.listing(said)

    def lacks(self, features: Iterable[str]) -> str:
        """What is not found in a listing: "a pool or a lift"."""
        words = [FEATURES.say(f"lack.{item}", self.language) for item in features]
        return self.listing(words, "standard" if self.language == "de" else "or")  # "keinen Pool und keinen Aufzug"

    def given_up(self, feature: str) -> str:
        """A wish given up, as a guest says it."""
        return FEATURES.say(f"given_up.{feature}", self.language)

    def details(self, details: Iterable[str]) -> str:
        """ "whether it is fenced or how deep it is"."""
        words = (TOPICS.say(f"detail.{detail}", self.language) for detail in details)
        return self.listing(words, "standard" if self.language == "de" else "or")

    def money(self, amount: Decimal, currency: str) -> str:
        return money(amount, currency, self.language)

    def currency(self, code: str) -> str:
        """ "euros": as prices are said to be in it."""
        name = get_currency_name(code, count=2, locale=self.language)
        return name[:1].lower() + name[1:] if self.language == "pt" else name  # "Euros" stands alone there

    def number(self, value: float | Decimal) -> str:
        return str(format_decimal(value, locale=self.language))

    def day(self, day: date) -> str:
        return writing.day(day, self.language)

    def stay(self, check_in: date, check_out: date) -> str:
        """ "Aug 10 – 15, 2026"."""
        return writing.stay(check_in, check_out, self.language)

    def span(self, check_in: date, check_out: date) -> str:
        """ "August 10 – 15, 2026": as a guest would write it, to be sent as text."""
        return writing.span(check_in, check_out, self.language).replace("\u2009", " ")

    def span_of_days(self, check_in: date, check_out: date) -> str:
        """As `span`, but a whole month by its days: "November 1 – 30, 2027"."""
        return writing.days(check_in, check_out, self.language).replace("\u2009", " ")

    def listing(self, items: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """ "a, b and c"; with style "or": "a, b or c"."""
        return writing.listing(items, self.language, style)


def hello(language: str) -> str:
    """The first word to a guest of any language that has one."""
    return CONCIERGE.say("hello", language)
