"""Nobody who waits on a stand-in misses what happens meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from channels.standins.bell import Bell


async def test_bell_rung_before_the_waiting_task_has_begun_counts() -> None:
    bell = Bell()
    waiting = asyncio.ensure_future(bell.wait())
    bell.ring()
    assert await asyncio.wait_for(waiting, 5)


async def test_until_looks_at_once_and_after_each_ring() -> None:
    bell, seen = Bell(), list[str]()

    def look() -> int | None:
        return len(seen) if len(seen) >= 2 else None

    waiting = asyncio.ensure_future(bell.until(look, 5, lambda: "nothing"))
    for word in ("a", "b"):
        await asyncio.sleep(0)
        seen.append(word)
        bell.ring()
    assert await waiting == 2
    assert await bell.until(look, 5, lambda: "nothing") == 2


async def test_until_in_vain_tells_what_there_is_instead() -> None:
    with pytest.raises(TimeoutError, match=r"^not within 0 s; there is: two cats$"):
        await Bell().until(lambda: None, 0, lambda: "two cats")
