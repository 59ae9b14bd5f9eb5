"""Transactions of an administrator's own connection in a tenant's scope: where no pool is open yet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from uuid import UUID

from bot.store import scope
from bot.store.database import Connection


def tenant_transactions(conn: Connection, tenant_id: UUID) -> Callable[[], AbstractAsyncContextManager[Connection]]:
    """Opens transactions that act as lobby_system and see all rows of the tenant.

    A connection has one transaction at a time: who asks for another meanwhile (a lease is renewed beside long work)
    waits for its end. None may be asked for inside another.

    Args:
        conn: an administrator's, outside a transaction.
    """
    free = asyncio.Lock()

    @asynccontextmanager
    async def transaction() -> AsyncIterator[Connection]:
        async with free, conn.transaction():
            await enter_tenant(conn, tenant_id)
            yield conn

    return transaction


async def enter_tenant(conn: Connection, tenant_id: UUID) -> None:
    """The tenant's scope until the open transaction ends."""
    await conn.execute("SET LOCAL ROLE lobby_system")
    await scope.enter_tenant(conn, tenant_id)
