"""What the concierge says in one language, with its ways to write dates, numbers and money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from babel import Locale
from babel.numbers import format_decimal, get_currency_name

from bot.offers import labels
from bot.offers.money import money
from bot.types import Intent, Period, Tenant
from bot.words import reception, writing
from bot.words.features import LABELS as FEATURES
from bot.words.features import label
from bot.words.folding import fold
from bot.words.languages import ANSWERED, FALLBACK, formats, primary
from bot.words.phrases import for_guests
from bot.words.sentences import split

OWNERS = "en"  # the language that owners mostly write in
CONCIERGE, LABELS, TOPICS = for_guests("concierge"), for_guests("labels"), for_guests("topics")


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language of ANSWERED, as its people in a region write it."""

    locale: str

    @classmethod
    def of(cls, locale: str) -> Texts:
        """English for a language that we do not answer in."""
        return cls(locale if primary(locale) in ANSWERED else FALLBACK)

    @property
    def language(self) -> str:
        """ISO 639-1."""
        return primary(self.locale)

    def say(self, key: str, **values: object) -> str:
        return CONCIERGE.say(key, self.locale, **values)

    def button(self, key: str, **values: object) -> str:
        own = f"buttons.{key}"
        texts, key = (CONCIERGE, own) if own in CONCIERGE else (LABELS, key)
        return texts.say(key, self.locale, **values)

    def count(self, key: str, number: int | Decimal) -> str:
        """ "1 night", "3 nights", "1.5 bathrooms"."""
        own = f"counts.{key}"
        texts, key = (CONCIERGE, own) if own in CONCIERGE else (LABELS, key)
        return texts.count(key, number, self.locale)

    def unit_type(self, unit_type: str) -> str:
        """A type outside the vocabulary keeps its own word."""
        return labels.unit_type(unit_type, self.locale)

    def topic(self, topic: str) -> str:
        key = f"topics.{topic}"
        return CONCIERGE.say(key, self.locale) if key in CONCIERGE else self.feature(topic).capitalize()

    def label(self, key: str) -> str:
        """A label of cards and prices."""
        return LABELS.say(key, self.locale)

    def unknown(self, item: str) -> str:
        """That a topic's answer is not known: what exactly."""
        key = f"unknown.{item}"
        return TOPICS.say(key if key in TOPICS else "unknown.other", self.locale)

    def said(self, key: str, **values: object) -> str:
        """An answer of its own."""
        return TOPICS.say(f"said.{key}", self.locale, **values)

    def means(self, label: str) -> str:
        """What a guest may have meant, as a button says it."""
        return TOPICS.say(f"means.{label}", self.locale)

    def language_name(self, language: str) -> str:
        """ "German", as this language calls it."""
        return str(Locale(language).get_display_name(formats(self.locale)))

    def party(self, intent: Intent) -> str:
        """ "4 people", "4 people (2 adults, 2 children)"."""
        guests = self.count("guests", intent.guests or 0)
        if not intent.adults or not intent.children:
            return guests
        parts = [self.count("adults", intent.adults), self.count("children", intent.children)]
        return f"{guests} ({', '.join(parts)})"

    def period(self, period: Period) -> str:
        """ "August 2027"; where it is no whole month, its days. What the guest called it is not said back."""
        return writing.span(period.start, period.end, self.locale)

    def feature(self, feature_id: str) -> str:
        return label(feature_id, self.locale)

    def has(self, features: Sequence[str], homes: int) -> str:
        """ "has a pool and takes pets", of so many homes."""
        things = [FEATURES.say(f"thing.{item}", self.locale) for item in features if f"thing.{item}" in FEATURES]
        said = [CONCIERGE.count("counts.has_things", homes, self.locale, things=self.listing(things))] if things else []
        said += (FEATURES.count(f"does.{item}", homes, self.locale) for item in features if f"does.{item}" in FEATURES)
        return self.listing(said)

    def lacks(self, features: Iterable[str]) -> str:
        """What is not found in a listing: "a pool or a lift"."""
        words = [FEATURES.say(f"lack.{item}", self.locale) for item in features]
        return self.listing(words, "standard" if self.language == "de" else "or")  # "keinen Pool und keinen Aufzug"

    def given_up(self, feature: str) -> str:
        """A wish given up, as a guest says it."""
        return FEATURES.say(f"given_up.{feature}", self.locale)

    def details(self, details: Iterable[str]) -> str:
        """ "whether it is fenced or how deep it is"."""
        words = (TOPICS.say(f"detail.{detail}", self.locale) for detail in details)
        return self.listing(words, "standard" if self.language == "de" else "or")

    def stated(self, detail: str, denied: bool) -> str | None:
        """What an owner's words state, as it is said in other languages than theirs: "for private use"."""
        key = f"stated.{detail}_not" if denied else f"stated.{detail}"
        return TOPICS.say(key, self.locale) if key in TOPICS and self.language != OWNERS else None

    def money(self, amount: Decimal, currency: str) -> str:
        return money(amount, currency, self.locale)

    def currency(self, code: str) -> str:
        """ "euros": as prices are said to be in it."""
        name = get_currency_name(code, count=2, locale=self.language)
        return name[:1].lower() + name[1:] if self.language == "pt" else name  # "Euros" stands alone there

    def number(self, value: float | Decimal) -> str:
        return str(format_decimal(value, locale=formats(self.locale)))

    def day(self, day: date) -> str:
        return writing.day(day, self.locale)

    def stay(self, check_in: date, check_out: date) -> str:
        """ "Aug 10 – 15, 2026"."""
        return writing.stay(check_in, check_out, self.locale)

    def span(self, check_in: date, check_out: date) -> str:
        """ "August 10 – 15, 2026": as a guest would write it, to be sent as text."""
        return writing.span(check_in, check_out, self.locale).replace("\u2009", " ")

    def span_of_days(self, check_in: date, check_out: date) -> str:
        """As `span`, but a whole month by its days: "November 1 – 30, 2027"."""
        return writing.days(check_in, check_out, self.locale).replace("\u2009", " ")

    def listing(self, items: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """ "a, b and c"; with style "or": "a, b or c"."""
        return writing.listing(items, self.locale, style)

    def pair(self, label: str, value: str) -> str:
        """ "Total: €90.00", "Total : 90,00 €"."""
        return labels.pair(label, value, self.locale)

    def hello(self, heard: str) -> str:
        """The first word to a guest: their own greeting, where it is one that we say."""
        plain = fold(heard)
        own = (said for said in self._greetings() if re.search(rf"\b{_word(said)}\b", plain))
        return next(own, self.say("hello"))

    def greeting(self, tenant: Tenant, heard: str) -> str:
        """The business's words to somebody who has said no more than a greeting, after that."""
        written, hello = reception.greeting(tenant, self.locale), self.hello(heard)
        first = split(written)[0]
        if hello == self.say("hello") or hello == first.strip():
            return written
        is_greeting = _word(first) in map(_word, (*self._greetings(), self.say("hello")))
        return f"{hello} {written.removeprefix(first) if is_greeting else written}"

    def _greetings(self) -> list[str]:
        return self.say("in_kind").split("\n")


def _word(greeting: str) -> str:
    return re.escape(fold(greeting).strip(" !¡.,"))
