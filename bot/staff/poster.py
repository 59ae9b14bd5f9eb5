"""The poster: moves alerts, threads, copies and notices out of their outbox, in order within a lane."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta
from functools import partial

from bot.channel import Channels, Sends
from bot.metrics import DELIVERIES
from bot.news.announcing import News
from bot.sending.sender import BATCH, Outcome, record, send_by, try_send
from bot.staff.posts import Claimed, Posts
from bot.staff.values import TakesPosts
from bot.tasks import Tasks

GATHER_S = 0.05  # posts come in groups: a takeover writes several

log = logging.getLogger(__name__)


class Poster:
    """One task a post in progress; the database keeps the order."""

    def __init__(self, posts: Posts, news: News, channels: Channels, hold: timedelta) -> None:
        self._posts = posts
        self._channels = channels
        self._hold = hold
        self._tasks = Tasks()
        self._wake = asyncio.Event()
        news.on_post(self._wake.set)

    @property
    def _places(self) -> list[str]:
        """The names of the channels that something can be posted to."""
        return [name for name, channel in self._channels.items() if isinstance(channel, Sends | TakesPosts)]

    async def run(self, interval_s: float) -> None:
        """Send what is due whenever it is woken, and at least every `interval_s`, until cancelled.

        Raises:
            StoreUnavailable: the rows stay in the outbox.
        """
        while self._places:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(interval_s):
                    await self._wake.wait()
                await asyncio.sleep(GATHER_S)
            self._wake.clear()
            await self.sweep()

    async def sweep(self) -> None:
        """Claim what is due and send it in the background."""
        for claimed in await self._posts.claim(self._places, self._hold, BATCH):
            self._tasks.spawn(self._send(claimed))

    async def drain(self, grace_s: float) -> None:
        """Let what is being sent finish; the rest stays in the outbox."""
        await self._tasks.drain(grace_s)

    async def _send(self, claimed: Claimed) -> None:
        ids = {"channel": claimed.channel, "post_id": claimed.post_id, "kind": claimed.kind}
        try:
            outcome = await try_send(self._send_it(claimed), claimed.attempt, self._hold, ids, claimed.created_at)
            DELIVERIES.labels(claimed.channel, outcome.state).inc()
            await self._settle(claimed, outcome)
        except Exception:  # the row stays in the outbox: it is claimed again
            log.exception("posting was interrupted", extra=ids)
        self._wake.set()  # the next of the lane

    async def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        pause = timedelta(seconds=outcome.pause_s)
        await record(partial(self._posts.settle, claimed, outcome.state, outcome.delivered_as, pause))

    async def _send_it(self, claimed: Claimed) -> str | None:
        """Raises as Channel.send. What there is nothing left of counts as sent."""
        channel = self._channels[claimed.channel]
        if claimed.kind in ("copy", "notice"):
            outgoing = await self._posts.for_guest(claimed)
            return await send_by(channel, outgoing) if outgoing and isinstance(channel, Sends) else None
        post = await self._posts.for_staff(claimed)
        return await channel.post(post) if post and isinstance(channel, TakesPosts) else None
