"""Tasks that are held, duties that are started again, and their end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.errors import Permanent, StoreUnavailable
from bot.tasks import DOWN_AFTER, Duty, Tasks, beside

SOON_S = 0.001


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    tasks = Tasks()
    yield tasks
    await tasks.drain()


class Work:
    """Fails as often as it is told, then is done or, `for_ever`, goes on."""

    def __init__(self, *failures: BaseException, for_ever: bool = False) -> None:
        self.failures = list(failures)
        self.calls = 0
        self.reached = asyncio.Event()  # beyond its failures
        self._for_ever = for_ever

    async def __call__(self) -> None:
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)
        self.reached.set()
        if self._for_ever:
            await asyncio.Event().wait()


async def test_supervise_work_that_fails_is_started_again_and_its_neighbours_go_on(
    tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    steady, failing = Work(for_ever=True), Work(ValueError("broken"), for_ever=True)
    neighbour = tasks.supervise("steady", steady)
    duty = tasks.supervise("failing", failing, max_pause_s=SOON_S)
    await failing.reached.wait()
    assert (duty.state, duty.failures, duty.is_down) == ("running", 1, False)
    assert (neighbour.state, neighbour.task.done(), steady.calls) == ("running", False, 1)
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.__dict__["duty"] == "failing"


@pytest.mark.parametrize("error", [ValueError(), StoreUnavailable(), asyncio.CancelledError()])
async def test_supervise_work_that_fails_again_and_again_is_down(tasks: Tasks, error: BaseException) -> None:
    work = Work(*[error] * DOWN_AFTER, for_ever=True)
    duty = tasks.supervise("failing", work, max_pause_s=SOON_S)
    await work.reached.wait()
    assert duty.failures == DOWN_AFTER
    assert duty.is_down  # it has only just begun to run


async def test_supervise_work_that_ends_is_not_started_again(tasks: Tasks) -> None:
    work = Work()
    duty = tasks.supervise("once", work)
    await duty.task
    assert (duty.state, duty.is_down, work.calls) == ("ended", False, 1)


async def test_supervise_work_that_is_of_no_use_is_off_at_once(tasks: Tasks) -> None:
    work = Work(Permanent("the token is wrong"))
    duty = tasks.supervise("channel", work)
    await duty.task
    assert (duty.state, duty.is_down, work.calls) == ("off", True, 1)
    assert str(duty.error) == "the token is wrong"


async def test_repeat_round_fails_next_round_tries_again_and_makes_good(tasks: Tasks) -> None:
    work = Work(*[ValueError()] * DOWN_AFTER)
    duty: Duty = tasks.repeat("sweep", work, SOON_S)
    failures = []
    while not work.reached.is_set():
        failures.append(duty.failures)
        await asyncio.sleep(SOON_S)
    while duty.failures:
        await asyncio.sleep(SOON_S)
    assert (max(failures), duty.state, duty.is_down) == (DOWN_AFTER, "running", False)


async def test_drain_lets_tasks_and_what_they_begin_end(tasks: Tasks) -> None:
    ended = []

    async def second() -> None:
        await asyncio.sleep(0)
        ended.append("second")

    async def first() -> None:
        await asyncio.sleep(0)
        tasks.spawn(second())
        ended.append("first")

    tasks.spawn(first())
    await tasks.drain(grace_s=10)
    assert (ended, len(tasks)) == (["first", "second"], 0)


async def test_drain_what_does_not_end_in_time_is_cancelled(tasks: Tasks) -> None:
    task = tasks.start(asyncio.Event().wait())
    await tasks.drain(grace_s=SOON_S)
    assert task.cancelled()


async def test_spawn_failure_is_logged(tasks: Tasks, caplog: pytest.LogCaptureFixture) -> None:
    tasks.spawn(Work(ValueError("broken"))(), "errand")
    await tasks.drain(grace_s=10)
    assert [record.__dict__["task"] for record in caplog.records] == ["errand"]


async def test_beside_lasts_as_long_as_the_block() -> None:
    async with beside(asyncio.Event().wait()) as task:
        await asyncio.sleep(0)
        assert not task.done()
    assert task.cancelled()
