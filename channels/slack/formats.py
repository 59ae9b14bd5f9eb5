"""Money, dates, parties and journeys as people of the tenant's locale write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton

from bot.offers import labels
from bot.offers.money import money
from bot.types import Intent
from channels.slack.words import STAFF


def stay(check_in: date | None, check_out: date | None, language: str) -> str | None:
    """Arrival, departure and nights, as far as they are known."""
    if check_in is None:
        return None
    arrival = format_skeleton("yMMMEd", check_in, locale=language)
    if check_out is None:
        return str(arrival)
    departure = format_skeleton("yMMMEd", check_out, locale=language)
    return f"{arrival} – {departure} ({labels.nights((check_out - check_in).days, language)})"


def party(adults: int | None, children: int | None, guests: int | None, language: str) -> str | None:
    parts = []
    if adults:
        parts.append(STAFF.count("adults", adults, language))
    if children:
        parts.append(STAFF.count("children", children, language))
    if not parts and guests:
        parts.append(STAFF.count("guests", guests, language))
    return ", ".join(parts) or None


def language_name(code: str | None, language: str) -> str | None:
    """ "es" as "Spanish". A code that nobody knows stays as it is."""
    if not code:
        return None
    try:
        return Locale.parse(code.replace("-", "_")).get_display_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code


def journey(intent: Intent, language: str) -> str | None:
    """What is known of the journey in one line; None: nothing."""
    return " · ".join(_journey(intent, language)) or None


def _journey(intent: Intent, language: str) -> Iterator[str]:
    if dates := stay(intent.check_in, intent.check_out, language):
        yield dates
    elif intent.nights:
        yield labels.nights(intent.nights, language)
    if people := party(intent.adults, intent.children, intent.guests, language):
        yield people
    if intent.accommodation_type:
        yield labels.unit_type(intent.accommodation_type, language)
    if budget := intent.budget_range:
        currency = budget.currency or "EUR"
        limits = [money(limit, currency, language) for limit in (budget.min, budget.max) if limit is not None]
        yield " – ".join(limits)
