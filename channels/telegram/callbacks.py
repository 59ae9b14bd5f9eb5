"""Pressed buttons: Telegram is told at once, so that the guest's screen stops waiting."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.tasks import Tasks

log = logging.getLogger(__name__)


class Callbacks:
    """Answers in the background: a slow answer holds up no update."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._tasks = Tasks()

    def answer(self, query_id: str, text: str | None = None) -> None:
        """Also for old queries, whose answer Telegram refuses; `text` is shown over the chat."""
        self._tasks.spawn(self._answer(query_id, text))

    async def close(self) -> None:
        await self._tasks.drain()

    async def _answer(self, query_id: str, text: str | None) -> None:
        try:
            await self._bot.answer_callback_query(query_id, text=text, show_alert=bool(text))
        except TelegramError as error:
            log.debug("a pressed button could not be answered", extra={"error": type(error).__name__})
