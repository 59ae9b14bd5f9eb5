"""Guests on the channel that plugins are tested with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from bot.core import Core
from bot.errors import Permanent, Retryable
from bot.testing.driver import Needs
from bot.testing.fake_channel import FakeChannel
from tests.channels.lines.line import Guest, Line


class FakeGuest(Guest):
    def __init__(self, line: FakeLine, tenant_id: UUID) -> None:
        self.line, self.tenant_id, self.user = line, tenant_id, uuid4().hex

    async def say(self, text: str) -> object:
        said = (uuid4().hex, text)
        await self.repeat(said)
        return said

    async def repeat(self, said: Any) -> None:
        event_id, text = said
        await self.line.is_open.wait()
        await self.line.channel.write(self.tenant_id, self.user, text, event_id=event_id)

    def reads(self) -> list[str]:
        return [*self.line.before, *self.line.channel.read(self.user)]


class FakeLine(Line):
    name = "fake"

    def __init__(self) -> None:
        self.channel = FakeChannel()
        self.before: list[str] = []  # what was read of earlier nodes' channels
        self.is_open = asyncio.Event()

    @asynccontextmanager
    async def platform(self) -> AsyncIterator[Needs]:
        yield Needs(("bot.testing.fake_channel",))

    async def opened(self, core: Core) -> None:
        channel = core.channels["fake"]
        assert isinstance(channel, FakeChannel)
        self.before += [outgoing.message.text for outgoing in self.channel.sent]
        self.channel = channel
        channel.gone.add(self.nobody)
        self.is_open.set()

    async def closing(self) -> None:
        self.is_open.clear()

    def guest(self, tenant_id: UUID) -> FakeGuest:
        return FakeGuest(self, tenant_id)

    async def lose(self, guest: FakeGuest) -> None:
        self.channel.fail.append(Retryable("busy", 0.2))

    async def forsake(self, guest: FakeGuest) -> None:
        self.channel.fail.append(Permanent("gone"))
