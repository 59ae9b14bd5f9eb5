"""lobby.merged_intent: what one guest has said in two sessions, the later word first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from bot.offers.wire import read_intent, stored_intent_json
from bot.types import BudgetRange, Intent, Period, Told
from tests.conftest import TestDatabase

OTHER = UUID("00000000-0000-0000-0000-00000000000b")
JULY = {"check_in": date(2030, 7, 1), "check_out": date(2030, 7, 8), "nights": 7}
AUGUST = Period(date(2030, 8, 1), date(2030, 8, 31), "August")


def said(before: Intent | None, at: int, **values: Any) -> Intent:
    """`before` after a message of minute `at` that stated these."""
    known = before or Intent()
    after = known.changed(values)  # type: ignore[arg-type]  # keys of its own
    return after.told(known, values.keys(), values.keys(), Told(at, datetime(2030, 5, 1, 12, at, tzinfo=UTC)))


def merged(db: TestDatabase, mine: Intent, other: Intent, session: UUID | None = OTHER) -> Intent:
    stored = [Jsonb(stored_intent_json(intent) if intent.sources else {}) for intent in (mine, other)]
    with db.admin() as conn:
        row = conn.execute("SELECT lobby.merged_intent(%s, %s, %s)", (*stored, session)).fetchone()
    assert row
    return read_intent(row[0])


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        (said(None, 1, guests=2), said(None, 2, place="Fornells"), Intent(guests=2, place="Fornells")),
        (said(None, 1, guests=2), said(None, 2, guests=4), Intent(guests=4)),
        (said(None, 2, guests=2), said(None, 1, guests=4), Intent(guests=2)),
        (Intent(), said(None, 1, guests=4), Intent(guests=4)),
        (said(None, 1, guests=4), Intent(), Intent(guests=4)),
        # what belongs together comes together
        (said(None, 1, **JULY), said(None, 2, period=AUGUST), Intent(period=AUGUST)),
        (said(None, 2, nights=3), said(None, 1, **JULY), Intent(nights=3)),
        (said(None, 1, guests=2, adults=2), said(None, 2, guests=3), Intent(guests=3)),
        # taken back later
        (said(None, 1, place="Fornells"), said(said(None, 2, place="Alaior"), 3, place=None), Intent()),
        (said(said(None, 1, place="Alaior"), 3, place=None), said(None, 2, place="Alaior"), Intent()),
        # features one by one
        (
            said(None, 1, preferences=("pool", "wifi")), said(None, 2, preferences=("garden",), exclusions=("pool",)),
            Intent(preferences=("wifi", "garden"), exclusions=("pool",)),
        ),
        (
            said(said(None, 1, preferences=("pool",)), 3, preferences=()), said(None, 2, preferences=("pool", "wifi")),
            Intent(preferences=("wifi",)),
        ),
        (
            said(None, 1, exclusions=("pets",)), said(said(None, 2, exclusions=("pets",)), 3, exclusions=()),
            Intent(),
        ),
        (
            said(None, 1, guests=2), said(None, 2, budget_range=BudgetRange(max=Decimal(100), per="stay")),
            Intent(guests=2, budget_range=BudgetRange(max=Decimal(100), per="stay")),
        ),
    ],
)  # fmt: skip
def test_merged_intent_has_the_later_word_on_everything(
    db: TestDatabase, mine: Intent, other: Intent, expected: Intent
) -> None:
    assert merged(db, mine, other) == expected


def test_merged_intent_names_the_session_of_what_was_taken_over(db: TestDatabase) -> None:
    found = merged(db, said(None, 1, guests=2), said(None, 2, place="Fornells", preferences=("pool",)))
    assert found.sources["guests"].session_id is None
    assert found.sources["place"].session_id == found.sources["feature:pool"].session_id == OTHER
    assert found.sources["place"].seq == 2


def test_merged_intent_again_changes_nothing(db: TestDatabase) -> None:
    mine, other = said(None, 1, guests=2, preferences=("pool",)), said(None, 2, place="Fornells")
    once = merged(db, mine, other)
    again = merged(db, once, other)
    assert (again, again.sources) == (once, once.sources)


def test_merged_intent_of_a_turn_keeps_what_was_joined_meanwhile(db: TestDatabase) -> None:
    """The turn began with the guests, and has read a place; a phone that joined has brought dates."""
    began = said(None, 1, guests=2)
    stored = merged(db, began, said(None, 2, **JULY))
    found = merged(db, said(began, 3, place="Fornells"), stored, None)
    assert found == Intent(guests=2, place="Fornells", **JULY)
    assert found.sources["check_in"].session_id == OTHER
