"""A committed message on its way to a chat, part by part, and what was sent of it before something went wrong."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from bot.channel import Outgoing
from bot.errors import Retryable
from bot.types import LedgerMessage
from channels.telegram.calls import Unknown
from channels.telegram.metrics import REPEATED
from channels.telegram.rendering import Part, Text, render
from channels.telegram.text import italic
from channels.telegram.updates import chat_of, is_group, message_id_of
from channels.telegram.words import TELEGRAM
from channels.telegram.writer import TEXT, Writer

Key = tuple[UUID, str, str]  # session, message, channel user

REMEMBERED = 1_000

log = logging.getLogger(__name__)


class Streams(Protocol):
    async def finish(self, message: LedgerMessage) -> int | None:
        """The message in which this answer was shown as it grew: its final form is an edit of it."""


@dataclass(slots=True)
class Progress:
    """How far a message has come on this node."""

    parts: list[Part]
    streamed: int | None  # the message that shows the beginning of the first part
    posted: list[str] = field(default_factory=list)
    done: int = 0
    unknown: bool = False  # whether the last call did something is not known


class Sending:
    def __init__(self, writer: Writer, streams: Streams) -> None:
        self._writer = writer
        self._streams = streams
        self._progress: OrderedDict[Key, Progress] = OrderedDict()

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send, edit or delete; returns "CHAT:t17,p18": the chat and its messages (t: text, p: picture).

        Raises:
            Retryable: the next call goes on where this one stopped, on this node. Permanent: as `Calls.call`.
        """
        chat_id = chat_of(outgoing.channel_user_id)
        if outgoing.revises:
            return await self._revise(outgoing, chat_id)
        message = outgoing.message
        progress = self._progress.get(_key(outgoing))
        if outgoing.attempt > 1 and (progress is None or progress.unknown):
            REPEATED.inc()
            log.warning("a send is repeated; the earlier one may have arrived", extra=_ids(message))
        if progress is None:
            progress = await self._begin(outgoing)
        reply_to = message_id_of(message.reply_to) if is_group(outgoing.channel_user_id) else None
        try:
            await self._go_on(chat_id, progress, reply_to)
        except Retryable as error:
            progress.unknown = isinstance(error, Unknown)
            raise
        progress.parts, progress.done = [], 0  # kept: the core asks again when it could not note that it was sent
        return f"{chat_id}:{','.join(progress.posted)}" if progress.posted else None

    async def _begin(self, outgoing: Outgoing) -> Progress:
        message = outgoing.message
        parts = render(message, outgoing.language)
        progress = Progress(parts, await self._streams.finish(message))
        self._progress[_key(outgoing)] = progress
        if len(self._progress) > REMEMBERED:
            self._progress.popitem(last=False)
        return progress

    async def _go_on(self, chat_id: int, progress: Progress, reply_to: int | None) -> None:
        while progress.done < len(progress.parts):
            part = progress.parts[progress.done]
            progress.unknown = True  # also when the time for sending runs out within the call
            if progress.done == 0 and progress.streamed and isinstance(part, Text):
                if not await self._writer.edit(chat_id, progress.streamed, part):
                    progress.streamed = None
                    continue
                progress.posted.append(f"{TEXT}{progress.streamed}")
            else:
                first = progress.done == 0
                progress.posted += await self._writer.post(chat_id, part, reply_to if first else None)
            progress.done += 1
            progress.unknown = False

    async def _revise(self, outgoing: Outgoing, chat_id: int) -> str | None:
        """Make the messages of an earlier text say the new one; what is left over goes, what is missing comes."""
        message = outgoing.message
        posted = (outgoing.revises or "").partition(":")[2].split(",")
        locale = outgoing.language
        if message.content.deleted:
            for number in posted:
                await self._withdraw(chat_id, number, locale)
            return outgoing.revises
        texts = [number for number in posted if number.startswith(TEXT)]
        parts = [part for part in render(message, locale) if isinstance(part, Text)]
        kept = []
        for number, part in zip(texts, parts, strict=False):
            if await self._writer.edit(chat_id, int(number[1:]), part):
                kept.append(number)
            else:
                kept += await self._writer.post(chat_id, part)
        for number in texts[len(parts) :]:
            await self._withdraw(chat_id, number, locale)
        for part in parts[len(texts) :]:
            kept += await self._writer.post(chat_id, part)
        return f"{chat_id}:{','.join(kept)}"

    async def _withdraw(self, chat_id: int, number: str, locale: str) -> None:
        """Delete; what Telegram keeps (older than two days) is emptied."""
        if number and not await self._writer.delete(chat_id, int(number[1:])) and number.startswith(TEXT):
            await self._writer.edit(chat_id, int(number[1:]), Text(italic(TELEGRAM.say("deleted", locale))))


def _key(outgoing: Outgoing) -> Key:
    """Ids of guests' messages are the platforms' own, unique only within a session."""
    return outgoing.message.session_id, outgoing.message.id, outgoing.channel_user_id


def _ids(message: LedgerMessage) -> dict[str, object]:
    return {"session_id": str(message.session_id), "seq": message.seq}
