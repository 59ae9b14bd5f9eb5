"""The queue of updates, and getUpdates: long polling, offsets, conflicts.

Source: https://core.telegram.org/bots/api#getting-updates
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from channels.standins.bell import Bell
from channels.standins.telegram.errors import ApiError

MAX_TIMEOUT_S = 50
MAX_LIMIT = 100
AHEAD = 10  # offsets further ahead than this are taken for none, as the open-source server does
# https://core.telegram.org/bots/api#getupdates: "all update types except chat_member, message_reaction, and …"
ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
CONFLICT_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
CONFLICT_SET = "Conflict: terminated by setWebhook request"
Update = dict[str, Any]


@dataclass
class UpdateQueue:
    """Updates until they are confirmed; {update id: update} in the order in which they are delivered."""

    next_id: int = 700_000_001
    pending: dict[int, Update] = field(default_factory=dict)
    unsent: dict[int, Update] = field(default_factory=dict)  # pending ones that no webhook delivery has begun for
    again: list[Update] = field(default_factory=list)  # to be delivered once more, whatever the offset says
    history: dict[int, Update] = field(default_factory=dict)
    confirmed: dict[int, None] = field(default_factory=dict)  # in the order of confirmation
    delivered: list[int] = field(default_factory=list)  # every delivery, repeated ones too
    allowed: frozenset[str] | None = None  # None: all but ONLY_WHEN_ASKED
    held: bool = False  # nothing is delivered meanwhile
    bell: Bell = field(default_factory=Bell)
    _poll: asyncio.Future[ApiError] | None = None

    def add(self, kind: str, payload: dict[str, Any]) -> int | None:
        """The new update's id; None when the bot has not asked for its kind."""
        wanted = kind not in ONLY_WHEN_ASKED if self.allowed is None else kind in self.allowed
        if not wanted:
            return None
        update_id, self.next_id = self.next_id, self.next_id + 1
        update: Update = {"update_id": update_id, kind: payload}
        self.pending[update_id] = self.unsent[update_id] = self.history[update_id] = update
        self.bell.ring()
        return update_id

    def allow(self, kinds: list[str]) -> None:
        """Of updates to come. An empty list: the default."""
        self.allowed = frozenset(kinds) or None

    def confirm(self, update_id: int) -> None:
        self.pending.pop(update_id, None)
        self.unsent.pop(update_id, None)
        self.confirmed.setdefault(update_id)
        self.bell.ring()

    def drop(self) -> None:
        """`drop_pending_updates`."""
        for waiting in (self.pending, self.unsent, self.again):
            waiting.clear()

    def repeat(self, *update_ids: int) -> None:
        """Deliver these once more, in this order, as after a lost confirmation."""
        self.again += [self.history[update_id] for update_id in update_ids]
        self.bell.ring()

    def reorder(self, *update_ids: int) -> None:
        """Let these pending updates come first, in this order."""
        first = {update_id: self.pending[update_id] for update_id in update_ids}
        self.pending = first | self.pending
        self.unsent = {update_id: update for update_id, update in self.pending.items() if update_id in self.unsent}

    async def wait_confirmed(self, count: int, timeout_s: float) -> list[int]:
        return await self.bell.until(
            lambda: list(self.confirmed) if len(self.confirmed) >= count else None,
            timeout_s,
            lambda: f"{len(self.confirmed)} confirmed updates",
        )

    async def poll(self, offset: int, limit: int, timeout_s: int) -> list[Update]:
        """getUpdates. A later poll ends one that waits with 409, and so does setWebhook."""
        limit = limit if 1 <= limit <= MAX_LIMIT else MAX_LIMIT
        self._forget(offset)
        if (updates := self._take(offset, limit)) or timeout_s <= 0:
            return updates
        self.abort_poll(ApiError(409, CONFLICT_POLL))
        aborted: asyncio.Future[ApiError] = asyncio.get_running_loop().create_future()
        self._poll = aborted
        try:
            async with asyncio.timeout(min(timeout_s, MAX_TIMEOUT_S)):
                return await self._wait(offset, limit, aborted)
        except TimeoutError:
            return []
        finally:
            if self._poll is aborted:
                self._poll = None

    def abort_poll(self, error: ApiError) -> None:
        """End a poll that waits."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(error)

    async def _wait(self, offset: int, limit: int, aborted: asyncio.Future[ApiError]) -> list[Update]:
        while True:
            ringing = asyncio.ensure_future(self.bell.wait())
            either: set[asyncio.Future[Any]] = {ringing, aborted}
            try:
                await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            finally:
                ringing.cancel()
            if aborted.done():
                raise aborted.result()
            if updates := self._take(offset, limit):
                return updates

    def _forget(self, offset: int) -> None:
        """What an offset confirms: all before it; a negative one all but the last -offset."""
        if offset < 0:
            forgotten = list(self.pending)[:offset]
        elif self._knows(offset):
            forgotten = [update_id for update_id in self.pending if update_id < offset]
        else:
            forgotten = []
        for update_id in forgotten:
            self.confirm(update_id)

    def _knows(self, offset: int) -> bool:
        return 0 < offset <= self.next_id + AHEAD

    def _take(self, offset: int, limit: int) -> list[Update]:
        if self.held:
            return []
        least = offset if self._knows(offset) else 0
        fresh = (update for update_id, update in self.pending.items() if update_id >= least)
        repeated, self.again = self.again[:limit], self.again[limit:]
        taken = repeated + list(islice(fresh, limit - len(repeated)))
        self.delivered += [update["update_id"] for update in taken]
        return taken
