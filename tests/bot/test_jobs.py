"""Scheduled work: once across all nodes, and it cleans."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import procrastinate
import pytest

from bot import jobs
from bot.app import App
from bot.settings import JobSettings, Secrets, Settings
from tests.conftest import TestDatabase

GRACE_S = 5.0
NEVER = JobSettings(cleanup_cron="0 0 29 2 *", funnel_cron="0 0 29 2 *")  # ticks are given by hand


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await condition():
            await asyncio.sleep(0.05)


def rows(db: TestDatabase, query: str) -> list[tuple[Any, ...]]:
    with db.admin() as conn:
        return conn.execute(query.encode()).fetchall()


async def no_roll_up() -> int:
    return 0


class Node:
    """A worker whose cleanup is counted."""

    def __init__(self, db: TestDatabase, runs: list[int], number: int) -> None:
        async def clean() -> tuple[int, int]:
            runs.append(number)
            await asyncio.sleep(0.1)
            return 0, 0

        self.app = jobs.build(db.url, NEVER, clean, no_roll_up)
        self.task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> procrastinate.App:
        self.task = asyncio.create_task(jobs.work(self.app, GRACE_S))
        await until(self._is_open)
        return self.app

    async def __aexit__(self, *error: object) -> None:
        assert self.task is not None
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task

    async def _is_open(self) -> bool:
        try:
            return bool(await self.app.check_connection_async())
        except procrastinate.exceptions.AppNotOpen:
            return False


async def tick(app: procrastinate.App, timestamp: int) -> None:
    """What each node's own clock does when the schedule's moment comes."""
    deferrer = procrastinate.periodic.PeriodicDeferrer(registry=app.periodic_registry)
    task = app.periodic_registry.periodic_tasks[jobs.CLEANUP, jobs.CLEANUP]
    await deferrer.defer_jobs([(task, timestamp)])


async def test_tick_seen_by_two_nodes_runs_once(db: TestDatabase) -> None:
    runs: list[int] = []
    async with Node(db, runs, 1) as first, Node(db, runs, 2) as second:
        await asyncio.gather(tick(first, 1_000), tick(second, 1_000))
        await until(lambda: _ran(runs, 1))
        await tick(second, 1_000)
        await asyncio.gather(tick(first, 2_000), tick(second, 2_000))
        await until(lambda: _ran(runs, 2))
        await asyncio.sleep(0.3)
    assert len(runs) == 2


async def _ran(runs: list[int], count: int) -> bool:
    return len(runs) >= count


async def test_worker_that_is_cancelled_lets_its_job_finish(db: TestDatabase) -> None:
    finished: list[bool] = []
    started = asyncio.Event()

    async def clean() -> tuple[int, int]:
        started.set()
        await asyncio.sleep(0.3)
        finished.append(True)
        return 0, 0

    app = jobs.build(db.url, NEVER, clean, no_roll_up)
    async with jobs.build(db.url, NEVER, clean, no_roll_up).open_async() as other:
        await tick(other, 1_000)
    worker = asyncio.create_task(jobs.work(app, GRACE_S))
    async with asyncio.timeout(20):
        await started.wait()
    worker.cancel()
    with pytest.raises(asyncio.CancelledError):
        await worker
    assert finished == [True]
    assert rows(db, "SELECT status FROM procrastinate.procrastinate_jobs") == []  # done and removed
    assert rows(db, "SELECT * FROM procrastinate.procrastinate_workers") == []


async def test_node_cleans_expired_sessions_when_its_schedule_comes(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    with db.admin() as conn:
        conn.execute(
            "INSERT INTO prospective_sessions (tenant_id, cookie_id, expires_at)"
            " SELECT %s, n::text, now() - interval '1 s' FROM generate_series(1, 3) n",
            (tenant,),
        )
        conn.execute("INSERT INTO prospective_sessions (tenant_id, cookie_id) VALUES (%s, 'active')", (tenant,))
    nothing = {"enabled": (), "entry_points": False}
    settings = Settings(plugins=nothing, channels=nothing, jobs={"cleanup_cron": "* * * * *"})  # the last minute's tick
    async with App(settings, Secrets(), db.url).started(), App(settings, Secrets(), db.url).started():

        async def cleaned() -> bool:
            return rows(db, "SELECT cookie_id FROM prospective_sessions") == [("active",)]

        await until(cleaned)
    assert rows(db, "SELECT * FROM procrastinate.procrastinate_workers") == []


async def test_node_without_jobs_runs_none(db: TestDatabase) -> None:
    nothing = {"enabled": (), "entry_points": False}
    async with App(Settings(plugins=nothing, channels=nothing, jobs={"enabled": False}), Secrets(), db.url).started():
        await asyncio.sleep(0.2)
        assert rows(db, "SELECT * FROM procrastinate.procrastinate_workers") == []
