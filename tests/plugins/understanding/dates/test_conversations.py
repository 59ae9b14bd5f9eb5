"""Stays in conversations of guests, as `conversations.txt` beside this file tells them: kinds of messages that were
once misread, each with its neighbours in other languages and words.

A line is `locale|today|message || message => arrival departure nights period`: what is known after the last message
(one that begins with "BOT:" is the bot's). Days are "8-7" for the next 7 August, or ISO; a period is two of them
("8-1..8-31"); "-" is what must stay open, as is what a line leaves out; "*" may be anything; of "a/b" either is right.
A "?" at the end: something must be asked.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.types import HistoryItem
from plugins.understanding.read import Setting
from plugins.understanding.replay import Replayed, replay

LINES = Path(__file__).with_name("conversations.txt").read_text("utf-8").splitlines()
CASES = [line for line in LINES if line.strip() and not line.startswith("#")]
FIELDS = 4


@pytest.mark.parametrize("line", CASES)
def test_read_conversation_gives_the_stay(line: str) -> None:
    said, _, wanted = line.rpartition("=>")
    locale, today, messages = said.split("|", 2)
    fields = wanted.replace("?", "").split()
    fields += ["-"] * (FIELDS - len(fields))
    replayed = heard(locale, today, [message.strip() for message in messages.split("||")])
    known = stay(replayed)
    assert all(got in accepted(want, today) for want, got in zip(fields, known, strict=True) if want != "*"), (
        f"{known}, not {wanted}"
    )
    if "?" in wanted:
        assert replayed.extraction.clarifications


def heard(locale: str, today: str, messages: list[str]) -> Replayed:
    history = [
        HistoryItem("assistant", message.removeprefix("BOT:").strip(), "")
        if message.startswith("BOT:")
        else HistoryItem("user", message, "")
        for message in messages[:-1]
    ]
    return replay(messages[-1], Setting(date.fromisoformat(today), locale), history=history)


def stay(replayed: Replayed) -> list[str]:
    known = replayed.intent
    period = f"{known.period.start}..{known.period.end}" if known.period else "-"
    return [*(str(value or "-") for value in (known.check_in, known.check_out, known.nights)), period]


def accepted(want: str, today: str) -> list[str]:
    if ".." in want:
        start, _, end = want.partition("..")
        return [f"{first}..{last}" for first in accepted(start, today) for last in accepted(end, today)]
    return [day(one, date.fromisoformat(today)) for one in want.split("/")]


def day(written: str, today: date) -> str:
    """ "8-7" as the next 7 August; anything else as it is."""
    parts = written.split("-")
    if len(parts) != 2 or not all(part.isdigit() for part in parts):
        return written
    month, number = (int(part) for part in parts)
    this_year = date(today.year, month, number)
    return str(this_year if this_year >= today else this_year.replace(year=today.year + 1))
