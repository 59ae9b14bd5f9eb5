"""Alerts, lines and modals as Slack's rules accept them: tables."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from bot.ledger.corrections import Correction
from bot.staff.values import Alert, HandBack, Line, Staff
from bot.types import JSON, BudgetRange, Guest, Intent, LedgerMessage, Period, Tenant, Told
from channels.slack.alert import alert_content
from channels.slack.blocks import Content
from channels.slack.formats import journey, language_name, party, stay
from channels.slack.modals import reply_view, transcript_view
from channels.slack.thread import line_content, live_content, reply_content, summary_content, taken_content
from channels.standins.slack.blocks import message_blocks
from channels.standins.slack.modals import checked as modal
from channels.standins.slack.model import interactive, label_of
from tests.support.content import content_from

TENANT = Tenant(UUID(int=1), "demo", "Demo", time_zone="Europe/Madrid")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ALERT = Alert(
    "reservation", TENANT, UUID(int=2), NOW, None, Guest("Eva <!here>", "eva@example.com", "+57 1"),
    date(2027, 3, 10), date(2027, 3, 13), 3, 2, 1, "Casa Azul", Decimal("1234.5"), "COP", "LB-1", "spring", "google",
    "web", "es",
)  # fmt: skip


def said(text: str, role: Any = "user", seq: int = 1, **payload: Any) -> LedgerMessage:
    return LedgerMessage(UUID(int=2), seq, "id", role, text, "web", NOW, content_from(payload))


def checked(content: Content) -> Content:
    message_blocks([dict(block) for block in content.blocks])  # Slack's rules
    return content


def pressable(content: Content) -> list[str]:
    return [label_of(element) for _, element in interactive(content.blocks)]


def test_alert_shows_everything_that_is_known() -> None:
    content = checked(alert_content(ALERT, 7))
    shown = "\n".join(field["text"] for field in content.blocks[1]["fields"])
    assert shown.split("\n") == [
        "*Guest*", "Eva &lt;!here&gt;", "eva@example.com", "+57 1",
        "*Dates*", "Wed, 10 Mar 2027 – Sat, 13 Mar 2027 (3 nights)",
        "*Party*", "2 adults, 1 child",
        "*Unit*", "Casa Azul",
        "*Total*", "COP\u00a01,234.50",
        "*Reference*", "LB-1",
        "*Source*", "google / spring",
        "*Channel*", "website",
        "*Language*", "Spanish",
    ]  # fmt: skip
    assert content.text == "New reservation · Eva &lt;!here&gt;"
    assert {element["value"] for _, element in interactive(content.blocks)} == {"7"}


def test_alert_of_a_spanish_tenant_is_spanish() -> None:
    content = checked(alert_content(replace(ALERT, tenant=replace(TENANT, locale="es-CO")), 7))
    assert content.blocks[0]["text"]["text"] == "Nueva reserva · Demo"
    assert "mié, 10 mar 2027 – sáb, 13 mar 2027 (3 noches)" in str(content.blocks)
    assert pressable(content) == ["Tomar el chat", "Transcripción", "Marcar como contactado"]


def test_empty_alert_is_an_alert() -> None:
    content = checked(alert_content(Alert("lead", TENANT, None, NOW), 7))
    assert [block["type"] for block in content.blocks] == ["header", "actions"]
    assert pressable(content) == ["Mark contacted"]


@pytest.mark.parametrize(
    ("holder", "contacted", "buttons"),
    [
        (None, None, ["Take over", "Transcript", "Mark contacted"]),
        ("Ana", None, ["Transcript", "Mark contacted", "Hand back"]),
        ("Ana", "Ben", ["Transcript", "Hand back"]),
        (None, "Ben", ["Take over", "Transcript"]),
    ],
)
def test_what_can_be_pressed_follows_the_state(holder: str | None, contacted: str | None, buttons: list[str]) -> None:
    assert pressable(checked(alert_content(replace(ALERT, holder=holder, contacted_by=contacted), 7))) == buttons


def test_last_messages_are_literal_and_trimmed() -> None:
    messages = (said("<!channel> " + "x" * 3000), said("**fine**", "assistant"), said("hi", "staff"))
    content = checked(alert_content(replace(ALERT, last_messages=messages, reason="a <b>"), 7))
    assert "*Reason*: a &lt;b&gt;" in str(content.blocks)
    rich = next(block for block in content.blocks if block["type"] == "rich_text")
    runs = [element["text"] for part in rich["elements"] for element in part["elements"]]
    assert runs[0::3] == ["Guest: ", "Bot: ", "Team: "]
    assert len(runs[1]) == 400


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Line("user", "hi <!here>", None, "web", 3), "*Guest (website)*: hi &lt;!here&gt;"),
        (Line("assistant", "hello", None, "web", 4), "*Bot*: hello"),
        (Line("staff", "hello", "Ana", "web", 5), "*Ana*: hello"),
        (Line("note", "something new"), ":information_source: something new"),
    ],
)
def test_lines(line: Line, expected: str) -> None:
    assert checked(line_content(line, "en")).text == expected


@pytest.mark.parametrize("note", ["reminded", "resumed"])
def test_notes_are_sentences(note: str) -> None:
    assert "bot" in checked(line_content(Line("note", note), "es")).text


def test_lines_of_a_takeover() -> None:
    assert pressable(checked(taken_content(7, "Ana", "en"))) == ["Reply to guest", "Live mode on", "Hand back"]
    assert pressable(checked(taken_content(7, "Ana", "en", live=True)))[1] == "Live mode off"
    assert "*Ana*" in checked(live_content("Ana", "en", on=True)).text
    assert pressable(checked(reply_content("goes", "en", "7|x|y", seconds=10))) == ["Undo"]
    assert pressable(checked(reply_content("sent", "en", "7|x|y", text="hi", author="Ana"))) == []


def test_summary_says_what_is_known() -> None:
    intent = Intent(
        date(2027, 3, 10), date(2027, 3, 13), 3, 2, accommodation_type="house",
        budget_range=BudgetRange(Decimal(50), Decimal(90), "EUR"),
    )  # fmt: skip
    text = checked(summary_content("Ana", HandBack(True, Staff("Ana", "x"), 2, 300.0, intent), "en")).text
    assert "after 5 min; messages to the guest: 2" in text
    assert "Wed, Mar 10, 2027 – Sat, Mar 13, 2027 (3 nights) · 2 guests · house · €50.00 – €90.00 a night" in text
    assert "Nothing is known" in checked(summary_content("Ana", HandBack(True), "en")).text


def test_formats() -> None:
    assert stay(None, None, "en") is None
    assert stay(date(2027, 3, 10), None, "en") == "Wed, Mar 10, 2027"
    assert party(None, None, 1, "en") == "1 guest"
    assert party(1, 2, 3, "es") == "1 adulto, 2 niños"
    assert party(None, None, None, "en") is None
    assert language_name("xx-nonsense", "en") == "xx-nonsense"
    assert language_name(None, "en") is None
    assert journey(Intent(nights=2), "es") == "2 noches"


@pytest.mark.parametrize(
    ("intent", "language", "line"),
    [
        (Intent(period=Period(date(2027, 8, 1), date(2027, 8, 31), "August"), nights=7), "en", "August 2027, 7 nights"),
        (
            Intent(period=Period(date(2027, 3, 22), date(2027, 3, 28), "Osterwoche"), flexible_days=2), "de",
            "“Osterwoche”, 22.–28. März 2027, ±2 Tage",
        ),
        (Intent(guests=4, adults=2, children=2, children_ages=(1, 7), infants=1), "en", "2 adults, 2 children (1, 7)"),
        (Intent(guests=3, adults=2, children=1, infants=1), "es", "2 adultos, 1 niño (1 bebé)"),
        (Intent(bedrooms=2, bathrooms=1, place="Fornells"), "fr", "2 chambres · 1 salle de bains · Fornells"),
        (Intent(preferences=("pool",), exclusions=("garden",)), "en", "pool · not: garden"),
        (Intent(budget_range=BudgetRange(max=Decimal(900), per="stay")), "it", "≤ 900,00 € per il soggiorno"),
        (Intent(budget_range=BudgetRange(min=Decimal(40), per="person")), "pt", "≥ € 40,00 por pessoa e noite"),
        (Intent(), "en", None),
    ],
)  # fmt: skip
def test_journey_tells_all_that_is_known(intent: Intent, language: str, line: str | None) -> None:
    shown = journey(intent, language)
    assert (shown and re.sub("[\u2009\u00a0\u202f]", " ", shown)) == line


def test_journey_marks_what_was_not_said_clearly() -> None:
    told = Told(3, NOW, sure=False)
    intent = Intent(guests=2, place="Fornells", sources={"place": told, "guests": replace(told, sure=True)})
    assert journey(intent, "en") == "2 guests · Fornells (?)"


def test_alert_without_dates_shows_the_period_and_the_wishes() -> None:
    intent = Intent(
        guests=4, adults=2, children=2, children_ages=(1, 7), preferences=("pool",),
        period=Period(date(2027, 8, 1), date(2027, 8, 31)),
    )  # fmt: skip
    alert = Alert("handoff", TENANT, None, NOW, guests=4, adults=2, children=2, intent=intent)
    shown = "\n".join(field["text"] for field in checked(alert_content(alert, 7)).blocks[1]["fields"])
    assert shown.split("\n") == [
        "*Dates*", "August 2027", "*Party*", "2 adults, 2 children (1, 7)", "*Wishes*", "pool",
    ]  # fmt: skip


def test_transcript_ends_with_what_the_fact_gate_changed() -> None:
    checks = [Correction("It has a <sauna> & more " * 30, "", ("an amenity that no row has (sauna)",))] * 40
    texts = [said("x", seq=number + 1) for number in range(40)]
    private = {"tenant_id": str(UUID(int=1)), "session_id": str(UUID(int=2))}
    newest, older = (transcript_view(texts * 2, private, page, TENANT, checks) for page in (0, 1))
    modal(newest)
    told = [block for block in newest["blocks"] if "sauna" in str(block)]
    assert len(told) == 12
    assert "was about to say “It has a &lt;sauna&gt; &amp; more" in told[0]["elements"][0]["text"]
    assert told[0]["elements"][0]["text"].endswith("instead: an amenity that no row has (sauna).")
    assert "sauna" not in str(older["blocks"])


def view(messages: int, page: int, length: int = 20) -> JSON:
    texts = [said("x" * length + f" {number}", seq=number + 1) for number in range(messages)]
    private = {"tenant_id": str(UUID(int=1)), "session_id": str(UUID(int=2))}
    made = transcript_view(texts, private, page, TENANT)
    modal(made)
    return made


@pytest.mark.parametrize(
    ("messages", "page", "first", "last", "buttons"),
    [
        (3, 0, 0, 2, []),
        (100, 0, 60, 99, ["Older"]),
        (100, 1, 20, 59, ["Older", "Newer"]),
        (100, 2, 0, 19, ["Newer"]),
        (100, 9, 0, 19, ["Newer"]),
    ],
)
def test_transcript_is_turned_page_by_page(messages: int, page: int, first: int, last: int, buttons: list[str]) -> None:
    blocks = view(messages, page)["blocks"]
    shown = [block["elements"][0]["elements"][1]["text"] for block in blocks if block["type"] == "rich_text"]
    assert shown[0].endswith(f" {first}")
    assert shown[-1].endswith(f" {last}")
    assert [label_of(element) for _, element in interactive(blocks)] == buttons


def test_long_transcript_and_an_empty_one_are_accepted() -> None:
    assert view(200, 0, 5000)
    assert view(0, 0)


def test_reply_modal_is_accepted() -> None:
    modal(reply_view({"post_id": 1, "channel": "C1", "thread": "1.1"}, "es"))


def test_how_long_ago_is_not_rounded_to_nothing() -> None:
    back = HandBack(True, Staff("Ana", "x"), 0, timedelta(seconds=5).total_seconds())
    assert "after 1 min" in summary_content("Ana", back, "en").text
