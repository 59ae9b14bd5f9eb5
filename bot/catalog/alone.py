"""Publishing by one run at a time, whatever the number of nodes and command lines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg

from bot.catalog.drafts import SQL, Transaction
from bot.errors import Conflict, StoreUnavailable
from bot.ledger.leases import Lease
from bot.store import rows

LEASE_S = 60.0


@asynccontextmanager
async def alone(transaction: Transaction, name: str, what: str) -> AsyncIterator[None]:
    """One run at a time: two with different models would each undo the other's vectors.

    Args:
        name: of the lease. what: is published, for people.

    Raises:
        Conflict: another run is at work; one that was killed is so for LEASE_S.
    """
    lease = Lease(_TenantLeases(transaction), name, LEASE_S)
    if not await lease.hold():
        raise Conflict(f"another run publishes {what}; try again when it is done, or in {LEASE_S:.0f} s")
    async with lease.renewed():
        yield


class _TenantLeases:
    """Leases (bot.ledger.leases) through a tenant's transactions: there may be no Ledger here."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def hold_lease(self, name: str, holder: str, seconds: float) -> bool:
        values = {"name": name, "holder": holder, "seconds": seconds}
        try:
            async with self._transaction() as conn:
                return bool(await rows.value(conn, SQL["hold_publishing"], values))
        except psycopg.OperationalError as error:
            raise StoreUnavailable from error

    async def release_lease(self, name: str, holder: str) -> None:
        async with self._transaction() as conn:
            await conn.execute(SQL["release_publishing"], {"name": name, "holder": holder})
