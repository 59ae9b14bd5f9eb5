"""Work that follows an acknowledgement: what Slack shows of something that is stored already."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.errors import Permanent, Retryable
from bot.tasks import Tasks

ATTEMPTS = 6
MAX_PAUSE_S = 60.0

log = logging.getLogger(__name__)

Work = Callable[[bool], Awaitable[object]]  # True: an earlier try may have reached Slack


class Background:
    def __init__(self) -> None:
        self._tasks = Tasks()

    def later(self, work: Work) -> None:
        """Do it now or, where Slack asks for patience, a little later; it must bear being repeated."""
        self._tasks.spawn(_do(work))

    async def drain(self, grace_s: float) -> None:
        """Let it end; what does not in time is given up."""
        await self._tasks.drain(grace_s)


async def _do(work: Work) -> None:
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
