"""bot.conversation.turn: what is known while the hooks run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

from bot.conversation.turn import MAX_TEXT_CHARS, Turn
from bot.types import Clarification, Extraction, GuestMessage, Intent, IntentChange, Session, Tenant

NOW = datetime(2026, 5, 20, tzinfo=UTC)
ID = UUID(int=1)


def turn(intent: Intent | None = None) -> Turn:
    messages = (GuestMessage(1, "1", "next Friday, for two nights", NOW),)
    session = Session(ID, ID, "web")
    return Turn(Tenant(ID, "demo", "Demo"), session, messages, NOW, intent or Intent(), "en", cast(Any, None))


def test_read_later_answer_wins_and_all_is_captured() -> None:
    it = turn()
    it.read(Extraction(IntentChange(guests=2, nights=2), certain=frozenset({"nights"})))
    it.read(Extraction(IntentChange(guests=3, adults=3)))
    assert (it.intent.guests, it.intent.nights, it.intent.adults) == (3, 2, 3)
    assert set(it.captured) == {"guests", "nights", "adults"}
    assert it.certain == {"nights"}
    assert it.before == Intent()


def test_read_field_that_a_later_plugin_asks_about_does_not_count() -> None:
    known = Intent(check_in=date(2026, 8, 10), check_out=date(2026, 8, 14), nights=4)
    it = turn(known)
    it.read(Extraction(IntentChange(check_in=date(2026, 5, 29), nights=2), certain=frozenset({"check_in"})))
    assert it.intent.check_out == date(2026, 5, 31)
    it.read(Extraction(clarifications=(Clarification("check_in", ("2026-05-22", "2026-05-29")),)))
    assert it.intent == Intent(check_in=date(2026, 8, 10), check_out=date(2026, 8, 12), nights=2)
    assert (set(it.captured), it.certain) == ({"nights"}, frozenset())
    assert [question.about for question in it.clarifications] == ["check_in"]


def test_text_of_many_long_messages_is_their_end() -> None:
    it = turn()
    it.messages += tuple(GuestMessage(n, str(n), f"{n}" * 2_000, NOW) for n in range(2, 10))
    assert len(it.text) == MAX_TEXT_CHARS
    assert it.text.endswith("9" * 1_999)
