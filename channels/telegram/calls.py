"""Calls to a chat: within its budget, with Telegram's refusals sorted by what the caller does next.

No error of the library leaves this module: its sentences may hold URLs, and those of Telegram hold the token.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from bot.errors import ChannelError, Permanent, Retryable
from channels.telegram.budget import Budget
from channels.telegram.connection import FloodWait
from channels.telegram.metrics import FLOOD_WAITS, UNREACHABLE

T = TypeVar("T")

MAX_PAUSE_S = 1.0  # longer waits are the core's: it keeps the order and looks whether staff have taken over
NETWORK_PAUSE_S = 2.0
TOKEN_PAUSE_S = 60.0
MAX_MIGRATED = 10_000
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

log = logging.getLogger(__name__)


class Refused(ChannelError):
    """Telegram does not take this call as it is; `description` is Telegram's sentence."""

    def __init__(self, description: str) -> None:
        super().__init__(f"Telegram refused the call: {description}")
        self.description = description.lower()


class Unknown(Retryable):
    """The connection broke: Telegram may have done what was asked, or not."""


class Calls:
    """Knows which chats must wait and which have moved."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._migrated: dict[int, int] = {}

    def current(self, chat_id: int) -> int:
        """The chat's id, also after its group became a supergroup."""
        return self._migrated.get(chat_id, chat_id)

    def original(self, chat_id: int) -> int:
        """The id under which the ledger knows the chat."""
        return next((old for old, new in self._migrated.items() if new == chat_id), chat_id)

    def migrated(self, old: int, new: int) -> None:
        if self._migrated.get(old) != new:
            log.info("a group became a supergroup", extra={"chat_id": old, "new_chat_id": new})
        if len(self._migrated) >= MAX_MIGRATED:
            self._migrated.clear()  # Telegram says it again with the next call
        self._migrated[old] = new

    async def call(self, chat_id: int, make: Callable[[int], Awaitable[T]], cost: float = 1.0) -> T:
        """Make a call as soon as the chat's budget allows.

        Raises:
            Retryable: the chat must wait longer, or Telegram cannot be reached (Unknown: the call may have arrived).
            Refused: the call is wrong.
            Permanent: nobody reads this chat any more.
        """
        await self._wait(self.current(chat_id), cost)
        try:
            return await self._make(self.current(chat_id), make)
        except ChatMigrated as moved:
            self.migrated(chat_id, moved.new_chat_id)
        try:
            return await self._make(self.current(chat_id), make)
        except ChatMigrated:
            raise Permanent("the group has moved twice; nobody can be reached there") from None

    async def aside(self, chat_id: int, make: Callable[[int], Awaitable[object]]) -> bool:
        """A call that may be left out (typing, a draft). False: it was left out, or failed.

        Raises:
            Refused: the call is wrong.
        """
        if self._budget.spend(self.current(chat_id), aside=True) > 0:
            return False
        try:
            await self._make(self.current(chat_id), make)
        except Refused:
            raise
        except (ChannelError, ChatMigrated):
            return False
        return True

    async def _wait(self, chat_id: int, cost: float) -> None:
        while (wait_s := self._budget.spend(chat_id, cost)) > 0:
            if wait_s > MAX_PAUSE_S:
                raise Retryable("this chat must wait", wait_s)
            await asyncio.sleep(wait_s)

    async def _make(self, chat_id: int, make: Callable[[int], Awaitable[T]]) -> T:
        """Raises ChatMigrated, and as `call`."""
        try:
            return await make(chat_id)
        except ChatMigrated:
            raise
        except FloodWait as error:
            self._budget.close(chat_id, error.seconds)
            FLOOD_WAITS.inc()
            raise Retryable("Telegram limits this chat", error.seconds) from None
        except Forbidden as error:
            raise _unreachable(error.message) from None
        except BadRequest as error:
            if "chat not found" in error.message.lower():
                raise _unreachable(error.message) from None
            raise Refused(error.message) from None
        except InvalidToken:
            raise Retryable(
                "Telegram does not take the bot's token; see the channel's own message", TOKEN_PAUSE_S
            ) from None
        except NetworkError as error:
            if isinstance(error.__cause__, _NEVER_SENT):
                raise Retryable("Telegram cannot be reached", NETWORK_PAUSE_S) from None
            raise Unknown("Telegram did not answer", NETWORK_PAUSE_S) from None
        except TelegramError as error:
            raise Unknown(f"Telegram answered with {type(error).__name__}", NETWORK_PAUSE_S) from None


def _unreachable(description: str) -> Permanent:
    """Why a chat cannot be written to, recorded."""
    text = description.lower()
    reasons = {"blocked": "blocked", "deactivated": "deactivated", "kicked": "removed", "not a member": "removed"}
    reason = next((reason for words, reason in reasons.items() if words in text), "no such chat")
    UNREACHABLE.labels(reason).inc()
    sentences = {
        "blocked": "the guest has blocked the bot",
        "deactivated": "the guest's account is deleted",
        "removed": "the bot was removed from the group",
    }
    return Permanent(sentences.get(reason, "Telegram knows no such chat, or the bot may not write there"))
