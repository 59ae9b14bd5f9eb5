"""A channel in memory: for tests of plugins and of staff's desk, and as the shortest channel with an outbox.

As a plugin, `enabled = ["bot.testing.fake_channel"]`, it is called "fake" (docs/plugins.md).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from bot.channel import Accept, Accepted, Channel, Outgoing
from bot.core import Core
from bot.errors import Permanent
from bot.hookspecs import hookimpl
from bot.types import Action, Message

PART_CHARS = 4000
WAIT_S = 20.0


@dataclass
class FakeChannel:
    """Guests write with `write`; `sent` has what has begun to be sent to them, and `read` is what one of them sees.

    `fail` is raised by the next sends, one each; `gone` are users whom nothing reaches. A message of this platform
    holds `part_chars`: longer texts are read in parts.
    """

    name: str = "fake"
    part_chars: int = PART_CHARS
    sent: list[Outgoing] = field(default_factory=list)
    fail: list[Exception] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    slow: asyncio.Event | None = None  # a send lasts until it is set
    _running: asyncio.Future[Accept] | None = None
    _more: asyncio.Event = field(default_factory=asyncio.Event)  # sent, since somebody looked

    async def run(self, accept: Accept) -> None:
        self._listening().set_result(accept)
        try:
            await asyncio.Event().wait()
        finally:
            self._running = None

    async def send(self, outgoing: Outgoing) -> str | None:
        if outgoing.channel_user_id in self.gone:
            raise Permanent("there is no such guest")
        if self.fail:
            raise self.fail.pop(0)
        self.sent.append(outgoing)
        self._more.set()
        if self.slow:
            await self.slow.wait()
        return f"{self.name}-{len(self.sent)}"

    async def write(
        self, tenant_id: UUID, user: str, text: str, *, event_id: str | None = None, action: Action | None = None
    ) -> Accepted:
        """A guest's message, as soon as the channel runs. With the `event_id` of another one it is that one again.

        Raises:
            TimeoutError: nothing runs the channel.
        """
        async with asyncio.timeout(WAIT_S):
            accept = await asyncio.shield(self._listening())
        return await accept(Message(tenant_id, self.name, user, event_id or uuid4().hex, text, action))

    async def heard(self, user: str, count: int = 1) -> list[str]:
        """What a guest reads, once that is so many messages.

        Raises:
            TimeoutError: with what there is instead.
        """
        try:
            async with asyncio.timeout(WAIT_S):
                while len(read := self.read(user)) < count:
                    self._more.clear()
                    await self._more.wait()
                return read
        except TimeoutError:
            raise TimeoutError(f"{user} has read only {self.read(user)}") from None

    def read(self, user: str) -> list[str]:
        """The texts that a guest has got, in parts of what a message holds."""
        texts = [outgoing.message.text for outgoing in self.sent if outgoing.channel_user_id == user]
        return [text[at : at + self.part_chars] for text in texts for at in range(0, len(text), self.part_chars)]

    def shown(self, user: str) -> list[tuple[str, str]]:
        """(role, text) of what a guest was sent, or (notice, name of who is or was there)."""
        messages = [outgoing.message for outgoing in self.sent if outgoing.channel_user_id == user]
        return [(m.content.notice or m.role, m.text or str(m.content.author)) for m in messages]

    def _listening(self) -> asyncio.Future[Accept]:
        if self._running is None:
            self._running = asyncio.get_running_loop().create_future()
        return self._running


@hookimpl
def register_channels(core: Core, register: Callable[[Channel], None]) -> None:
    register(FakeChannel())
