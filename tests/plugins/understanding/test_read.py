"""plugins.understanding.read: numbers that state nothing, any text, the hook, and what is certain."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.turn import Turn
from bot.store.database import Database
from bot.types import GuestMessage, HistoryItem, Intent, Reading, Session, Tenant
from bot.words.languages import UNDERSTOOD
from plugins.understanding import extract_intent
from tests.support.intent import extract
from tests.support.sampling import examples

TODAY = date(2026, 5, 20)
NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "at 25 to 7 pm"), ("en", "10:30"), ("en", "at 5"), ("en", "half past 8"),
        ("en", "10 to 20 in the evening"),
        ("es", "a las 8 de la tarde"), ("es", "a las 10"), ("fr", "à 14h30"), ("de", "um 15 Uhr"), ("pt", "às 15h"),
        ("it", "alle 15"), ("en", "20 minutes"),
    ],
)  # fmt: skip
def test_extract_times_of_day_state_nothing(language: str, text: str) -> None:
    assert extract(text, today=TODAY, language=language).change == {}


@pytest.mark.parametrize(
    "text", ["+34 612 345 678", "call 612-345-678", "guest@example.com", "a 4-star hotel", "room 203"]
)
def test_extract_phones_stars_and_room_numbers_state_nothing(text: str) -> None:
    assert extract(text, today=TODAY, language="en").change == {}


WORDS = st.sampled_from(
    "3 12 31 5/6 29 february hasta al del to from until until the 2nd of noches nights adultos kids my wife and i more "
    "menos - , . ? weekend next lunes friday bis am 3. août €100 under 1.200 per night in two weeks no sin".split(" ")
)


@settings(max_examples=examples(most=300, usual=60), deadline=None)
@given(
    text=st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)),
    language=st.sampled_from(UNDERSTOOD),
)
def test_extract_any_text_never_raises_and_stays_plausible(text: str, language: str) -> None:
    known = Intent(check_in=TODAY + timedelta(days=9), check_out=TODAY + timedelta(days=12), nights=3, guests=2)
    for intent in (Intent(), known):
        intent = intent.changed(extract(text, today=TODAY, language=language, intent=intent).change)
        assert intent.check_in is None or intent.check_in >= TODAY
        assert not (intent.check_in and intent.check_out) or intent.check_in < intent.check_out
        assert intent.nights is None or 0 < intent.nights <= 365
        assert intent.guests is None or 0 < intent.guests <= 99


def test_extract_end_of_a_stay_years_away_states_nothing() -> None:
    known = Intent(check_in=TODAY + timedelta(days=9), check_out=TODAY + timedelta(days=12), nights=3, guests=2)
    assert "nights" not in extract("HSTA29FEB", today=TODAY, language="es", intent=known).change


async def test_extract_intent_hook_reads_the_turn_in_the_property_s_day(database: Database) -> None:
    tenant = Tenant(uuid4(), "demo", "Demo")
    turn = Turn(
        tenant=tenant,
        session=Session(uuid4(), tenant.tenant_id, "web", language="es"),
        messages=(GuestMessage(1, "a", "mañana", NOON), GuestMessage(2, "b", "somos 3", NOON)),
        now=NOON,
        intent=Intent(),
        language="es",
        database=database,
    )
    read = await extract_intent(turn)
    assert read.change == {"check_in": date(2026, 5, 21), "guests": 3}


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("from 10 to 17 August, for 2", {"check_in", "check_out"}),
        ("del 3 al 8 de agosto", {"check_in", "check_out"}),
        ("2026-08-10 until Sunday", {"check_in"}),
        ("arriving tomorrow, leaving 30 May", {"check_in", "check_out"}),
        ("checking in on the 25th of this month", {"check_in"}),
        ("in two weeks, leaving on Sunday", set()),
        ("next Friday for 2 nights", set()),
        ("a room on the 15th", set()),
    ],
)
def test_certain_dates_are_those_that_everybody_reads_alike(text: str, certain: set[str]) -> None:
    assert extract(text, today=date(2026, 5, 20)).certain & {"check_in", "check_out"} == certain


def test_certain_dates_are_those_of_the_bot_that_the_guest_accepts() -> None:
    history = [HistoryItem("assistant", "Check in on 5 June, for two nights?", "")]
    read = extract("Yes, that works", today=date(2026, 5, 20), history=history)
    assert read.change["check_in"] == date(2026, 6, 5)
    assert "check_in" in read.certain


@pytest.mark.parametrize("text", ["", " ", "👍", "?!", "...", "\n!\n"])
def test_read_text_without_words_says_nothing(text: str) -> None:
    found = extract(text, today=TODAY)
    assert (found.change, found.clarifications) == ({}, ())
    assert found.reading == Reading()
