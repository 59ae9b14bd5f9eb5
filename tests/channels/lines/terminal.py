"""Guests at terminals."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from rich.console import Console

from bot.core import Core
from bot.errors import NotFound
from bot.testing.driver import Needs
from channels.terminal import Settings as TerminalSettings
from channels.terminal.channel import TerminalChannel
from channels.terminal.screen import PlainScreen, RichScreen
from tests.channels.lines.line import Guest, Line
from tests.support.reception import until


class TerminalGuest(Guest):
    """Somebody who sits down at a terminal; what is typed before is read then."""

    def __init__(self, tenant_id: UUID) -> None:
        self.user = uuid4().hex
        self.paper = io.StringIO()
        self._typed = ""
        self._keyboard: int | None = None
        self._sitting: asyncio.Task[None] | None = None

    def sit_down(self, core: Core) -> None:
        reading, self._keyboard = os.pipe()
        settings = TerminalSettings(tenant="demo", locale="en", chatting=True, output="rich")
        screen = RichScreen(Console(file=self.paper, width=100, color_system=None), "en")
        channel = TerminalChannel(core, settings, screen=screen, file_number=reading, user=self.user)
        self._sitting = asyncio.create_task(channel.run(core.turns.accept))
        typed, self._typed = self._typed, ""
        self._type(typed)

    async def get_up(self) -> None:
        if self._sitting is None or self._keyboard is None:
            return
        self._sitting.cancel()
        await asyncio.gather(self._sitting, return_exceptions=True)
        os.close(self._keyboard)
        self._sitting = self._keyboard = None

    async def say(self, text: str) -> object:
        self._type(f"{text}\n")
        return text

    async def repeat(self, said: Any) -> None:
        await self.say(said)

    def reads(self) -> list[str]:
        """Of a conversation that goes on, its end is shown once more: that is read once."""
        now = self.paper.getvalue().rpartition("goes on.")[2]
        return [line.rstrip() for line in now.splitlines() if line.startswith(("echo: ", "word"))]

    def _type(self, text: str) -> None:
        if self._keyboard is None:
            self._typed += text
        elif text:
            os.write(self._keyboard, text.encode())


class TerminalLine(Line):
    name = "terminal"
    has_event_ids = False
    outbox = False

    def __init__(self) -> None:
        self.guests: list[TerminalGuest] = []
        self.core: Core | None = None

    @asynccontextmanager
    async def platform(self) -> AsyncIterator[Needs]:
        yield Needs(("bot.testing.fake_channel",))  # a node without any channel ends
        await self.closing()

    async def opened(self, core: Core) -> None:
        self.core = core
        await until(lambda: core.health.started)
        for guest in self.guests:
            guest.sit_down(core)

    async def closing(self) -> None:
        for guest in self.guests:
            await guest.get_up()

    def guest(self, tenant_id: UUID) -> TerminalGuest:
        self.guests.append(guest := TerminalGuest(tenant_id))
        assert self.core is not None
        guest.sit_down(self.core)
        return guest

    async def lose(self, guest: TerminalGuest) -> None:
        await guest.get_up()

    async def find(self, guest: TerminalGuest) -> None:
        assert self.core is not None
        guest.sit_down(self.core)

    async def forsake(self, guest: TerminalGuest) -> None:
        await guest.get_up()

    async def reconcile(self, guest: TerminalGuest) -> None:
        """Somebody else sits down: what was said to the first one is none of theirs."""
        guest.user = uuid4().hex
        guest.paper = io.StringIO()
        await self.find(guest)

    async def address_nobody(self, core: Core, tenant_id: UUID) -> None:
        """Whoever asks for a business that there is not is told so."""
        settings = TerminalSettings(tenant="nobody", chatting=True, output="plain")
        channel = TerminalChannel(core, settings, screen=PlainScreen(io.StringIO(), "en"), user="ana")
        with pytest.raises(NotFound):
            await channel.run(core.turns.accept)
