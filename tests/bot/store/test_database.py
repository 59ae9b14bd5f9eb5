"""The pool under cancellation: who is told to end does end."""

from __future__ import annotations

import asyncio

import pytest

from bot.store.database import Database
from tests.conftest import TestDatabase


@pytest.mark.parametrize("steps", range(12))
async def test_cancellation_that_meets_a_connection_handed_over_is_kept(db: TestDatabase, steps: int) -> None:
    database = Database(db.url, pool_size=1)
    await database.open()
    try:
        async with database.pool.connection():
            waiting = asyncio.create_task(database.row("SELECT 1"))
            await asyncio.sleep(0.05)
        for _ in range(steps):
            await asyncio.sleep(0)
        asked = waiting.cancel()
        await asyncio.wait({waiting})
        assert waiting.cancelled() is asked
        assert await database.row("SELECT 2") == (2,)  # the connection is not lost
    finally:
        await database.close()


async def test_statement_runs_in_a_task_that_was_cancelled_before(db: TestDatabase) -> None:
    """The last words of a shutdown."""
    database = Database(db.url, pool_size=1)
    await database.open()

    async def ending() -> object:
        try:
            await asyncio.Event().wait()
        finally:
            said = await database.row("SELECT 1")
        return said

    async def ended() -> object:
        try:
            return await ending()
        except asyncio.CancelledError:
            return await database.row("SELECT 2")

    task = asyncio.create_task(ended())
    await asyncio.sleep(0)
    task.cancel()
    assert await task == (2,)
    await database.close()
