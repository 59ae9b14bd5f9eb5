"""The sender: moves committed replies of outbox channels to their platforms, in order, until they are there."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from bot.channel import Channel, Outgoing
from bot.errors import Permanent, Retryable
from bot.hooks import Hooks
from bot.ledger import Ledger
from bot.metrics import DELIVERIES

BATCH = 20
MAX_ATTEMPTS = 12
MAX_BACKOFF_S = 300.0

log = logging.getLogger(__name__)


class Sender:
    """One task a conversation: a slow or limited chat holds up no other."""

    def __init__(self, app: Any, ledger: Ledger, hooks: Hooks, channels: dict[str, Channel], hold: timedelta) -> None:
        self._app = app
        self._ledger = ledger
        self._hooks = hooks
        self._channels = channels
        self._hold = hold  # the limit of one send; a sender that is silent for so long is dead
        self._tasks: dict[UUID, asyncio.Task[None]] = {}

    def wake(self, session_id: UUID) -> None:
        """A reply of this session was committed."""
        if session_id not in self._tasks:
            task = asyncio.create_task(self._send_all(session_id))
            self._tasks[session_id] = task
            task.add_done_callback(partial(self._ended, session_id))

    async def sweep(self) -> None:
        """Send what is due: postponed, or left by a node that died."""
        if not self._channels:
            return
        for outgoing, attempts in await self._ledger.claim_deliveries(list(self._channels), self._hold, BATCH):
            session_id = outgoing.message.session_id
            if session_id in self._tasks:
                await self._ledger.settle_delivery(outgoing, "pending", None, timedelta(seconds=1))
            else:
                task = asyncio.create_task(self._send_all(session_id, (outgoing, attempts)))
                self._tasks[session_id] = task
                task.add_done_callback(partial(self._ended, session_id))

    async def drain(self, grace_s: float) -> None:
        """Let sends in progress finish; the rest stays in the outbox."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=grace_s)
        for task in list(self._tasks.values()):
            task.cancel()

    def _ended(self, session_id: UUID, task: asyncio.Task[None]) -> None:
        self._tasks.pop(session_id, None)

    async def _send_all(self, session_id: UUID, first: tuple[Outgoing, int] | None = None) -> None:
        try:
            due = [first] if first else await self._claim(session_id)
            while due:
                for outgoing, attempts in due:
                    await self._send(outgoing, attempts)
                due = await self._claim(session_id)
        except Exception:  # the rows stay in the outbox: the sweep returns to them
            log.exception("sending was interrupted", extra={"session_id": str(session_id)})

    async def _claim(self, session_id: UUID) -> list[tuple[Outgoing, int]]:
        return await self._ledger.claim_deliveries(list(self._channels), self._hold, BATCH, session_id)

    async def _send(self, outgoing: Outgoing, attempts: int) -> None:
        message = outgoing.message
        channel = self._channels[message.channel]
        ids = {"channel": message.channel, "session_id": str(message.session_id), "seq": message.seq}
        try:
            async with asyncio.timeout(self._hold.total_seconds()):
                delivered_as = await channel.send(outgoing)
        except Permanent as error:
            log.warning("reply undeliverable: %s", error, extra=ids)
            await self._settle(outgoing, "failed")
        except Exception as error:
            if attempts >= MAX_ATTEMPTS:
                log.exception("reply given up", extra=ids)
                await self._settle(outgoing, "failed")
                return
            pause_s = error.retry_after_s if isinstance(error, Retryable) else min(2.0**attempts, MAX_BACKOFF_S)
            log.warning("reply postponed: %s", error, extra={**ids, "retry_after_s": pause_s})
            await self._settle(outgoing, "pending", pause_s=pause_s)
        else:
            await self._settle(outgoing, "sent", delivered_as)
            await self._hooks.observe(
                "reply_delivered",
                app=self._app,
                session_id=message.session_id,
                seq=message.seq,
                channel=message.channel,
            )

    async def _settle(
        self, outgoing: Outgoing, state: Any, delivered_as: str | None = None, *, pause_s: float = 0.0
    ) -> None:
        DELIVERIES.labels(outgoing.message.channel, state).inc()
        await self._ledger.settle_delivery(outgoing, state, delivered_as, timedelta(seconds=pause_s))
