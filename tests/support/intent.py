"""What `plugins.understanding` must read, written shortly in tables of test cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.types import BudgetRange, Extraction, HistoryItem, Intent, IntentChange
from plugins.understanding.read import Setting, read

TODAY = date(2026, 5, 20)  # a Wednesday
FIELDS = {
    "in": "check_in",
    "out": "check_out",
    "nights": "nights",
    "guests": "guests",
    "adults": "adults",
    "children": "children",
    "type": "accommodation_type",
    "budget": "budget_range",
}
Case = tuple[str, dict[str, Any]]


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """The whole reading: days are "6-3" of the year of TODAY or "2027-1-3"; a limit is `min`, `max`, `currency`, `per`.

    What a case leaves out must not be read.
    """
    wanted = {field: case.get(field) for field in FIELDS}
    for field in ("in", "out"):
        wanted[field] = _day(case[field]) if field in case else None
    if case.keys() & {"min", "max"}:
        wanted["budget"] = BudgetRange(case.get("min"), case.get("max"), case.get("currency"), case.get("per", "night"))
    return wanted | {"prefs": case.get("prefs")}


def stated(change: IntentChange) -> dict[str, Any]:
    """A change in the words of `expected`."""
    read: dict[str, Any] = {short: change.get(field) for short, field in FIELDS.items()}
    return read | {"prefs": set(change.get("preferences", ())) or None}


def _day(written: str) -> date:
    parts = [int(part) for part in written.split("-")]
    return date(*parts) if len(parts) == 3 else date(TODAY.year, *parts)


def extract(
    text: str,
    *,
    today: date,
    history: Sequence[HistoryItem] = (),
    locale: str | None = None,
    language: str | None = None,
    intent: Intent | None = None,
) -> Extraction:
    """`plugins.understanding.read` for a tenant without homes."""
    return read(text, Setting(today, locale), history=history, language=language, intent=intent)
