"""Money, dates, parties and journeys as people of the tenant's locale write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton

from bot.offers import labels
from bot.offers.money import money
from bot.types import BudgetRange, Intent, Period, feature_source
from bot.words import writing
from bot.words.features import BY_ID, label
from bot.words.languages import formats
from channels.slack.words import STAFF


def stay(check_in: date | None, check_out: date | None, language: str) -> str | None:
    """Arrival, departure and nights, as far as they are known."""
    if check_in is None:
        return None
    arrival = format_skeleton("yMMMEd", check_in, locale=formats(language))
    if check_out is None:
        return str(arrival)
    departure = format_skeleton("yMMMEd", check_out, locale=formats(language))
    return f"{arrival} – {departure} ({labels.nights((check_out - check_in).days, language)})"


def when(intent: Intent, language: str) -> str | None:
    """The stay; without dates the period, with the length of the stay where it is known."""
    if intent.check_in:
        days = stay(intent.check_in, intent.check_out, language)
    elif intent.period:
        days = _period(intent.period, language)
    else:
        days = None
    nights = labels.nights(intent.nights, language) if intent.nights and not intent.check_out else None
    flexible = f"±{STAFF.count('days', intent.flexible_days, language)}" if intent.flexible_days else None
    return ", ".join(filter(None, (days, nights, flexible))) or None


def _period(period: Period, language: str) -> str:
    """With the guest's own words where it is no whole month."""
    days = writing.span(period.start, period.end, language)
    return f"“{period.label}”, {days}" if period.label and not writing.is_month(period.start, period.end) else days


def party(
    adults: int | None, children: int | None, guests: int | None, language: str, *, about: Intent | None = None
) -> str | None:
    """How many come; with `about` also how old the children are: "2 adults, 2 children (1, 7)"."""
    parts = []
    if adults:
        parts.append(STAFF.count("adults", adults, language))
    if children:
        ages = _ages(about, language) if about and about.children == children else ""
        parts.append(STAFF.count("children", children, language) + (f" ({ages})" if ages else ""))
    if not parts and guests:
        parts.append(STAFF.count("guests", guests, language))
    return ", ".join(parts) or None


def _ages(intent: Intent, language: str) -> str:
    """Ages in years; while they are not known, how many of the children are babies."""
    if intent.children_ages:
        return ", ".join(map(str, intent.children_ages))
    return STAFF.count("infants", intent.infants, language) if intent.infants else ""


def language_name(code: str | None, language: str) -> str | None:
    """ "es" as "Spanish". A code that nobody knows stays as it is."""
    if not code:
        return None
    try:
        return Locale.parse(code.replace("-", "_")).get_display_name(formats(language)) or code
    except (UnknownLocaleError, ValueError):
        return code


def journey(intent: Intent, language: str) -> str | None:
    """What is known of the journey in one line, a question mark behind what the guest did not say clearly; None:
    nothing."""
    known = [
        (when(intent, language), ("check_in", "check_out", "nights", "period")),
        (
            party(intent.adults, intent.children, intent.guests, language, about=intent),
            ("guests", "adults", "children"),
        ),
        *_wishes(intent, language),
    ]
    return " · ".join(text + _doubt(intent, fields) for text, fields in known if text) or None


def wishes(intent: Intent, language: str) -> str | None:
    """What the guest wants and does not want, beside when and for how many."""
    return " · ".join(text + _doubt(intent, fields) for text, fields in _wishes(intent, language)) or None


def _doubt(intent: Intent, fields: Iterable[str]) -> str:
    return " (?)" if any(told and not told.sure for told in map(intent.sources.get, fields)) else ""


def _wishes(intent: Intent, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each with its sources' keys."""
    if intent.accommodation_type:
        yield labels.unit_type(intent.accommodation_type, language), ("accommodation_type",)
    for name in ("bedrooms", "bathrooms"):
        if number := getattr(intent, name):
            yield STAFF.count(name, number, language), (name,)
    if intent.place:
        yield intent.place, ("place",)
    if intent.budget_range:
        yield _budget(intent.budget_range, language), ("budget_range",)
    for feature in intent.preferences:
        yield _feature(feature, language), (feature_source(feature),)
    for feature in intent.exclusions:
        yield STAFF.say("wish.excluded", language, feature=_feature(feature, language)), (feature_source(feature),)


def _feature(feature: str, language: str) -> str:
    return label(feature, language) if feature in BY_ID else feature


def _budget(budget: BudgetRange, language: str) -> str:
    currency = budget.currency or "EUR"
    least, most = (None if limit is None else money(limit, currency, language) for limit in (budget.min, budget.max))
    price = f"{least} – {most}" if least and most else f"≤ {most}" if most else f"≥ {least}"
    return STAFF.say(f"wish.{budget.per}", language, price=price)
