"""How nodes learn of each other's messages: hints only, the ledger is the truth.

Hints are gathered for a moment and sent outside the turn's transactions: NOTIFY inside a commit would make all
commits of the database wait for each other. A node that has heard of no other for a while keeps its hints to itself.
A lost hint costs a delay, never a message (`News.compare` compares with the ledger regularly).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Protocol
from uuid import UUID, uuid4

import orjson
import psycopg

from bot.errors import StoreUnavailable
from bot.news.followers import SpeakerChanged
from bot.store.database import Database

CHANNEL = "lobby_hints"
GATHER_S = 0.02
HEARTBEAT_S = 5.0
PEER_LIFE_S = 16.0  # three heartbeats of another node missed: this one is alone
MAX_SESSIONS_PER_HINT = 150  # a NOTIFY payload is limited to 8,000 bytes

OnHint = Callable[[UUID, int], None]  # session, how far its ledger reaches
OnSpeaker = Callable[[UUID, SpeakerChanged], None]
OnLinks = Callable[[UUID], None]


class Nodes(Protocol):
    def publish(self, session_id: UUID, seq: int) -> None:
        """Tell the other nodes that a session's ledger has reached `seq`. Does not wait, never raises."""

    def publish_speaker(self, session_id: UUID, change: SpeakerChanged) -> None:
        """Tell the other nodes who speaks in a session. Does not wait, never raises."""

    def publish_links(self, session_id: UUID) -> None:
        """Tell the other nodes that a channel has joined a session or left it. Does not wait, never raises."""

    async def send(self) -> None:
        """Send what was published until cancelled.

        Raises:
            StoreUnavailable: the others cannot be reached; what is published meanwhile is sent by the next call.
        """

    async def listen(
        self, on_hint: OnHint, on_speaker: OnSpeaker, on_links: OnLinks, on_gap: Callable[[], None]
    ) -> None:
        """Listen until cancelled; `on_gap` is called when hints may have been lost: at the beginning.

        Raises:
            StoreUnavailable: the others cannot be heard.
        """


class PostgresNodes:
    """LISTEN/NOTIFY."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._node = str(uuid4())
        self._waiting: dict[UUID, int] = {}
        self._speakers: dict[UUID, SpeakerChanged] = {}
        self._links: set[UUID] = set()
        self._wake = asyncio.Event()
        self._peers_until = 0.0  # time.monotonic

    def publish(self, session_id: UUID, seq: int) -> None:
        if self._peers_until > time.monotonic():
            self._waiting[session_id] = seq
            self._wake.set()

    def publish_speaker(self, session_id: UUID, change: SpeakerChanged) -> None:
        if self._peers_until > time.monotonic():
            self._speakers[session_id] = change
            self._wake.set()

    def publish_links(self, session_id: UUID) -> None:
        if self._peers_until > time.monotonic():
            self._links.add(session_id)
            self._wake.set()

    async def send(self) -> None:
        async with self._connect() as conn:
            await conn.execute("SET synchronous_commit = off")  # a hint need not survive a crash
            while True:
                waiting, self._waiting = self._waiting, {}
                speakers, self._speakers = self._speakers, {}
                links, self._links = self._links, set()
                for payload in self._payloads(waiting, speakers, links):
                    await conn.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload), prepare=True)
                await self._wait_for_hints()

    async def _wait_for_hints(self) -> None:
        """Until something is to be said, or the others are to be told that this node lives."""
        try:
            async with asyncio.timeout(HEARTBEAT_S):
                await self._wake.wait()
        except TimeoutError:
            return
        await asyncio.sleep(GATHER_S)
        self._wake.clear()

    async def listen(
        self, on_hint: OnHint, on_speaker: OnSpeaker, on_links: OnLinks, on_gap: Callable[[], None]
    ) -> None:
        async with self._connect() as conn:
            await conn.execute("LISTEN lobby_hints")
            on_gap()
            self._wake.set()  # the others learn at once that there is one more
            async for notice in conn.notifies():
                hint = orjson.loads(notice.payload)
                if hint["node"] != self._node:
                    self._expect_peers()
                    for session_id, seq in hint["seqs"].items():
                        on_hint(UUID(session_id), seq)
                    for session_id, (speaker, name) in hint.get("speakers", {}).items():
                        on_speaker(UUID(session_id), SpeakerChanged(speaker, name))
                    for session_id in hint.get("links", ()):
                        on_links(UUID(session_id))

    @asynccontextmanager
    async def _connect(self) -> AsyncIterator[psycopg.AsyncConnection]:
        """Raises StoreUnavailable when the connection cannot be made, or is lost."""
        self._expect_peers()  # until a while of listening has shown that there are none
        try:
            async with await psycopg.AsyncConnection.connect(
                self._database.url, autocommit=True, application_name="lobby hints"
            ) as conn:
                yield conn
        except psycopg.OperationalError as error:
            raise StoreUnavailable from error

    def _expect_peers(self) -> None:
        self._peers_until = time.monotonic() + PEER_LIFE_S

    def _payloads(
        self, waiting: dict[UUID, int], speakers: dict[UUID, SpeakerChanged], links: set[UUID]
    ) -> Iterator[str]:
        """At least one, if only as a sign of life."""
        for session_id, change in speakers.items():  # rare: one each, whatever the length of a name
            said = {str(session_id): (change.speaker, change.name)}
            yield orjson.dumps({"node": self._node, "seqs": {}, "speakers": said}).decode()
        for session_id in links:
            yield orjson.dumps({"node": self._node, "seqs": {}, "links": [str(session_id)]}).decode()
        items = list(waiting.items())
        for start in range(0, max(len(items), 1), MAX_SESSIONS_PER_HINT):
            seqs = {str(session_id): seq for session_id, seq in items[start : start + MAX_SESSIONS_PER_HINT]}
            yield orjson.dumps({"node": self._node, "seqs": seqs}).decode()
