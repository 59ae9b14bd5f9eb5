"""Trips after conversations of guests, as `trips.txt` beside this file tells them: kinds of messages that were once
misread, with neighbours in six languages, and with those that must not be taken for them.

A line is `locale|message || message => field=value field=value`: what is known of the trip after the last message; "-"
is what must be unknown or empty; a budget is its limit and what it is for ("900/stay"). Today is 4 May 2026.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.types import HistoryItem, Intent
from plugins.understanding.read import Setting
from plugins.understanding.replay import replay

LINES = Path(__file__).with_name("trips.txt").read_text("utf-8").splitlines()
TODAY = date(2026, 5, 4)


def known_after(locale: str, messages: list[str]) -> Intent:
    *history, last = messages
    return replay(last, Setting(TODAY, locale), history=[HistoryItem("user", text, "") for text in history]).intent


def shown(trip: Intent, field: str) -> str:
    """A field as `trips.txt` writes it."""
    value = getattr(trip, field)
    if field == "budget_range" and value:
        return f"{value.max}/{value.per}"
    if isinstance(value, tuple):
        return ",".join(sorted(map(str, value))) or "-"
    return "-" if value in (None, "") else str(value)


def misread(line: str) -> str | None:
    said, _, wanted = line.rpartition(" => ")
    locale, messages = said.split("|", 1)
    trip = known_after(locale, messages.split(" || "))
    fields = dict(field.split("=", 1) for field in wanted.split())
    expected = {name: ",".join(sorted(value.split(","))) for name, value in fields.items()}
    found = {name: shown(trip, name) for name in fields}
    return None if found == expected else f"{said}: {found}, not {expected}"


def test_read_trips_are_as_guests_meant_them() -> None:
    rows = [line for line in LINES if line.strip() and not line.startswith("#")]
    wrong = [found for line in rows if (found := misread(line))]
    assert not wrong, "\n".join(wrong)
