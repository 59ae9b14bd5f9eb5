"""What the contract asks of a channel: the same words for those with an outbox and those that clients follow."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.channel import Outgoing
from bot.core import Core
from bot.errors import Permanent, Retryable
from bot.testing.driver import Needs
from bot.types import LedgerMessage


class Guest(ABC):
    """Somebody on a channel."""

    @abstractmethod
    async def say(self, text: str) -> object:
        """Send it, as soon as the platform or the website can be reached; what `repeat` takes."""

    @abstractmethod
    async def repeat(self, said: Any) -> None:
        """The same event arrives once more."""

    @abstractmethod
    def reads(self) -> list[str]:
        """What the bot has said, oldest first; a long text may be in parts."""


class Line(ABC):
    """A channel with its platform, while a node runs or does not."""

    name: str
    has_event_ids = True  # else what is said twice is two messages
    outbox = True

    @asynccontextmanager
    async def platform(self) -> AsyncIterator[Needs]:
        yield Needs()

    async def opened(self, core: Core) -> None:  # noqa: B027  # nothing to do
        """A node runs; return when guests reach it."""

    async def closing(self) -> None:  # noqa: B027  # nothing to do
        """The node is about to be ended."""

    @abstractmethod
    def guest(self, tenant_id: UUID) -> Guest: ...

    @abstractmethod
    async def lose(self, guest: Any) -> None:
        """The next answer does not reach this guest at once."""

    async def find(self, guest: Any) -> None:  # noqa: B027  # the platform's trouble ends by itself
        """The guest can be reached again."""

    @abstractmethod
    async def forsake(self, guest: Any) -> None:
        """The next answer will never reach this guest."""

    async def reconcile(self, guest: Any) -> None:  # noqa: B027  # likewise
        """What is said afterwards can."""

    async def address_nobody(self, core: Core, tenant_id: UUID) -> None:
        """Somebody who does not exist is written to (or comes): nobody else gets it."""
        nobody = Outgoing(tenant_id, self.nobody, message(self.name))
        with pytest.raises(Permanent):
            await send_through(core.channels[self.name], nobody)

    nobody = "nobody"


def message(channel: str) -> LedgerMessage:
    return LedgerMessage(uuid4(), 2, str(uuid4()), "assistant", "for nobody", channel, datetime.now(UTC))


async def send_through(channel: Any, outgoing: Outgoing) -> None:
    """A platform that cannot tell yet (still connecting) is asked again."""
    async with asyncio.timeout(20):
        while True:
            try:
                await channel.send(outgoing)
                return
            except Retryable:
                await asyncio.sleep(0.05)
