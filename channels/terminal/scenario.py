"""How scenarios sit at the terminal: the real channel, its lines out of a pipe, its plain screen."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import BinaryIO
from uuid import uuid4

from bot.channel import Accept, Accepted
from bot.core import Core
from bot.news.followers import SpeakerChanged
from bot.testing.driver import WAIT_S, Needs, Rendered, running
from bot.testing.errors import NotShown
from bot.types import LedgerMessage, Message, Tenant
from channels.terminal.channel import TerminalChannel
from channels.terminal.choices import Choice, chosen
from channels.terminal.screen import PlainScreen
from channels.terminal.settings import Settings


class Driver:
    """`bot.testing.driver.Driver` of the terminal."""

    @asynccontextmanager
    async def platform(self, tenant: str) -> AsyncIterator[Needs]:
        """The channel is built by `visit`: a scenario's guest sits at a pipe."""
        yield Needs()

    @asynccontextmanager
    async def visit(self, core: Core, tenant: Tenant, accept: Accept, locale: str | None) -> AsyncIterator[Sitting]:
        screen = _Watched(locale or tenant.locale)
        reading, writing = os.pipe()
        settings = Settings(tenant=tenant.slug, locale=locale, chatting=True, output="plain")
        channel = TerminalChannel(core, settings, screen=screen, file_number=reading, user=uuid4().hex)

        async def noted(message: Message) -> Accepted:
            accepted = await accept(message)
            screen.seq = max(screen.seq, accepted.seq)  # the guest's own words stand there already
            return accepted

        keyboard = os.fdopen(writing, "wb", buffering=0)
        try:
            async with running(channel.run(noted)) as task:
                sitting = Sitting(channel, screen, keyboard)
                await sitting.shown(0)
                yield sitting
                keyboard.close()  # the end of the input ends the channel
                await asyncio.wait({task}, timeout=WAIT_S)
        finally:
            keyboard.close()
            os.close(reading)


class _Watched(PlainScreen):
    """A plain screen of which every message is kept, as it was written."""

    def __init__(self, locale: str) -> None:
        self.written: list[Rendered] = []
        self.problems: list[str] = []
        self.offered: Sequence[Choice] = ()
        self.seq = 0
        self.is_guests_turn = asyncio.Event()
        self.changed = asyncio.Event()
        self._paper = io.StringIO()
        super().__init__(self._paper, locale)

    def message(self, message: LedgerMessage, offered: Sequence[Choice]) -> None:
        super().message(message, offered)
        self.written.append(_rendered(message, self._taken()))
        if not message.content.edits:
            self.offered = offered
        self.seq = max(self.seq, message.seq)
        self.changed.set()

    def speaker(self, change: SpeakerChanged) -> None:
        super().speaker(change)
        self.written.append(Rendered("notice", "", self._taken()))

    def problem(self, text: str) -> None:
        self.problems.append(text)
        self.changed.set()

    def prompt(self) -> None:
        self.is_guests_turn.set()

    def _taken(self) -> str:
        """What was written since the last time."""
        text = self._paper.getvalue()
        self._paper.seek(0)
        self._paper.truncate()
        return text.rstrip("\n")


class Sitting:
    """A guest at the keyboard."""

    has_written = False

    def __init__(self, channel: TerminalChannel, screen: _Watched, keyboard: BinaryIO) -> None:
        self._channel = channel
        self._screen = screen
        self._keyboard = keyboard

    async def say(self, text: str) -> None:
        """A line break ends a message here: several lines are typed as one."""
        await self._type(" ".join(text.split("\n")))

    async def press(self, label: str, card: str | None) -> None:
        """Type the number that stands before the choice, or its words where a number would be an answer."""
        wanted = label if card is None else f"{label}: {card}"
        for number, choice in enumerate(self._screen.offered, 1):
            if choice.label == wanted or (card is None and choice.text == label):
                picked = chosen(str(number), tuple(self._screen.offered))
                await self._type(str(number) if picked == choice else choice.text)
                return
        raise NotShown(f"there is no choice {wanted!r}; shown are {[choice.label for choice in self._screen.offered]}")

    async def shown(self, seq: int) -> list[Rendered]:
        async with asyncio.timeout(WAIT_S):
            await self._screen.is_guests_turn.wait()
            while self._screen.seq < seq and not self._screen.problems:
                self._screen.changed.clear()
                await self._screen.changed.wait()
            await self._channel.settled()  # who speaks has no number in the ledger
        written, self._screen.written = self._screen.written, []
        problems, self._screen.problems = self._screen.problems, []
        return [*written, *(Rendered("notice", text, text) for text in problems)]

    async def _type(self, line: str) -> None:
        self._screen.is_guests_turn.clear()
        await asyncio.to_thread(self._keyboard.write, f"{line}\n".encode())


def _rendered(message: LedgerMessage, text: str) -> Rendered:
    if message.content.edits:
        return Rendered("notice", message.text, text)
    return Rendered(
        "staff" if message.role == "staff" else "bot",
        message.text,
        text,
        tuple(card.name for card in message.content.cards),
        message.content.suggestions,
    )
