"""Gathers calls that are made at the same time into one: under load one commit carries many, alone none waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from bot.errors import StoreUnavailable
from bot.tasks import Tasks

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_ITEMS = 64
MAX_IN_FLIGHT = 2  # while these run, the next batch gathers


class Batcher(Generic[Item, Result]):
    """`flush` takes items and returns as many results, in order. If it raises for several, each is tried alone."""

    def __init__(self, flush: Callable[[list[Item]], Awaitable[list[Result]]]) -> None:
        self._flush = flush
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._in_flight = 0
        self._tasks = Tasks()

    async def submit(self, item: Item) -> Result:
        """The item's result. Raises what `flush` raises for this item alone."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._in_flight < MAX_IN_FLIGHT:
            self._in_flight += 1
            self._tasks.spawn(self._work())
        return await future

    async def _work(self) -> None:
        try:
            while batch := self._waiting[:MAX_ITEMS]:
                del self._waiting[:MAX_ITEMS]
                await self._settle(batch)
        finally:
            self._in_flight -= 1

    async def _settle(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._flush([item for item, _ in batch])
        except Exception as error:
            if len(batch) > 1 and not isinstance(error, StoreUnavailable):
                for single in batch:
                    await self._settle([single])
                return
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
        else:
            for (_, future), result in zip(batch, results, strict=True):
                if not future.done():  # its caller was cancelled
                    future.set_result(result)
