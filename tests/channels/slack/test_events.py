"""Slack's events as what somebody said, and as a guest's message: tables."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from bot.types import JSON, Action
from channels.slack.events import Said, command, conversation_of, said, to_message

TENANT = UUID(int=1)
EVENT = {"type": "message", "channel": "D1", "user": "U1", "text": "hello", "ts": "1700.000100"}


@pytest.mark.parametrize(
    "change",
    [
        {"subtype": "message_changed"},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"subtype": "me_message"},
        {"bot_id": "B1"},
        {"bot_profile": {"id": "B1"}},
        {"user": None},
        {"user": "U0BOT"},
        {"ts": None},
    ],
)
def test_what_nobody_said_is_dropped(change: JSON) -> None:
    assert said({**EVENT, **change}, "D1", "U0BOT") is None


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast"])
def test_what_a_person_says_is_read(subtype: str | None) -> None:
    found = said({**EVENT, "subtype": subtype, "thread_ts": "1600.000001", "files": [{}]}, "D1", "U0BOT")
    assert found == Said("D1", "1700.000100", "U1", "hello", (), "1600.000001", subtype, True)
    assert found.source == "slack:D1:1600.000001:1700.000100"


def test_message_above_a_thread_is_in_no_thread() -> None:
    found = said({**EVENT, "thread_ts": EVENT["ts"]}, "D1", "U0BOT")
    assert found is not None
    assert found.thread is None


def test_person_is_one_conversation_and_a_thread_another() -> None:
    assert conversation_of("T1", "U1", "D1", None) == "T1:U1"
    assert conversation_of("T1", "U1", "C1", "1700.1") == "C1:1700.1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!help", Action("help")),
        ("!Reset", Action("reset")),
        ("!human", Action("human")),
        ("!privacy", Action("privacy")),
        ("!unlink", Action("unlink")),
        ("!language", Action("language")),
        ("!language ES", Action("language", language="es")),
        ("!link k7qm2r9t", Action("link", code="K7QM2R9T")),
        ("!link", None),
        ("!nothing", None),
        ("!reset now", None),
        ("help", None),
        ("! help", None),
    ],
)
def test_commands(text: str, expected: Action | None) -> None:
    assert command(text) == expected


def test_message_for_the_core() -> None:
    event: dict[str, Any] = {**EVENT, "text": "<@U0BOT> a &amp; b"}
    found = said(event, "D1", "U0BOT")
    assert found is not None
    message = to_message(found, TENANT, "T1:U1", "U0BOT", {}, "es-CO")
    assert message is not None
    assert (message.channel, message.channel_user_id, message.external_id) == ("slack", "T1:U1", "D1:1700.000100")
    assert (message.text, message.action, message.locale) == ("a & b", None, "es-CO")


@pytest.mark.parametrize("text", ["", "  ", "<@U0BOT>", "<@U0BOT> "])
def test_without_words_there_is_no_message(text: str) -> None:
    found = said({**EVENT, "text": text}, "D1", "U0BOT")
    assert found is not None
    assert to_message(found, TENANT, "T1:U1", "U0BOT", {}, None) is None
