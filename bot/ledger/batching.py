"""Gathers calls that are made at the same time into one: under load one commit carries many, alone none waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, TypeVar

from bot.errors import StoreUnavailable
from bot.insisting import all_or_each
from bot.tasks import Tasks

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_ITEMS = 64
PATIENCE_S = 0.02  # a flush that takes longer (somebody holds a row, the database is far) is not waited for
MAX_IN_FLIGHT = 3


class Batcher(Generic[Item, Result]):
    """`flush` takes items and returns as many results, in order. If it raises for several, each is tried alone.

    While a flush runs the next batch gathers: two at a time would halve the batches, and each costs a commit. One that
    takes long keeps nobody up but its own.
    """

    def __init__(self, flush: Callable[[list[Item]], Awaitable[list[Result]]]) -> None:
        self._flush = flush
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._in_flight = 0
        self._slow = 0  # of those in flight
        self._tasks = Tasks()

    async def submit(self, item: Item) -> Result:
        """The item's result. Raises what `flush` raises for this item alone."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        self._begin()
        return await future

    def _begin(self) -> None:
        if self._waiting and self._in_flight == self._slow < MAX_IN_FLIGHT:
            self._in_flight += 1
            self._tasks.spawn(self._work())

    async def _work(self) -> None:
        try:
            while self._waiting and self._in_flight == self._slow + 1:  # this one, and no other that is quick
                batch = self._waiting[:MAX_ITEMS]
                del self._waiting[:MAX_ITEMS]
                await self._settle(batch)
        finally:
            self._in_flight -= 1

    async def _settle(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        slow = False

        def lose_patience() -> None:
            nonlocal slow
            slow = True
            self._slow += 1
            self._begin()

        timer = asyncio.get_running_loop().call_later(PATIENCE_S, lose_patience)
        try:
            await all_or_each(batch, self._do, _fail, errors=(Exception,), is_general=_is_general)
        finally:
            timer.cancel()
            self._slow -= slow

    async def _do(self, batch: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        results = await self._flush([item for item, _ in batch])
        for (_, future), result in zip(batch, results, strict=True):
            if not future.done():  # its caller was cancelled
                future.set_result(result)


def _fail(waiting: tuple[Any, asyncio.Future[Any]], error: Exception) -> None:
    if not waiting[1].done():
        waiting[1].set_exception(error)


def _is_general(error: Exception) -> bool:
    return isinstance(error, StoreUnavailable)
