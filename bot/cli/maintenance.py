"""`bot cleanup`, `bot plugins` and `bot doctor`: looking after an installation."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import JsonFlag, run_async, settings, show, table

if TYPE_CHECKING:
    from bot.plugins import Loaded
    from bot.settings import Settings


def register(parent: typer.Typer) -> None:
    parent.command("cleanup")(cleanup)
    parent.command("plugins")(plugins)
    parent.command("doctor")(doctor)


def cleanup(
    archive_after_days: Annotated[
        int | None,
        typer.Option(min=0, help="Archive conversions older than this; 0: none. [jobs] archive_after_days by default."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Delete expired sessions and archive old converted ones, as the running bot does every day."""
    chosen = settings()
    days = chosen.jobs.archive_after_days if archive_after_days is None else archive_after_days
    deleted, archived = run_async(_clean(chosen, days))
    text = f"{deleted} expired sessions deleted, {archived} converted ones archived"
    show({"deleted": deleted, "archived": archived}, text, as_json=as_json)


async def _clean(chosen: Settings, archive_after_days: int) -> tuple[int, int]:
    from datetime import timedelta

    from bot import jobs
    from bot.ledger.ledger import Ledger
    from bot.store.database import Database
    from bot.store.storage import prepared

    database = Database((await prepared(chosen)).url, pool_size=1)
    await database.open()
    try:
        return await jobs.cleanup(Ledger(database, timedelta(0)), archive_after_days)
    finally:
        await database.close()


def plugins(as_json: JsonFlag = False) -> None:
    """List the plugins and channels that are loaded, from where, and the hooks they implement."""
    loaded = run_async(_load(settings()))
    rows = [(p.name, p.group.removeprefix("lobby."), p.origin, ", ".join(p.hooks)) for p in loaded]
    show([asdict(p) for p in loaded], table(("name", "kind", "from", "hooks"), rows), as_json=as_json)


async def _load(chosen: Settings) -> list[Loaded]:
    from bot.app import App
    from bot.settings import Secrets

    return App(chosen, Secrets.from_environment(), url="").loaded  # built, never started: no database is needed


def doctor(as_json: JsonFlag = False) -> None:
    """Check the installation and say what to do. Exit code 1 when something must be done."""
    from bot.doctor import examine

    findings = examine(settings())
    marks = {True: "✓", False: "✗", None: "·"}
    rows = [(marks[f.ok], f.name, f.detail + (f" → {f.advice}" if f.advice else "")) for f in findings]
    show([asdict(f) for f in findings], table(("", "check", ""), rows), as_json=as_json)
    if any(f.ok is False for f in findings):
        raise typer.Exit(1)
