"""Staff in a conversation at the terminal: who speaks, whose words these are, what they correct."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from rich.console import Console

from bot import Reply, hookimpl
from bot.channel import Accepted
from bot.conversation.turn import Turn
from bot.core import Core
from bot.news.followers import SpeakerChanged
from bot.staff.values import Staff
from bot.types import LedgerMessage, Message
from channels.terminal.channel import TerminalChannel
from channels.terminal.screen import JsonScreen, PlainScreen, RichScreen, Screen
from channels.terminal.settings import Settings
from tests.channels.terminal.test_screen import message
from tests.conftest import AppFactory, TestDatabase
from tests.support.plugins import plugin_module
from tests.support.reception import until

ANA = Staff("Ana", "reception:ana")
QUICK = {"sweep_interval_s": 0.1}


@dataclass
class Seat:
    """A guest at a terminal in English, on a plain screen."""

    core: Core
    tenant: UUID
    keyboard: int
    paper: io.StringIO = field(default_factory=io.StringIO)
    accepted: list[Accepted] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        return [line for line in self.paper.getvalue().splitlines() if line]

    @property
    def session(self) -> UUID:
        return self.accepted[-1].session_id

    async def type(self, text: str) -> None:
        await asyncio.to_thread(os.write, self.keyboard, f"{text}\n".encode())

    async def see(self, *lines: str) -> None:
        """Wait until these are the last lines."""
        await until(lambda: self.lines[-len(lines) :] == list(lines))

    async def accept(self, message: Message) -> Accepted:
        accepted = await self.core.turns.accept(message)
        self.accepted.append(accepted)
        return accepted


@asynccontextmanager
async def seated(make_app: AppFactory, db: TestDatabase, **members: Any) -> AsyncIterator[Seat]:
    tenant = db.add_tenant("demo", brand={})
    reading, writing = os.pipe()
    try:
        with plugin_module("staffed", **members) as plugin:
            async with make_app(plugins=(plugin,), turn=QUICK) as core:
                seat = Seat(core, tenant, writing)
                settings = Settings(locale="en", chatting=True, output="plain")
                screen = PlainScreen(seat.paper, "en")
                channel = TerminalChannel(core, settings, screen=screen, file_number=reading, user="guest")
                running = asyncio.create_task(channel.run(seat.accept))
                yield seat
                await seat.type("/quit")
                await asyncio.wait_for(running, 15)
    finally:
        os.close(reading)
        os.close(writing)


@hookimpl
async def respond(turn: Turn) -> Reply:
    return Reply(f"echo: {turn.text}", suggestions=("More",))


async def test_takeover_reply_corrections_and_return_are_shown(make_app: AppFactory, db: TestDatabase) -> None:
    async with seated(make_app, db, respond=respond) as seat:
        desk, tenant = seat.core.desk, seat.tenant
        await seat.type("hello")
        await seat.see("echo: hello", "[1] More")
        await desk.take_over(tenant, seat.session, ANA)
        await desk.take_over(tenant, seat.session, ANA)
        await desk.reply(tenant, seat.session, ANA, "We open at 8", "r:1", 0)
        await seat.see("(Ana from the team is here.)", "Ana: We open at 8")
        assert await desk.revise(tenant, "r:1", "We open at 9") == "sent_edit"
        await seat.see("Ana: We open at 8", "Ana (corrected): We open at 9")
        assert await desk.revise(tenant, "r:1", None) == "sent_delete"
        await seat.see("(Ana has taken a message back.)")
        await desk.hand_back(tenant, seat.session, ANA)
        await seat.see("(The assistant is back.)")
        assert seat.lines.count("(Ana from the team is here.)") == 1


async def test_correction_leaves_the_choices_of_the_last_reply(make_app: AppFactory, db: TestDatabase) -> None:
    async with seated(make_app, db, respond=respond) as seat:
        desk, tenant = seat.core.desk, seat.tenant
        await seat.type("hello")
        await seat.see("echo: hello", "[1] More")
        await desk.take_over(tenant, seat.session, ANA)
        await desk.reply(tenant, seat.session, ANA, "We open at 8", "r:1", 0)
        await seat.see("Ana: We open at 8")
        await desk.hand_back(tenant, seat.session, ANA)
        await seat.type("hello again")
        await seat.see("echo: hello again", "[1] More")
        await desk.revise(tenant, "r:1", "We open at 9")
        await seat.see("Ana (corrected): We open at 9")
        await seat.type("1")
        await seat.see("echo: More", "[1] More")


async def test_guest_whose_answer_is_fenced_may_type_on(make_app: AppFactory, db: TestDatabase) -> None:
    thinking, done = asyncio.Event(), asyncio.Event()

    @hookimpl
    async def respond(turn: Turn) -> Reply:
        thinking.set()
        await done.wait()
        return Reply("too late")

    async with seated(make_app, db, respond=respond) as seat:
        await seat.type("hello")
        await thinking.wait()
        await until(lambda: seat.accepted)
        await seat.core.desk.take_over(seat.tenant, seat.session, ANA)
        await seat.type("is somebody there?")
        await until(lambda: len(seat.accepted) == 2)
        done.set()
    assert [accepted.speaker for accepted in seat.accepted] == ["bot", "staff"]
    assert "too late" not in seat.lines


# --- screens ----------------------------------------------------------------------------------------------------------


def staff(text: str, **payload: Any) -> LedgerMessage:
    said = message(text, **payload)
    return LedgerMessage(said.session_id, 3, "s", "staff", text, "terminal", said.created_at, said.content)


def shown(screen: str, locale: str, *events: LedgerMessage | SpeakerChanged) -> list[str]:
    stream = io.StringIO()
    screens: dict[str, Screen] = {
        "plain": PlainScreen(stream, locale),
        "rich": RichScreen(Console(file=stream, width=80, color_system=None), locale),
        "json": JsonScreen(stream),
    }
    for event in events:
        if isinstance(event, SpeakerChanged):
            screens[screen].speaker(event)
        else:
            screens[screen].message(event, ())
    return [line.strip() for line in stream.getvalue().splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("locale", "lines"),
    [
        ("en", ["Ana from the team is here.", "Ana (corrected)", "Ana has taken a message back."]),
        ("es-CO", ["Ana del equipo está aquí.", "Ana (corregido)", "Ana ha retirado un mensaje."]),
    ],
)
def test_rich_screen_says_who_speaks_and_what_is_corrected(locale: str, lines: list[str]) -> None:
    events = (
        SpeakerChanged("staff", "Ana"),
        staff("At 8", author="Ana"),
        staff("At 9", author="Ana", edits=3),
        staff("", author="Ana", edits=3, deleted=True),
    )
    here, corrected, taken_back = lines
    assert shown("rich", locale, *events) == [here, "Ana", "At 8", corrected, "At 9", taken_back]


@pytest.mark.parametrize(
    ("locale", "lines"),
    [
        ("en", ["(Somebody from the team is here.)", "Team: At 8", "(The assistant is back.)"]),
        ("es", ["(Alguien del equipo está aquí.)", "Equipo: At 8", "(El asistente ha vuelto.)"]),
    ],
)
def test_plain_screen_calls_staff_without_a_name_the_team(locale: str, lines: list[str]) -> None:
    assert shown("plain", locale, SpeakerChanged("staff"), staff("At 8"), SpeakerChanged("bot")) == lines


def test_json_screen_tells_of_staff_in_their_messages_only() -> None:
    assert shown("json", "en", SpeakerChanged("staff", "Ana"), SpeakerChanged("bot")) == []
    [line] = shown("json", "en", staff("At 9", author="Ana", edits=3))
    assert '"role": "staff"' in line
    assert '"author": "Ana", "edits": 3' in line


@pytest.mark.parametrize("screen", ["plain", "rich"])
def test_name_of_staff_never_controls_the_terminal(screen: str) -> None:
    evil = "\x1b]0;owned\x07Ana"
    lines = shown(screen, "en", SpeakerChanged("staff", evil), staff("", author=evil, edits=1, deleted=True))
    assert not set("".join(lines)) & {"\x1b", "\x07"}
