"""Long polling by one node at a time. An update is confirmed by the next request, and only once the ledger has it.

Source: https://core.telegram.org/bots/api#getupdates (2026-11). The library's own updater asks for the next updates
while the last ones are still worked on, which confirms them too early.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.errors import StoreUnavailable
from bot.ledger.leases import Lease
from bot.tasks import beside
from bot.types import JSON
from channels.telegram.connection import FloodWait, UpdatesConnection
from channels.telegram.updates import ALLOWED_UPDATES

LEASE_S = 8.0  # a poller that was killed is replaced after this
RENEW_EVERY_S = 2.0
STANDBY_S = 1.0
CONFLICT_PAUSE_S = 5.0
MAX_PAUSE_S = 30.0

log = logging.getLogger(__name__)


class Polling:
    """`take` stores a batch, or raises StoreUnavailable."""

    def __init__(
        self,
        bot: Bot,
        connection: UpdatesConnection,
        lease: Lease,
        take: Callable[[list[JSON]], Awaitable[None]],
        wait_s: int,
    ) -> None:
        self._bot = bot
        self._connection = connection
        self._lease = lease
        self._take = take
        self._wait_s = wait_s
        self._failures = 0

    async def run(self) -> None:
        """Poll whenever it is this node's turn, until cancelled.

        Raises:
            InvalidToken: Telegram does not know the bot.
        """
        try:
            while True:
                if await self._lease.try_hold():
                    await self._poll_while_held()
                else:
                    await asyncio.sleep(STANDBY_S)
        finally:
            await asyncio.shield(self._lease.release())

    async def _poll_while_held(self) -> None:
        log.info("this node polls Telegram")
        async with beside(self._poll(), "telegram polling") as polling:
            while not (await asyncio.wait({polling}, timeout=RENEW_EVERY_S))[0]:
                if not await self._lease.try_hold():
                    log.warning("this node polls Telegram no more")
                    return
            await polling

    async def _poll(self) -> None:
        offset: int | None = None  # Telegram repeats what nobody confirmed; the ledger knows what it has
        await self._leave_webhook()
        while True:
            batch = await self._fetch(offset)
            if not batch:
                continue
            try:
                await self._take(batch)
            except StoreUnavailable:
                log.warning("updates wait: the database cannot be reached", extra={"updates": len(batch)})
                await self._pause()
            else:
                self._failures = 0
                offset = max(int(update.get("update_id", 0)) for update in batch) + 1

    async def _leave_webhook(self) -> None:
        """Telegram gives no updates to those who ask while it knows a webhook."""
        while True:
            try:
                if (await self._bot.get_webhook_info()).url:
                    log.warning("the bot's webhook is taken away: [channels.telegram] mode is polling")
                    await self._bot.delete_webhook()
                return
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._pause(error)

    async def _fetch(self, offset: int | None) -> list[JSON]:
        """The next updates; none when there are none, or after a pause when something was wrong."""
        try:
            await self._bot.get_updates(offset, timeout=self._wait_s, allowed_updates=ALLOWED_UPDATES)
            updates = self._connection.updates()
        except InvalidToken:
            raise
        except (TelegramError, ValueError) as error:
            await self._pause(error)
            return []
        self._failures = 0 if not updates else self._failures
        return updates

    async def _pause(self, error: Exception | None = None) -> None:
        self._failures += 1
        pause_s = min(2.0 ** min(self._failures, 10) / 2, MAX_PAUSE_S)
        if isinstance(error, Conflict):
            log.warning("somebody else asks for this bot's updates too; trying again")
            pause_s = CONFLICT_PAUSE_S
        elif isinstance(error, FloodWait):
            pause_s = error.seconds
        elif error is not None and (self._failures in (1, 5) or self._failures % 50 == 0):
            log.warning("Telegram cannot be reached", extra={"error": type(error).__name__, "failures": self._failures})
        await asyncio.sleep(pause_s)
