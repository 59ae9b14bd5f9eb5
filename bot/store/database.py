"""The pool of connections as lobby_bot, and transactions that see one tenant or one visitor."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, LiteralString, TypeVar
from uuid import UUID

import orjson
import psycopg
from pgvector.psycopg import register_vector_async
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from bot.errors import StoreUnavailable
from bot.store import rows
from bot.store.embedded import BOT_ROLE
from bot.store.scope import enter_tenant, enter_visit

POOL_TIMEOUT_S = 10.0
RECONNECT_S = 3.0  # then who asks next tries anew: the pool's own pauses would outlast a database that is back
MAX_CANCELLATIONS = 50
STATEMENT_TIMEOUT_S = 30  # nothing a guest waits for takes a hundredth of it
DEADLOCK_ATTEMPTS = 5

Connection = psycopg.AsyncConnection[Any]
Params = Sequence[Any] | Mapping[str, Any]
Fetched = TypeVar("Fetched")
Row = TypeVar("Row")


class Database:
    """Every statement runs as lobby_bot, which owns nothing: outside `tenant` and `visitor` it sees no rows.

    Connections are in autocommit: one statement, one commit.
    """

    def __init__(self, url: str, pool_size: int = 8) -> None:
        self.url = url
        self.pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            min_size=min(2, pool_size),
            max_size=pool_size,
            open=False,
            timeout=POOL_TIMEOUT_S,
            reconnect_timeout=RECONNECT_S,
            kwargs={
                "autocommit": True,
                "prepare_threshold": 0,
                "application_name": "lobby",
                "tcp_user_timeout": STATEMENT_TIMEOUT_S * 1000,  # ms; a peer that vanished is noticed
            },
            configure=_configure,
        )

    async def open(self) -> None:
        """Raises StoreUnavailable when no connection can be made in time."""
        try:
            await self.pool.open(wait=True, timeout=POOL_TIMEOUT_S)
        except PoolTimeout as error:
            await self.pool.close()
            raise StoreUnavailable from error

    async def close(self) -> None:
        await self.pool.close()
        await end_pool_workers(self.pool.name)

    async def every(self, kind: type[Row], query: LiteralString, params: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of one autocommitted statement, each as a `kind`, whose fields are the columns' names."""
        return await self._repeat(lambda conn: rows.every(conn, kind, query, params))

    async def one(self, kind: type[Row], query: LiteralString, params: Mapping[str, Any] | None = None) -> Row | None:
        """The first row of one autocommitted statement."""
        return await self._repeat(lambda conn: rows.one(conn, kind, query, params))

    async def value(self, query: LiteralString, params: Mapping[str, Any] | None = None) -> Any:
        """The only column of the first row; None when there is no row."""
        return await self._repeat(lambda conn: rows.value(conn, query, params))

    async def values(self, query: LiteralString, params: Mapping[str, Any] | None = None) -> list[Any]:
        """The only column of every row."""
        return await self._repeat(lambda conn: rows.values(conn, query, params))

    async def row(self, query: LiteralString, params: Params = ()) -> tuple[Any, ...] | None:
        """The first row of a probe, by position: for tests and plugins' own one-liners, never for a named query."""
        found = await self.rows(query, params)
        return found[0] if found else None

    async def rows(self, query: LiteralString, params: Params = ()) -> list[tuple[Any, ...]]:
        """All rows of a probe, as `row`."""

        async def run(conn: Connection) -> list[tuple[Any, ...]]:
            return await (await conn.execute(query, params)).fetchall()

        return await self._repeat(run)

    async def _repeat(self, run: Callable[[Connection], Awaitable[Fetched]]) -> Fetched:
        """One statement; one that the server gave up to end a deadlock has done nothing and is done again."""
        for _ in range(DEADLOCK_ATTEMPTS - 1):
            with contextlib.suppress(psycopg.errors.DeadlockDetected):
                async with self._connection() as conn:
                    return await run(conn)
        async with self._connection() as conn:
            return await run(conn)

    @asynccontextmanager
    async def tenant(self, tenant_id: UUID) -> AsyncIterator[Connection]:
        """A transaction of the core's own work: all of one tenant's rows."""
        async with self._connection() as conn, conn.transaction():
            await enter_tenant(conn, tenant_id)
            yield conn

    @asynccontextmanager
    async def visitor(self, tenant_id: UUID, session_id: UUID) -> AsyncIterator[Connection]:
        """A transaction that sees one visitor's rows and the tenant's public ones, whatever the query forgets."""
        async with self._connection() as conn, conn.transaction():
            await enter_visit(conn, tenant_id, session_id)
            yield conn

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        task = asyncio.current_task()
        cancellations = task.cancelling() if task else 0
        try:
            conn = await self.pool.getconn()  # not pool.connection(): in autocommit nothing is left to commit
            try:
                if task and task.cancelling() > cancellations:  # swallowed: it met the pool handing the connection over
                    raise asyncio.CancelledError
                yield conn
            finally:
                await self.pool.putconn(conn)
        except (psycopg.errors.DeadlockDetected, psycopg.errors.QueryCanceled):
            raise  # of this statement; the database is there
        except (PoolTimeout, psycopg.OperationalError) as error:
            raise StoreUnavailable from error


async def end_pool_workers(pool_name: str) -> None:
    """Cancel what a closed pool has left running.

    A worker swallows a cancellation that meets it at work (psycopg_pool 3.3) and would then keep the event loop from
    ever ending.
    """
    for _ in range(MAX_CANCELLATIONS):
        workers = [task for task in asyncio.all_tasks() if task.get_name().startswith(f"{pool_name}-")]
        if not workers:
            return
        for worker in workers:
            worker.cancel()
        await asyncio.wait(workers, timeout=0.1)


async def _configure(conn: Connection) -> None:
    set_json_loads(orjson.loads, conn)
    set_json_dumps(orjson.dumps, conn)
    if conn.info.user != BOT_ROLE:  # one URL for all: the session still works as the role that owns nothing
        await conn.execute("SET ROLE lobby_bot")
    await conn.execute("SELECT set_config('statement_timeout', %(limit)s, false)", {"limit": f"{STATEMENT_TIMEOUT_S}s"})
    await register_vector_async(conn)
