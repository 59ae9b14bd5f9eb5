"""How nodes learn of each other's messages: hints only, the ledger is the truth.

Hints are gathered for a moment and sent outside the turn's transactions: NOTIFY inside a commit would make all
commits of the database wait for each other. A lost hint costs a delay, never a message (`bot.app` compares regularly).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import Protocol
from uuid import UUID

import orjson
import psycopg

from bot.database import Connection, Database

CHANNEL = "lobby_hints"
GATHER_S = 0.01
RECONNECT_S = 1.0
MAX_SESSIONS_PER_HINT = 150  # a NOTIFY payload is limited to 8,000 bytes

log = logging.getLogger(__name__)

OnHint = Callable[[UUID, int], None]  # session, how far its ledger reaches


class Bus(Protocol):
    def publish(self, session_id: UUID, seq: int) -> None:
        """Tell the other nodes that a session's ledger has reached `seq`. Does not wait, never raises."""

    async def run(self, on_hint: OnHint, on_gap: Callable[[], None]) -> None:
        """Listen until cancelled; `on_gap` is called when hints may have been lost."""


class PostgresBus:
    """LISTEN/NOTIFY."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[UUID, int] = {}
        self._wake = asyncio.Event()

    def publish(self, session_id: UUID, seq: int) -> None:
        self._waiting[session_id] = seq
        self._wake.set()

    async def run(self, on_hint: OnHint, on_gap: Callable[[], None]) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._send())
            tasks.create_task(self._listen(on_hint, on_gap))

    async def _send(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(GATHER_S)
            self._wake.clear()
            waiting, self._waiting = self._waiting, {}
            try:
                async with self._database.pool.connection() as conn:
                    for payload in _payloads(waiting):
                        await _notify(conn, payload)
            except Exception:
                log.warning("hints could not be sent", exc_info=True)

    async def _listen(self, on_hint: OnHint, on_gap: Callable[[], None]) -> None:
        while True:
            with contextlib.suppress(psycopg.OperationalError):
                async with await psycopg.AsyncConnection.connect(self._database.url, autocommit=True) as conn:
                    await conn.execute("LISTEN lobby_hints")
                    on_gap()
                    async for notice in conn.notifies():
                        for session_id, seq in orjson.loads(notice.payload).items():
                            on_hint(UUID(session_id), seq)
            log.warning("listening for hints was interrupted")
            await asyncio.sleep(RECONNECT_S)


async def _notify(conn: Connection, payload: str) -> None:
    # a hint need not survive a crash, so it does not wait for the disk
    async with conn.transaction():
        await conn.execute(
            "SELECT set_config('synchronous_commit', 'off', true), pg_notify(%s, %s)", (CHANNEL, payload)
        )


def _payloads(waiting: dict[UUID, int]) -> Iterator[str]:
    items = list(waiting.items())
    for start in range(0, len(items), MAX_SESSIONS_PER_HINT):
        yield orjson.dumps({str(k): v for k, v in items[start : start + MAX_SESSIONS_PER_HINT]}).decode()
