"""Work beside messages: tasks that somebody holds, duties that are started again when they fail, and their end.

The only module that starts tasks. A task that nobody holds may vanish, one whose failure nobody reads is a fault that
nobody hears of, and one that fails beside others must not take them along: here, it cannot.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from bot.errors import Permanent, StoreUnavailable
from bot.metrics import DUTY_FAILURES

FIRST_PAUSE_S, MAX_PAUSE_S = 1.0, 30.0  # before a duty that failed is started again: doubled with each failure in a row
STEADY_S = 10.0  # a duty that has run for so long has got over its last failure
DOWN_AFTER = 3  # failures in a row

T = TypeVar("T")
Work = Callable[[], Awaitable[None]]

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Duty:
    """Something that this node does for as long as it lives, and how that goes.

    `vital`: without it the node is of no use to guests. `ended`: it was done. `off`: it cannot be done at all, and
    `error` says why.
    """

    name: str
    vital: bool
    state: Literal["running", "failing", "ended", "off"] = "running"
    failures: int = 0  # in a row
    error: Permanent | None = None
    task: asyncio.Task[None] = field(init=False, repr=False)
    _since: float = field(default_factory=time.monotonic, repr=False)

    @property
    def is_down(self) -> bool:
        """Whether it cannot be relied on: it is off, or has failed again and again and does not run steadily yet."""
        return self.state == "off" or (self.failures >= DOWN_AFTER and not self._is_steady)

    @property
    def _is_steady(self) -> bool:
        return self.state == "running" and time.monotonic() - self._since > STEADY_S

    def began(self) -> None:
        self.state, self._since = "running", time.monotonic()

    def succeeded(self) -> None:
        """A round of it went well."""
        self.state, self.failures = "running", 0

    def failed(self, error: BaseException) -> None:
        self.failures = 1 if self._is_steady else self.failures + 1
        self.state = "failing"
        DUTY_FAILURES.labels(self.name).inc()
        told: dict[str, object] = {"duty": self.name, "failures": self.failures}
        if isinstance(error, StoreUnavailable):
            log.warning("a duty waits: the database cannot be reached", extra=told)
        else:
            log.error("a duty failed; it is started again", exc_info=error, extra=told)

    def turned_off(self, error: Permanent) -> None:
        self.state, self.error = "off", error
        log.error("off: %s", error, extra={"duty": self.name})


class Tasks:
    """Tasks of one owner, and its duties by name."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._duties: dict[str, Duty] = {}

    def __len__(self) -> int:
        return len(self._running)

    @property
    def duties(self) -> tuple[Duty, ...]:
        return tuple(self._duties.values())

    def start(self, work: Coroutine[Any, Any, T], name: str | None = None) -> asyncio.Task[T]:
        """Begin something whose end the caller looks at."""
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    def spawn(self, work: Coroutine[Any, Any, object], name: str | None = None) -> None:
        """Begin something that nobody waits for but the end (`drain`). Its failure is logged."""
        self.start(work, name).add_done_callback(_log_failure)

    def supervise(self, name: str, work: Work, *, vital: bool = False, max_pause_s: float = MAX_PAUSE_S) -> Duty:
        """Do it until it ends by itself, or says with Permanent that trying again is of no use; started again, after a
        pause, whenever it fails."""
        duty = Duty(name, vital)
        return self._take_up(duty, _keep(duty, work, max_pause_s))

    def repeat(self, name: str, work: Work, every_s: float, *, vital: bool = False) -> Duty:
        """Do it every so many seconds; after a failure the next round tries again."""
        duty = Duty(name, vital)
        return self._take_up(duty, _repeat(duty, work, every_s))

    async def wait(self, grace_s: float) -> None:
        """Let what runs, and what it still begins, end; not longer than the grace."""
        deadline = asyncio.get_running_loop().time() + grace_s
        while self._running and (left_s := deadline - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._running, timeout=left_s)

    async def drain(self, grace_s: float = 0.0) -> None:
        """Let what runs end; what does not within the grace is cancelled."""
        await self.wait(grace_s)
        await end(self._running)

    def _take_up(self, duty: Duty, work: Coroutine[Any, Any, None]) -> Duty:
        duty.task = self.start(work, duty.name)
        self._duties[duty.name] = duty
        return duty


async def end(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel them and wait until all have ended, however they do."""
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, T], name: str | None = None) -> AsyncIterator[asyncio.Task[T]]:
    """Do it while the block lasts; a failure shows to whoever looks at the task."""
    task = asyncio.create_task(work, name=name)
    try:
        yield task
    finally:
        await end([task])


async def _keep(duty: Duty, work: Work, max_pause_s: float) -> None:
    while True:
        duty.began()
        try:
            await work()
        except Permanent as error:
            duty.turned_off(error)
            return
        except BaseException as error:
            _raise_if_ours(error)
            duty.failed(error)
            await asyncio.sleep(min(FIRST_PAUSE_S * 2.0 ** (min(duty.failures, 10) - 1), max_pause_s))
        else:
            duty.state = "ended"
            return


async def _repeat(duty: Duty, work: Work, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        try:
            await work()
        except BaseException as error:
            _raise_if_ours(error)
            duty.failed(error)
        else:
            duty.succeeded()


def _raise_if_ours(error: BaseException) -> None:
    """Raise it unless it is a failure of the work. A cancellation of something within the work (a connection's own
    task) is one; that of the duty itself is not."""
    if isinstance(error, asyncio.CancelledError):
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise error
    elif not isinstance(error, Exception):
        raise error


def _log_failure(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("work in the background failed", exc_info=error, extra={"task": task.get_name()})
