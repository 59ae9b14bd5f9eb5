"""Applies `sql/migrations/*.sql` in the order of their names, one transaction each, and takes them back.

The files are plain SQL: `psql -f` in the same order gives the same database. A file that has been applied is never
edited; its rollback lies under the same name in `sql/migrations/rollback/`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files

import psycopg

from bot.errors import StoreError, StoreUnavailable

JOBS_SCHEMA = "procrastinate"
_LOCK = 7_205_759_403  # one migrating process at a time; any constant will do

_HISTORY = """
CREATE SCHEMA IF NOT EXISTS lobby;
CREATE TABLE IF NOT EXISTS lobby.schema_migrations (
  version text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
"""


@dataclass(frozen=True, slots=True)
class Migration:
    version: str  # the file's name without .sql
    up: str
    down: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.up.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class State:
    version: str
    applied_at: str | None  # ISO 8601; None: pending
    changed: bool = False  # the file is not the one that was applied


def migrations() -> list[Migration]:
    """All migrations of the installation, oldest first.

    Raises:
        StoreError: a migration without a rollback.
    """
    folder = files("sql").joinpath("migrations")
    found = []
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name):
        rollback = folder.joinpath("rollback", file.name)
        if not rollback.is_file():
            raise StoreError(f"sql/migrations/rollback/{file.name} is missing")
        found.append(Migration(file.name.removesuffix(".sql"), file.read_text("utf-8"), rollback.read_text("utf-8")))
    return found


def migrate(url: str, report: Callable[[str], None] = lambda version: None) -> list[str]:
    """Apply what is pending, and the job queue's own schema. Returns the versions applied.

    Raises:
        StoreUnavailable: no connection.
        StoreError: a statement failed (that migration is rolled back whole), or an applied file was edited.
    """
    applied: list[str] = []
    with _connected(url) as conn:
        known = _history(conn)
        for migration in migrations():
            if migration.version in known:
                _refuse_edited(migration, known[migration.version][0])
                continue
            _run(conn, migration.version, migration.up)
            conn.execute(
                "INSERT INTO lobby.schema_migrations (version, checksum) VALUES (%s, %s)",
                (migration.version, migration.checksum),
            )
            conn.commit()
            applied.append(migration.version)
            report(migration.version)
        conn.execute("GRANT SELECT ON lobby.schema_migrations TO lobby_bot")  # a node asks before it starts
        conn.commit()
        _add_jobs_schema(conn)
    return applied


def rollback(url: str, steps: int = 1, report: Callable[[str], None] = lambda version: None) -> list[str]:
    """Take back the newest `steps` applied migrations. Returns their versions. Raises as `migrate`."""
    undone: list[str] = []
    with _connected(url) as conn:
        known = _history(conn)
        for migration in [m for m in reversed(migrations()) if m.version in known][:steps]:
            _run(conn, f"the rollback of {migration.version}", migration.down)
            conn.execute("DELETE FROM lobby.schema_migrations WHERE version = %s", (migration.version,))
            conn.commit()
            undone.append(migration.version)
            report(migration.version)
    return undone


def status(url: str) -> list[State]:
    """Every known migration with when it was applied."""
    with _connected(url) as conn:
        known = _history(conn)
    return [
        State(m.version, known[m.version][1], known[m.version][0] != m.checksum)
        if m.version in known
        else State(m.version, None)
        for m in migrations()
    ]


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    try:
        conn = psycopg.connect(url, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise StoreUnavailable(f"cannot reach the database: {error}".strip()) from error
    with conn:
        conn.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        conn.execute("SET client_min_messages = warning")  # IF EXISTS notices are expected
        conn.commit()
        yield conn


def _history(conn: psycopg.Connection) -> dict[str, tuple[str, str]]:
    try:
        if conn.execute("SELECT to_regclass('lobby.schema_migrations')").fetchone() == (None,):
            conn.execute(_HISTORY)
        rows = conn.execute(
            "SELECT version, checksum, to_json(applied_at) #>> '{}' FROM lobby.schema_migrations"
        ).fetchall()
    except psycopg.errors.InsufficientPrivilege as error:
        raise StoreError(
            "nothing is migrated here, or not by `bot db migrate`; run that with an administrator's address in"
            " BOT_DATABASE__ADMIN_URL"
        ) from error
    conn.commit()
    return {version: (checksum, applied_at) for version, checksum, applied_at in rows}


def _run(conn: psycopg.Connection, name: str, statements: str) -> None:
    try:
        conn.execute(statements.encode())  # bytes: the migration files are as trusted as code
    except psycopg.Error as error:
        conn.rollback()
        raise StoreError(f"{name} failed and was rolled back: {error}") from error


def _refuse_edited(migration: Migration, checksum: str) -> None:
    if migration.checksum != checksum:
        raise StoreError(
            f"{migration.version} was edited after it had been applied; restore the file and write a new migration"
        )


def _add_jobs_schema(conn: psycopg.Connection) -> None:
    """procrastinate's tables, in a schema of their own; the bot works with them and owns none."""
    if conn.execute("SELECT to_regclass('procrastinate.procrastinate_jobs')").fetchone() != (None,):
        return
    from procrastinate.schema import SchemaManager

    conn.execute("CREATE SCHEMA IF NOT EXISTS procrastinate")
    conn.execute("SET LOCAL search_path = procrastinate, public")
    _run(conn, "the job queue's schema", SchemaManager.get_schema())
    conn.execute("""
        GRANT USAGE ON SCHEMA procrastinate TO lobby_bot;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA procrastinate TO lobby_bot;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA procrastinate TO lobby_bot;
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA procrastinate TO lobby_bot""")
    conn.commit()
