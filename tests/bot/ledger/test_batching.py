"""Calls made at the same time share one flush; each gets its own result or its own error."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import StoreUnavailable
from bot.ledger.batching import MAX_IN_FLIGHT, Batcher


async def test_submit_many_at_once_share_flushes_and_keep_their_results() -> None:
    batches: list[list[int]] = []

    async def flush(items: list[int]) -> list[int]:
        batches.append(items)
        await asyncio.sleep(0.01)
        return [item * 2 for item in items]

    batcher: Batcher[int, int] = Batcher(flush)
    assert await asyncio.gather(*(batcher.submit(n) for n in range(50))) == [n * 2 for n in range(50)]
    assert len(batches) <= MAX_IN_FLIGHT + 1
    assert sorted(item for batch in batches for item in batch) == list(range(50))


async def test_submit_one_of_many_fails_alone() -> None:
    async def flush(items: list[int]) -> list[int]:
        if 7 in items:
            raise ValueError("seven")
        return items

    batcher: Batcher[int, int] = Batcher(flush)
    results = await asyncio.gather(*(batcher.submit(n) for n in range(10)), return_exceptions=True)
    assert [r for r in results if isinstance(r, int)] == [n for n in range(10) if n != 7]
    assert isinstance(results[7], ValueError)


async def test_submit_database_away_is_not_repeated_one_by_one() -> None:
    calls = 0

    async def flush(items: list[int]) -> list[int]:
        nonlocal calls
        calls += 1
        raise StoreUnavailable

    batcher: Batcher[int, int] = Batcher(flush)
    results = await asyncio.gather(*(batcher.submit(n) for n in range(10)), return_exceptions=True)
    assert all(isinstance(r, StoreUnavailable) for r in results)
    assert calls <= MAX_IN_FLIGHT


async def test_submit_caller_cancelled_others_are_served() -> None:
    release = asyncio.Event()

    async def flush(items: list[int]) -> list[int]:
        await release.wait()
        return items

    batcher: Batcher[int, int] = Batcher(flush)
    tasks = [asyncio.create_task(batcher.submit(n)) for n in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    release.set()
    assert await asyncio.gather(tasks[0], tasks[2]) == [0, 2]
    with pytest.raises(asyncio.CancelledError):
        await tasks[1]
