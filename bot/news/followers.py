"""Who on this node follows which session, and what they are told.

A follower sees every message of its session exactly once and in order, whatever the order in which this node learns of
them: a gap is filled from the ledger. Deltas and typing are only for those on the node that runs the turn.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from bot.tasks import Tasks
from bot.types import LedgerMessage

log = logging.getLogger(__name__)

Read = Callable[[UUID, UUID, int], Awaitable[list[LedgerMessage]]]  # tenant, session, after which seq


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of an answer in the making."""

    reply_to: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody is writing an answer."""

    role: str  # assistant | staff


@dataclass(frozen=True, slots=True)
class SpeakerChanged:
    speaker: str  # bot | staff
    name: str | None = None


@dataclass(frozen=True, slots=True)
class LinksChanged:
    """Another channel has joined the session, or left it."""


Event = LedgerMessage | Delta | Typing | SpeakerChanged | LinksChanged


class Emit(Protocol):
    def __call__(self, event: Event) -> None:
        """Take an event. Must not block: put it into a queue."""


class Follower:
    """One client of a session. `seq` is the last message it was given."""

    __slots__ = ("catching_up", "emit", "known", "must_look", "seq", "session_id", "tenant_id")

    def __init__(self, tenant_id: UUID, session_id: UUID, seq: int, emit: Emit) -> None:
        self.tenant_id = tenant_id
        self.session_id = session_id
        self.seq = seq
        self.known = seq  # how far the ledger is known to reach
        self.emit = emit
        self.catching_up = False
        self.must_look = False  # the ledger may hold more than is known

    def give(self, message: LedgerMessage) -> bool:
        """Emit the message if it is the next one. False: something before it is missing."""
        if message.seq > self.seq + 1:
            return False
        if message.seq == self.seq + 1:
            self.seq = message.seq
            self.emit(message)
        return True


class Followers:
    """Of all sessions on this node. `read` reads what a follower has missed."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._followers: dict[UUID, list[Follower]] = {}
        self._tasks = Tasks()

    def follow(self, follower: Follower) -> None:
        self._followers.setdefault(follower.session_id, []).append(follower)

    def unfollow(self, follower: Follower) -> None:
        followers = self._followers.get(follower.session_id, [])
        if follower in followers:
            followers.remove(follower)
        if not followers:
            self._followers.pop(follower.session_id, None)

    def committed(self, message: LedgerMessage) -> None:
        """The ledger holds a new message."""
        for follower in self._followers.get(message.session_id, ()):
            follower.known = max(follower.known, message.seq)
            if not follower.catching_up and not follower.give(message):
                self._catch_up(follower)

    def tell(self, session_id: UUID, event: Delta | Typing | SpeakerChanged | LinksChanged) -> None:
        """Something that is not in the ledger."""
        for follower in self._followers.get(session_id, ()):
            follower.emit(event)

    def reached(self, session_id: UUID, seq: int) -> None:
        """Another node says that the ledger reaches `seq`."""
        for follower in self._followers.get(session_id, ()):
            follower.known = max(follower.known, seq)
            if follower.seq < seq:
                self._catch_up(follower)

    def look(self, session_id: UUID) -> None:
        """The ledger may hold more than the followers of this session were told of: they read it."""
        for follower in self._followers.get(session_id, ()):
            follower.must_look = True
            self._catch_up(follower)

    def seen(self) -> dict[UUID, int]:
        """How far the followers of each session have read (the one furthest behind)."""
        return {id_: min(f.seq for f in followers) for id_, followers in self._followers.items()}

    def _catch_up(self, follower: Follower) -> None:
        if not follower.catching_up:
            follower.catching_up = True
            self._tasks.spawn(self._fill(follower))

    async def _fill(self, follower: Follower) -> None:
        try:
            while follower.must_look or follower.seq < follower.known:
                follower.must_look = False
                messages = await self._read(follower.tenant_id, follower.session_id, follower.seq)
                if not messages and not follower.must_look:  # there is nothing more, or the session is gone
                    break
                for message in messages:
                    follower.give(message)
        except Exception:  # the next hint, or the regular comparison with the ledger, tries again
            log.exception("catching up failed", extra={"session_id": str(follower.session_id)})
        finally:
            follower.catching_up = False
