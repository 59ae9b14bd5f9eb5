"""An administrator's connection in a tenant's scope."""

from __future__ import annotations

import asyncio

import psycopg

from bot.store.administering import tenant_transactions
from tests.conftest import TestDatabase


async def test_tenant_transactions_asked_for_at_once_follow_each_other(db: TestDatabase) -> None:
    """As when a lease is renewed while a long transaction is at work."""
    tenant = db.add_tenant("alpha")
    order: list[str] = []
    is_open = asyncio.Event()

    async with await psycopg.AsyncConnection.connect(db.admin_url, autocommit=True) as conn:
        transaction = tenant_transactions(conn, tenant)

        async def work() -> None:
            async with transaction() as own:
                is_open.set()
                await own.execute("SELECT pg_sleep(0.1)")
                order.append("work")

        async def renew() -> None:
            await is_open.wait()
            async with transaction() as own:
                row = await (await own.execute("SELECT slug FROM tenant_registry")).fetchone()
                assert row == ("alpha",)
            order.append("renewal")

        await asyncio.gather(work(), renew())
    assert order == ["work", "renewal"]
