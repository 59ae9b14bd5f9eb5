"""Scheduled work on procrastinate, in the same database: the daily cleanup and the funnel's roll-up, once across nodes.

Each node runs a worker. A tick of a schedule is deferred once whatever the number of nodes (procrastinate keeps one
row a task and tick), and a queueing lock keeps a second job of a task from waiting behind an unfinished one.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import procrastinate

from bot.errors import StoreUnavailable
from bot.ledger.funnel import Funnel
from bot.ledger.ledger import Ledger
from bot.settings import JobSettings
from bot.store.database import end_pool_workers
from bot.store.embedded import BOT_ROLE
from bot.store.migrations import JOBS_SCHEMA

CLEANUP = "lobby.cleanup"
ROLL_UP = "lobby.roll_up_funnel"
POOL_SIZE = 3  # one listens, one fetches, one works
POLL_S = 5.0  # jobs are announced by NOTIFY; this is for a lost one

log = logging.getLogger(__name__)

Clean = Callable[[], Awaitable[tuple[int, int]]]
RollUp = Callable[[], Awaitable[int]]


def build(
    url: str, settings: JobSettings, clean: Clean, roll_up: RollUp, pool_name: str | None = None
) -> procrastinate.App:
    """The job queue of one node. `clean` is what the cleanup runs, `roll_up` what the funnel's roll-up does."""
    connector = procrastinate.PsycopgConnector(
        conninfo=url,
        name=pool_name,
        min_size=1,
        max_size=POOL_SIZE,
        kwargs={"options": f"-c search_path={JOBS_SCHEMA} -c role={BOT_ROLE}", "application_name": "lobby jobs"},
    )
    app = procrastinate.App(connector=connector)
    retry = procrastinate.RetryStrategy(max_attempts=3, wait=60)

    # No task has a lock: the job of a killed node would hold it for ever.
    @app.periodic(cron=settings.cleanup_cron, periodic_id=CLEANUP)
    @app.task(name=CLEANUP, queueing_lock=CLEANUP, retry=retry)
    async def cleanup(timestamp: int) -> None:
        deleted, archived = await clean()
        log.info("cleanup done", extra={"deleted": deleted, "archived": archived})

    # The database lets one roll up at a time. No retry: the next minute brings another.
    @app.periodic(cron=settings.funnel_cron, periodic_id=ROLL_UP)
    @app.task(name=ROLL_UP, queueing_lock=ROLL_UP)
    async def roll_up_funnel(timestamp: int) -> None:
        log.debug("funnel rolled up", extra={"events": await roll_up()})

    return app


async def run(url: str, settings: JobSettings, ledger: Ledger, grace_s: float) -> None:
    """Work until cancelled; a job in progress may then finish within `grace_s`.

    Raises:
        StoreUnavailable: the connection to the database is lost.
    """
    pool_name = f"jobs-{uuid4().hex}"
    roll_up = Funnel(ledger.database).roll_up
    app = build(url, settings, lambda: cleanup(ledger, settings.archive_after_days), roll_up, pool_name)
    try:
        await work(app, grace_s)
    finally:
        await end_pool_workers(pool_name)
    raise StoreUnavailable


async def work(app: procrastinate.App, grace_s: float) -> None:
    """One worker's life; ends when cancelled or when its connection to the database is lost."""
    async with app.open_async():
        await app.run_worker_async(
            install_signal_handlers=False,
            fetch_job_polling_interval=POLL_S,
            shutdown_graceful_timeout=grace_s,
            delete_jobs="successful",
        )


async def cleanup(ledger: Ledger, archive_after_days: int) -> tuple[int, int]:
    """Delete expired sessions, archive converted ones older than that (0: none). Returns both counts."""
    return await ledger.cleanup(timedelta(days=archive_after_days) if archive_after_days else None)
