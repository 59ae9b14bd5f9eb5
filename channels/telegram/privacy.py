"""The buttons under the answer to /privacy: a copy of what is kept, its erasure. Nothing of it enters the ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from telegram import Bot, CallbackQuery
from telegram.constants import ChatType

from bot.errors import ChannelError, StoreUnavailable
from bot.types import JSON
from channels.telegram.buttons import PRIVACY, Button
from channels.telegram.callbacks import Callbacks
from channels.telegram.calls import Calls, Refused
from channels.telegram.rendering import Text
from channels.telegram.text import Formatted
from channels.telegram.updates import NAME, channel_user
from channels.telegram.words import TELEGRAM
from channels.telegram.writer import Writer

if TYPE_CHECKING:
    from bot.core import Core

FILE_NAME = "conversation.json"


class PrivacyButtons:
    def __init__(self, core: Core, bot: Bot, calls: Calls, writer: Writer, callbacks: Callbacks) -> None:
        self._core = core
        self._bot = bot
        self._calls = calls
        self._writer = writer
        self._callbacks = callbacks

    async def pressed(self, query: CallbackQuery, tenant_id: UUID) -> None:
        """Do what the button says. Erasing asks first.

        Raises:
            StoreUnavailable: nothing was done; the update must come again.
        """
        language = query.from_user.language_code
        if query.message is None or query.message.chat.type != ChatType.PRIVATE:
            self._callbacks.answer(query.id, TELEGRAM.say("in_private", language))
            return
        chat_id = query.message.chat.id
        user = channel_user(chat_id, query.from_user.id)
        try:
            await self._do(str(query.data).removeprefix(PRIVACY), tenant_id, user, chat_id, language)
        except StoreUnavailable:
            raise
        except ChannelError:  # the chat must wait, or Telegram is away: the guest presses again
            self._callbacks.answer(query.id, TELEGRAM.say("busy", language))
        else:
            self._callbacks.answer(query.id)

    async def _do(self, wish: str, tenant_id: UUID, user: str, chat_id: int, language: str | None) -> None:
        match wish:
            case "export":
                kept = await self._core.privacy.export(tenant_id, NAME, user)
                await self._send_copy(chat_id, kept, language)
            case "erase":
                said = {answer: TELEGRAM.say(f"erase_{answer}", language) for answer in ("yes", "no")}
                buttons = tuple(Button(text, f"{PRIVACY}erase:{answer}") for answer, text in said.items())
                await self._writer.post(chat_id, Text(Formatted(TELEGRAM.say("erase_sure", language)), (buttons,)))
            case "erase:yes":
                receipt = await self._core.privacy.erase(tenant_id, NAME, user)
                await self._say(chat_id, _erased(receipt, language))
            case "erase:no":
                await self._say(chat_id, TELEGRAM.say("kept", language))

    async def _say(self, chat_id: int, sentence: str) -> None:
        await self._writer.post(chat_id, Text(Formatted(sentence)))

    async def _send_copy(self, chat_id: int, kept: JSON, language: str | None) -> None:
        if not kept:
            await self._say(chat_id, TELEGRAM.say("nothing_kept", language))
            return
        caption = TELEGRAM.say("exported", language)
        document = json.dumps(kept, ensure_ascii=False, indent=2, default=str).encode()
        try:
            await self._calls.call(
                chat_id,
                lambda id_: self._bot.send_document(id_, document, filename=FILE_NAME, caption=caption),
            )
        except Refused:
            await self._say(chat_id, TELEGRAM.say("busy", language))


def _erased(receipt: str | None, language: str | None) -> str:
    return TELEGRAM.say("erased", language, receipt=receipt) if receipt else TELEGRAM.say("nothing_kept", language)
