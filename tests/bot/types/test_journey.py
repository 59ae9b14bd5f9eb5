"""The journey: what a change leaves consistent, when it is complete, and where each value came from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.types import Intent, IntentChange, Period, Told

AUGUST = Period(date(2030, 8, 1), date(2030, 8, 31), "August")
SEPTEMBER = Period(date(2030, 9, 1), date(2030, 9, 30))
STAY: dict[str, Any] = {"check_in": date(2030, 8, 10), "check_out": date(2030, 8, 15), "nights": 5}
NOW = datetime(2030, 5, 1, tzinfo=UTC)
BY = Told(3, NOW)


@pytest.mark.parametrize(
    ("known", "change", "after"),
    [
        ({"period": AUGUST}, STAY, {"period": AUGUST, **STAY}),  # the days lie in it
        (
            {"period": AUGUST, **STAY},
            {"check_in": date(2030, 9, 3)},
            {"check_in": date(2030, 9, 3), "check_out": date(2030, 9, 8), "nights": 5},
        ),
        ({"period": AUGUST}, {"period": None}, {}),
        (STAY, {"period": AUGUST}, {"period": AUGUST, **STAY}),
        (STAY, {"period": SEPTEMBER}, {"period": SEPTEMBER, "nights": 5}),  # the last word wins
        (STAY, {"period": SEPTEMBER, "nights": 3}, {"period": SEPTEMBER, "nights": 3}),
        (
            {"preferences": ("pool", "wifi")}, {"exclusions": ("pool",)},
            {"preferences": ("wifi",), "exclusions": ("pool",)},
        ),
        (
            {"exclusions": ("pool", "pets")}, {"preferences": ("pool",)},
            {"preferences": ("pool",), "exclusions": ("pets",)},
        ),
        (
            {"guests": 4, "adults": 2, "children": 2, "children_ages": (1, 7), "infants": 1},
            {"guests": 3, "children": 1},
            {"guests": 3, "adults": 2, "children": 1, "children_ages": (1,), "infants": 1},
        ),
        ({"children": 2, "infants": 2}, {"children": 0}, {"children": 0}),
        ({}, {"infants": 1}, {"infants": 1}),
    ],
)  # fmt: skip
def test_changed_keeps_what_belongs_together_consistent(
    known: dict[str, Any], change: IntentChange, after: dict[str, Any]
) -> None:
    assert Intent(**known).changed(change) == Intent(**after)


@pytest.mark.parametrize(
    ("known", "is_complete", "has_frame"),
    [
        ({**STAY, "guests": 2}, True, True),
        ({"period": AUGUST, "guests": 2}, False, True),
        ({"period": AUGUST}, False, False),
        ({"check_in": date(2030, 8, 10), "guests": 2}, False, False),
        (STAY, False, False),
    ],
)
def test_frame_is_known_with_a_period_too_but_nothing_can_be_quoted(
    known: dict[str, Any], is_complete: bool, has_frame: bool
) -> None:
    intent = Intent(**known)
    assert (intent.is_complete, intent.has_frame) == (is_complete, has_frame)


# --- sources ----------------------------------------------------------------------------------------------------------


def test_told_names_what_was_stated_and_what_followed_from_it() -> None:
    before = Intent(guests=2)
    after = before.changed(IntentChange(check_in=date(2030, 8, 10), nights=5))
    told = after.told(before, {"check_in", "nights"}, {"check_in", "nights"}, BY)
    assert dict(told.sources) == dict.fromkeys(("check_in", "nights", "check_out"), BY)
    assert told == after  # sources are no part of the journey itself


def test_told_of_something_doubtful_is_not_sure() -> None:
    after = Intent(check_in=date(2030, 8, 10), guests=2)
    told = after.told(Intent(), {"check_in", "guests"}, {"guests"}, BY)
    assert {name: source.sure for name, source in told.sources.items()} == {"check_in": False, "guests": True}


def test_told_again_names_the_newest_message_and_what_was_taken_back() -> None:
    first = Intent(guests=2, place="Fornells").told(Intent(), {"guests", "place"}, (), BY)
    later = Told(7, NOW + timedelta(minutes=1))
    again = first.changed(IntentChange(place=None)).told(first, {"guests", "place"}, {"guests", "place"}, later)
    assert dict(again.sources) == {"guests": later, "place": later}


def test_told_of_features_names_each_by_itself() -> None:
    first = Intent(preferences=("pool", "wifi")).told(Intent(), {"preferences"}, {"preferences"}, BY)
    later = Told(7, NOW + timedelta(minutes=1))
    change = IntentChange(preferences=("wifi", "garden"), exclusions=("pool",))
    again = first.changed(change).told(first, change.keys(), change.keys(), later)
    assert dict(again.sources) == {"feature:pool": later, "feature:wifi": BY, "feature:garden": later}


def test_told_of_a_button_is_sure() -> None:
    known = Intent(guests=4).told(Intent(guests=2), set(), set(), BY)
    assert dict(known.sources) == {"guests": BY}
