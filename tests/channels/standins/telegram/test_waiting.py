"""A poll that waits misses nothing that happens meanwhile."""

from __future__ import annotations

import asyncio

from channels.standins.telegram.updates import UpdateQueue


async def test_updates_released_in_the_step_after_a_poll_began_are_delivered() -> None:
    queue = UpdateQueue(held=True)
    queue.add("message", {})
    polling = asyncio.ensure_future(queue.poll(0, 10, 30))

    def release() -> None:
        queue.held = False
        queue.bell.ring()

    asyncio.get_running_loop().call_soon(release)
    assert [update["update_id"] for update in await asyncio.wait_for(polling, 5)] == [700_000_001]
