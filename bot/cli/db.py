"""`bot db`: migrations, validation, the address of the database, and vector indexes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.console import JsonFlag, confirmed, note, settings, show, table

cli = typer.Typer(help="The database: migrations, validation, indexes.", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    parent.add_typer(cli, name="db")


@cli.command()
def migrate(as_json: JsonFlag = False) -> None:
    """Apply the pending migrations."""
    from bot.store import storage

    applied = storage.migrate(storage.find(settings()), report=lambda version: note(f"applied {version}"))
    show({"applied": applied}, f"{len(applied)} applied" if applied else "nothing to apply", as_json=as_json)


@cli.command()
def rollback(
    steps: Annotated[int, typer.Option(min=1, help="How many migrations to take back, the newest first.")] = 1,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Take back the newest migrations, with the data of what they created."""
    from bot.store import migrations, storage

    if not confirmed(f"Take back {steps} migration(s)? What they created is deleted with its data.", yes=yes):
        raise typer.Exit(1)
    found = storage.find(settings())
    undone = migrations.rollback(found.admin_url, steps, report=lambda version: note(f"taken back {version}"))
    show({"rolled_back": undone}, f"{len(undone)} taken back" if undone else "nothing to take back", as_json=as_json)


@cli.command()
def status(as_json: JsonFlag = False) -> None:
    """List the migrations, and which are applied."""
    from bot.store import migrations, storage

    states = migrations.status(storage.find(settings()).admin_url)
    rows = [(s.version, s.applied_at or "pending", "edited after it was applied" if s.changed else "") for s in states]
    show([asdict(state) for state in states], table(("migration", "applied", ""), rows), as_json=as_json)


@cli.command()
def validate(as_json: JsonFlag = False) -> None:
    """Run sql/validate.sql: tables, columns, functions, policies and index usage."""
    from bot.store import storage
    from bot.store.validation import validate as run_checks

    checks = run_checks(storage.find(settings()).admin_url)
    rows = [("✓" if check.ok else "✗", check.name, check.detail) for check in checks]
    show([asdict(check) for check in checks], table(("", "check", "detail"), rows), as_json=as_json)
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


@cli.command()
def url(as_json: JsonFlag = False) -> None:
    """Print the administrator's connection string. An embedded server that was not running stays up (`bot db stop`)."""
    from bot.store import storage

    found = storage.find(settings(), keep_running=True)
    show({"url": found.admin_url, "embedded": found.embedded}, found.admin_url, as_json=as_json)


@cli.command()
def stop(as_json: JsonFlag = False) -> None:
    """Stop the embedded server, whoever uses it."""
    from bot.store.embedded import EmbeddedServer

    stopped = EmbeddedServer(settings().data_dir).stop()
    show({"stopped": stopped}, "stopped" if stopped else "it was not running", as_json=as_json)


@cli.command()
def index(
    above: Annotated[int, typer.Option(min=0, help="Only tenants with more live units than this.")] = 1000,
    as_json: JsonFlag = False,
) -> None:
    """Build the vector indexes of large tenants that have none yet. Searches and writes go on meanwhile."""
    from bot.store import storage
    from bot.store.vector_indexes import build_missing

    url = storage.find(settings()).admin_url
    built = build_missing(url, above, report=lambda name, units: note(f"building {name} ({units} units) …"))
    show({"built": built}, f"{len(built)} built" if built else "none is missing", as_json=as_json)
