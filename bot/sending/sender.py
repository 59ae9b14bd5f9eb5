"""The sender: moves committed replies of outbox channels to their platforms, in order, until they are there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Literal
from uuid import UUID

from bot.channel import Channels, Outgoing, Sends
from bot.errors import Permanent, Retryable
from bot.hooks import Hooks
from bot.insisting import insist
from bot.ledger.ledger import Ledger
from bot.metrics import DELIVERIES
from bot.news.announcing import News
from bot.tasks import Tasks

BATCH = 20
MAX_ATTEMPTS = 12
MAX_BACKOFF_S = 300.0
RECORD_PAUSES_S = (0.5, 1.0, 2.0, 4.0, 8.0)
GIVE_UP_AFTER = timedelta(days=1)  # of a platform that asks to try again and again: what comes after waits for it

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try to send."""

    state: Literal["sent", "failed", "pending"]
    delivered_as: str | None = None
    pause_s: float = 0.0  # pending: until the next try


async def try_send(
    sending: Awaitable[str | None], attempt: int, hold: timedelta, ids: Mapping[str, object], since: datetime
) -> Outcome:
    """Await one send; every failure becomes what to do next. `ids` say in the log what was sent, `since` when said."""
    try:
        async with asyncio.timeout(hold.total_seconds()):
            return Outcome("sent", await sending)
    except Permanent as error:
        log.warning("undeliverable: %s", error, extra=dict(ids))
        return Outcome("failed")
    except Exception as error:
        is_asked = isinstance(error, Retryable)  # the platform's own wish is no failure, until nobody waits any more
        if attempt >= MAX_ATTEMPTS and not (is_asked and datetime.now(UTC) - since < GIVE_UP_AFTER):
            log.exception("given up", extra=dict(ids))
            return Outcome("failed")
        pause_s = error.retry_after_s if isinstance(error, Retryable) else min(2.0**attempt, MAX_BACKOFF_S)
        log.warning("postponed: %s", error, extra={**ids, "retry_after_s": pause_s})
        return Outcome("pending", pause_s=pause_s)


async def record(settle: Callable[[], Awaitable[None]]) -> None:
    """Record what became of a send, also when the database is away for a moment: else it would be sent again.

    Raises:
        StoreUnavailable: it stays away.
    """
    await insist(settle, RECORD_PAUSES_S, "a send that is to be recorded")


async def send_by(channel: Sends, outgoing: Outgoing) -> str | None:
    """Send through the channel; the deletion of what never arrived is done already."""
    if outgoing.message.content.deleted and outgoing.revises is None:
        return None
    return await channel.send(outgoing)


class Sender:
    """A slow or limited chat holds up no other.

    The order within a conversation is the database's: what is claimed has no predecessor that is still on its way.
    """

    def __init__(self, ledger: Ledger, hooks: Hooks, news: News, channels: Channels, hold: timedelta) -> None:
        self._ledger = ledger
        self._hooks = hooks
        self._channels = channels
        self._hold = hold  # the limit of one send; a sender that is silent for so long is dead
        self._tasks = Tasks()
        self._awake: set[UUID] = set()  # sessions whose replies are being claimed and sent
        self._woken: set[UUID] = set()  # those of them that have got another one since
        news.on_outgoing(self.wake)

    def wake(self, session_id: UUID) -> None:
        """A reply of this session was committed."""
        if session_id in self._awake:
            self._woken.add(session_id)
        else:
            self._awake.add(session_id)
            self._start(session_id).add_done_callback(lambda _: self._rest(session_id))

    def _rest(self, session_id: UUID) -> None:
        self._awake.discard(session_id)
        if session_id in self._woken:  # at the last moment
            self._woken.discard(session_id)
            self.wake(session_id)

    async def sweep(self) -> None:
        """Send what is due: postponed, or left by a node that died."""
        if not self._channels.outboxes:
            return
        for outgoing in await self._ledger.claim_deliveries(self._channels.outboxes, self._hold, BATCH):
            self._start(outgoing.message.session_id, outgoing)

    async def drain(self, grace_s: float) -> None:
        """Let sends in progress finish; the rest stays in the outbox."""
        await self._tasks.drain(grace_s)

    def _start(self, session_id: UUID, first: Outgoing | None = None) -> asyncio.Task[None]:
        return self._tasks.start(self._send_all(session_id, first))

    async def _send_all(self, session_id: UUID, first: Outgoing | None = None) -> None:
        try:
            due = first or await self._claim(session_id)
            while due:
                await self._send(due)
                due = await self._claim(session_id)
        except Exception:  # the rows stay in the outbox: the sweep returns to them
            log.exception("sending was interrupted", extra={"session_id": str(session_id)})

    async def _claim(self, session_id: UUID) -> Outgoing | None:
        """One at a time: claimed is begun, and the hold runs."""
        while True:
            self._woken.discard(session_id)
            claimed = await self._ledger.claim_deliveries(self._channels.outboxes, self._hold, 1, session_id)
            if claimed or session_id not in self._woken:
                return claimed[0] if claimed else None

    async def _send(self, outgoing: Outgoing) -> None:
        message = outgoing.message
        ids = {"channel": message.channel, "session_id": str(message.session_id), "seq": message.seq}
        channel = self._channels[message.channel]
        assert isinstance(channel, Sends)  # noqa: S101  # only their messages were claimed
        outcome = await try_send(send_by(channel, outgoing), outgoing.attempt, self._hold, ids, message.created_at)
        DELIVERIES.labels(message.channel, outcome.state).inc()
        pause = timedelta(seconds=outcome.pause_s)
        await record(partial(self._ledger.settle_delivery, outgoing, outcome.state, outcome.delivered_as, pause))
        if outcome.state == "sent":
            await self._hooks.observe(
                "reply_delivered", session_id=message.session_id, seq=message.seq, channel=message.channel
            )
