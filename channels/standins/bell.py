"""Waiting for the stand-in to look a certain way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Literal, TypeVar

WAIT_S = 10.0  # for anything that the bot is to do

Found = TypeVar("Found")


class Bell:
    """Tells everybody who waits that something has changed."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()

    def wait(self) -> Coroutine[Any, Any, Literal[True]]:
        """Until it rings after this call, even when the waiting itself begins later, in a task of its own."""
        return self._rung.wait()

    async def until(self, look: Callable[[], Found | None], timeout_s: float, what: Callable[[], str]) -> Found:
        """What `look` returns once that is not None; it looks now and whenever the bell rings.

        Raises:
            TimeoutError: which says `what()` there is instead.
        """
        try:
            async with asyncio.timeout(timeout_s):
                while (found := look()) is None:
                    await self.wait()
                return found
        except TimeoutError:
            raise TimeoutError(f"not within {timeout_s:g} s; there is: {what()}") from None
