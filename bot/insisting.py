"""Two ways not to give up at the first failure."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.errors import StoreUnavailable

T = TypeVar("T")
Item = TypeVar("Item")

log = logging.getLogger(__name__)


async def insist(act: Callable[[], Awaitable[T]], pauses_s: Sequence[float], what: str) -> T:
    """Do it, also when the database is away for a moment. `what` says in the log what waits.

    Raises:
        StoreUnavailable: it stays away for longer than the pauses.
    """
    for pause_s in pauses_s:
        try:
            return await act()
        except StoreUnavailable:
            log.warning("%s waits: the database is away", what, extra={"retry_after_s": pause_s})
            await asyncio.sleep(pause_s)
    return await act()


async def all_or_each(
    items: Sequence[Item],
    act: Callable[[Sequence[Item]], Awaitable[None]],
    refuse: Callable[[Item, Exception], None],
    *,
    errors: tuple[type[Exception], ...],
    is_general: Callable[[Exception], bool] = lambda error: False,
) -> None:
    """Do it for all items together; when that fails, for each alone, so that only the guilty are left out.

    Args:
        act: does it for some, whole or not at all.
        refuse: is told of each item that it cannot be done for, and why.
        errors: failures of items; others are raised.
        is_general: whether a failure is no item's own: then none is tried alone.
    """
    if not items:
        return
    try:
        await act(items)
    except errors as error:
        if len(items) == 1 or is_general(error):
            for item in items:
                refuse(item, error)
            return
        for item in items:
            await all_or_each([item], act, refuse, errors=errors, is_general=is_general)
