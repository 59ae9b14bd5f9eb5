"""Work that follows an acknowledgement: what Slack shows of something that is stored already."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.errors import Permanent, Retryable

ATTEMPTS = 6
MAX_PAUSE_S = 60.0

log = logging.getLogger(__name__)

Work = Callable[[bool], Awaitable[object]]  # True: an earlier try may have reached Slack


class Background:
    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def later(self, work: Work) -> None:
        """Do it now or, where Slack asks for patience, a little later; it must bear being repeated."""
        task = asyncio.create_task(_done(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, grace_s: float) -> None:
        """Let it end; what does not in time is given up."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace_s)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _done(work: Work) -> None:
    for attempt in range(ATTEMPTS):
        try:
            await work(attempt > 0)
        except Retryable as error:
            log.warning("postponed: %s", error, extra={"retry_after_s": error.retry_after_s})
            await asyncio.sleep(min(error.retry_after_s, MAX_PAUSE_S))
        except Permanent as error:
            log.warning("given up: %s", error)
            return
        except Exception:
            log.exception("given up")
            return
        else:
            return
    log.warning("given up after %s attempts", ATTEMPTS)
