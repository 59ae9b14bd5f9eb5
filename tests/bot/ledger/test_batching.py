"""Calls made at the same time share one flush; each gets its own result or its own error."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import StoreUnavailable
from bot.ledger.batching import MAX_IN_FLIGHT, PATIENCE_S, Batcher


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


async def test_submit_while_a_flush_runs_gathers_one_batch() -> None:
    batches: list[list[int]] = []
    release = asyncio.Event()

    async def flush(items: list[int]) -> list[int]:
        batches.append(items)
        await release.wait()
        return items

    batcher: Batcher[int, int] = Batcher(flush)
    tasks = []
    for n in range(5):
        tasks.append(asyncio.create_task(batcher.submit(n)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)  # the first is on its way
    release.set()
    assert await asyncio.gather(*tasks) == [0, 1, 2, 3, 4]
    assert batches == [[0], [1, 2, 3, 4]]


async def test_submit_behind_a_slow_flush_is_served() -> None:
    release = asyncio.Event()

    async def flush(items: list[str]) -> list[str]:
        if "slow" in items:
            await release.wait()
        return items

    batcher: Batcher[str, str] = Batcher(flush)
    slow = asyncio.create_task(batcher.submit("slow"))
    await asyncio.sleep(0.001)
    async with asyncio.timeout(5):  # the first of them waits for the slow one's time to be over
        assert [await batcher.submit(item) for item in ("a", "b")] == ["a", "b"]
    assert not slow.done()
    release.set()
    assert await slow == "slow"
    async with asyncio.timeout(5):
        assert await batcher.submit("c") == "c"


async def test_submit_behind_many_slow_flushes_waits_for_one_of_them() -> None:
    running = 0
    most = 0
    release = asyncio.Event()

    async def flush(items: list[int]) -> list[int]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await release.wait()
        running -= 1
        return items

    batcher: Batcher[int, int] = Batcher(flush)
    tasks = []
    for n in range(MAX_IN_FLIGHT + 2):
        tasks.append(asyncio.create_task(batcher.submit(n)))
        await asyncio.sleep(PATIENCE_S * 1.5)
    release.set()
    assert await asyncio.gather(*tasks) == list(range(MAX_IN_FLIGHT + 2))
    assert most == MAX_IN_FLIGHT
