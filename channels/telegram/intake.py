"""One update of Telegram's, from its JSON to the ledger. When `take` returns, the update may be confirmed."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from telegram import Update

from bot.channel import Accept
from bot.errors import ChannelError, StoreUnavailable
from bot.types import JSON, Message, Tenant
from channels.telegram.buttons import PRIVACY
from channels.telegram.callbacks import Callbacks
from channels.telegram.calls import Calls
from channels.telegram.live import Live
from channels.telegram.metrics import UNREACHABLE, UPDATES
from channels.telegram.privacy import PrivacyButtons
from channels.telegram.rendering import Text
from channels.telegram.text import Formatted
from channels.telegram.updates import NAME, Me, chat_of, edited_number, to_message
from channels.telegram.words import TELEGRAM
from channels.telegram.writer import Writer

if TYPE_CHECKING:
    from bot.core import Core

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Intake:
    """What takes a bot's updates in, for one tenant."""

    core: Core
    tenant: Tenant
    me: Me
    accept: Accept
    calls: Calls
    live: Live
    writer: Writer
    callbacks: Callbacks
    privacy: PrivacyButtons

    async def take_all(self, batch: Iterable[JSON]) -> None:
        """Chats beside each other, the updates of one chat in order.

        Raises:
            StoreUnavailable: not everything was stored; all of it must come again (what was stored is recognised).
        """
        chats: defaultdict[Any, list[JSON]] = defaultdict(list)
        for raw in batch:
            chats[_chat(raw)].append(raw)
        ends = await asyncio.gather(*(self._take_chat(updates) for updates in chats.values()), return_exceptions=True)
        for end in ends:
            if end is not None:
                raise end

    async def take(self, raw: JSON) -> None:
        """Take an update in. One that cannot be read is passed over: it must not hold up those behind it.

        Raises:
            StoreUnavailable: nothing was stored; it must come again.
        """
        try:
            outcome = await self._take(Update.de_json(raw, None))
        except StoreUnavailable:
            raise
        except Exception:
            log.exception("an update cannot be read and is passed over", extra={"update_id": raw.get("update_id")})
            outcome = "poison"
            await self._apologise(raw)
        UPDATES.labels(outcome).inc()

    async def _take_chat(self, updates: list[JSON]) -> None:
        for raw in updates:
            await self.take(raw)

    async def _take(self, update: Update) -> str:
        self._note_chat(update)
        query = update.callback_query
        if query and query.data and query.data.startswith(PRIVACY):
            await self.privacy.pressed(query, self.tenant.tenant_id)
            return "answered"
        message = to_message(update, self.tenant.tenant_id, self.me)
        if message is None:
            if query:
                self.callbacks.answer(query.id, TELEGRAM.say("too_old", query.from_user.language_code))
            return "ignored"
        message = replace(message, channel_user_id=self._original(message.channel_user_id))
        if update.edited_message and await self._says_nothing_new(message):
            return "ignored"
        await self._accept(message)
        if query:
            self.callbacks.answer(query.id)
        return "message"

    async def _accept(self, message: Message) -> None:
        accepted = await self.accept(message)
        if not accepted.duplicate and accepted.speaker == "bot":
            place = (message.tenant_id, accepted.session_id, accepted.seq)
            locale = message.locale or self.tenant.locale
            self.live.watch(place, chat_of(message.channel_user_id), message.external_id, locale)

    async def _says_nothing_new(self, message: Message) -> bool:
        """Whether an edit left the words as they were (Telegram reports link previews and reactions as edits too)."""
        number = edited_number(message.external_id)
        user = message.channel_user_id
        found = await self.core.ledger.find_session(message.tenant_id, NAME, user)
        if found is None:
            return False
        versions = (f"m:{self.calls.current(chat_of(user))}:{number}", f"m:{chat_of(user)}:{number}")
        earlier = [
            known.text
            for known in await self.core.ledger.messages_after(message.tenant_id, found, 0)
            if known.role == "user" and (known.id in versions or known.id.startswith(f"edit:{number}:"))
        ]
        return bool(earlier) and earlier[-1] == message.text

    def _original(self, channel_user_id: str) -> str:
        """The channel user as the ledger knows them, also after their group has moved."""
        chat, separator, user = channel_user_id.partition(":")
        return f"{self.calls.original(int(chat))}{separator}{user}"

    def _note_chat(self, update: Update) -> None:
        """What Telegram says of the chat itself: that it has moved, that the bot was blocked."""
        message, member = update.message, update.my_chat_member
        if message and message.migrate_to_chat_id:
            self.calls.migrated(message.chat.id, message.migrate_to_chat_id)
        if message and message.migrate_from_chat_id:
            self.calls.migrated(message.migrate_from_chat_id, message.chat.id)
        if member and member.new_chat_member.status in ("kicked", "left"):
            reason = "blocked" if member.chat.type == "private" else "removed"
            UNREACHABLE.labels(reason).inc()
            log.info("the bot may not write to a chat any more", extra={"chat_id": member.chat.id, "reason": reason})

    async def _apologise(self, raw: JSON) -> None:
        """Best effort: the guest should not wait for an answer to what nobody has read."""
        chat, language = _chat(raw), _language(raw)
        if not isinstance(chat, int) or chat <= 0:
            return
        try:
            await self.writer.post(chat, Text(Formatted(TELEGRAM.say("unreadable", language))))
        except ChannelError:
            log.warning("nor could that be said", extra={"update_id": raw.get("update_id")})


def _content(raw: JSON) -> JSON:
    """The part of an update that says who and where, whatever its kind."""
    return next((value for value in raw.values() if isinstance(value, dict)), {})


def _chat(raw: JSON) -> object:
    """The chat's id; for an update of no chat, its own."""
    content = _content(raw)
    holder = content.get("chat") or (content.get("message") or {}).get("chat") or {}
    return holder.get("id", raw.get("update_id")) if isinstance(holder, dict) else None


def _language(raw: JSON) -> str | None:
    sender = _content(raw).get("from")
    return sender.get("language_code") if isinstance(sender, dict) else None
