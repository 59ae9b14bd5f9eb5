"""A node in the test's own process, with its channels."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app import App
from bot.core import Core
from bot.settings import Secrets, Settings
from tests.conftest import TestDatabase

READY_S = 20.0


@dataclass
class Node:
    """`running` ends with the node, and fails with it."""

    app: App
    running: asyncio.Task[None]

    @property
    def core(self) -> Core:
        return self.app.core

    async def stop(self) -> None:
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)


@asynccontextmanager
async def node(
    db: TestDatabase, settings: Settings, secrets: Secrets, ready: Callable[[Core], Awaitable[object]]
) -> AsyncIterator[Node]:
    """A node until the block ends, once it is `ready` or (why, `running` knows) has ended."""
    app = App(settings, secrets, db.url)
    node = Node(app, asyncio.create_task(app.run()))
    waiting = asyncio.ensure_future(ready(app.core))
    try:
        async with asyncio.timeout(READY_S):
            await asyncio.wait({node.running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            waiting.result()
        yield node
    finally:
        waiting.cancel()
        await node.stop()


async def started(core: Core) -> None:
    """Whether or not its channels have begun."""
    while not core.health.started:
        await asyncio.sleep(0.01)
