"""Makes the database what the files of `sql/` say (`bot.store.schema_files`), and takes it back.

A migration is applied once, in a transaction of its own, and is never edited afterwards. The functions are replaced in
one transaction whenever a file of theirs has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg.rows import class_row

from bot.errors import EarlierDatabase, StoreError, StoreUnavailable
from bot.store.replacing import remove, replace
from bot.store.schema_files import (
    Definition,
    Migration,
    drop_functions,
    functions,
    migrations,
    policy_functions,
    roles,
)

JOBS_SCHEMA = "procrastinate"
_LOCK = 7_205_759_403  # one migrating process at a time; any constant will do

_HISTORY = """
CREATE SCHEMA IF NOT EXISTS lobby;
CREATE TABLE IF NOT EXISTS lobby.schema_migrations (
  version text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS lobby.schema_definitions (
  path text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
"""

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Applied:
    checksum: str
    applied_at: str  # ISO 8601


@dataclass(frozen=True, slots=True)
class State:
    version: str  # of a migration; of a function that is not as its file says: its path
    applied_at: str | None  # ISO 8601; None: pending
    changed: bool = False  # the migration's file is not the one that was applied


@dataclass(frozen=True, slots=True)
class _History:
    migrations: Mapping[str, Applied]
    definitions: Mapping[str, Applied]

    def is_as_applied(self, definition: Definition) -> bool:
        applied = self.definitions.get(definition.path)
        return applied is not None and applied.checksum == definition.checksum

    def newer(self) -> list[str]:
        """The migrations that this installation does not know."""
        return sorted(set(self.migrations) - {migration.version for migration in migrations()})


def migrate(url: str, report: Report = lambda version: None) -> list[str]:
    """Apply what is pending, and the job queue's own schema.

    Returns:
        The versions of the migrations and the paths of the functions that were applied.

    Raises:
        StoreUnavailable: no connection. EarlierDatabase: it was made before the first release.
        StoreError: a statement failed (that migration, or the replacement of functions, is rolled back whole), an
            applied migration was edited, or the database is newer than this installation.
    """
    with _connected(url) as conn:
        history = _history(conn)
        _refuse_unfit(history)
        _run(conn, "roles.sql", roles())
        conn.commit()
        replaced = _replace_functions(conn, history, policy_functions())
        applied = _apply_migrations(conn, history, report)
        replaced += _replace_functions(conn, history, functions())
        if replaced:
            report(f"{len(replaced)} functions")
        _remove_functions(conn, history)
        conn.execute(  # a node asks before it starts
            "GRANT SELECT ON lobby.schema_migrations, lobby.schema_definitions TO lobby_bot"
        )
        conn.commit()
        _add_jobs_schema(conn)
    return applied + replaced


def rollback(url: str, steps: int = 1, report: Report = lambda version: None) -> list[str]:
    """Take back the newest `steps` applied migrations, and all functions: `migrate` brings those back.

    Returns:
        The versions that were taken back. Raises as `migrate`.
    """
    undone: list[str] = []
    with _connected(url) as conn:
        history = _history(conn)
        _run(conn, "drop-functions.sql", drop_functions())
        conn.execute("DELETE FROM lobby.schema_definitions")
        conn.commit()
        for migration in [m for m in reversed(migrations()) if m.version in history.migrations][:steps]:
            _run(conn, f"the rollback of {migration.version}", migration.down)
            conn.execute(
                "DELETE FROM lobby.schema_migrations WHERE version = %(version)s", {"version": migration.version}
            )
            conn.commit()
            undone.append(migration.version)
            report(migration.version)
    return undone


def status(url: str) -> list[State]:
    """Every migration with when it was applied, then the functions that are not as their files say.

    In a database that a newer installation has migrated the functions are that one's: none is named.

    Raises:
        StoreUnavailable: no connection. EarlierDatabase: it was made before the first release.
    """
    with _connected(url) as conn:
        history = _history(conn)
    if history.newer():
        return [_state(migration, history) for migration in migrations()]
    different = [d for d in policy_functions() + functions() if not history.is_as_applied(d)]
    return [_state(m, history) for m in migrations()] + [State(d.path, None) for d in different]


def _state(migration: Migration, history: _History) -> State:
    applied = history.migrations.get(migration.version)
    if applied is None:
        return State(migration.version, None)
    return State(migration.version, applied.applied_at, changed=applied.checksum != migration.checksum)


# --- the steps ------------------------------------------------------------------------------------------------------


def _refuse_unfit(history: _History) -> None:
    if newer := history.newer():
        raise StoreError(
            f"the database was migrated by a newer version of Lobby ({', '.join(newer)}); update this installation"
        )
    edited = [state.version for state in (_state(m, history) for m in migrations()) if state.changed]
    if edited:
        raise StoreError(
            f"{edited[0]} was edited after it had been applied; restore the file and write a new migration"
        )


def _apply_migrations(conn: psycopg.Connection, history: _History, report: Report) -> list[str]:
    pending = [migration for migration in migrations() if migration.version not in history.migrations]
    for migration in pending:
        _run(conn, migration.version, migration.up)
        conn.execute(
            "INSERT INTO lobby.schema_migrations (version, checksum) VALUES (%(version)s, %(checksum)s)",
            {"version": migration.version, "checksum": migration.checksum},
        )
        conn.commit()
        report(migration.version)
    return [migration.version for migration in pending]


def _replace_functions(conn: psycopg.Connection, history: _History, definitions: list[Definition]) -> list[str]:
    """All that have changed, in one transaction: they call each other."""
    changed = [definition for definition in definitions if not history.is_as_applied(definition)]
    for definition in changed:
        replace(conn, definition)
        conn.execute(
            "INSERT INTO lobby.schema_definitions (path, checksum) VALUES (%(path)s, %(checksum)s)"
            " ON CONFLICT (path) DO UPDATE SET checksum = excluded.checksum, applied_at = now()",
            {"path": definition.path, "checksum": definition.checksum},
        )
    conn.commit()
    return [definition.path for definition in changed]


def _remove_functions(conn: psycopg.Connection, history: _History) -> None:
    """Those whose files are gone."""
    known = {definition.path for definition in policy_functions() + functions()}
    for path in sorted(set(history.definitions) - known):
        remove(conn, path.rpartition("/")[2])
        conn.execute("DELETE FROM lobby.schema_definitions WHERE path = %(path)s", {"path": path})
    conn.commit()


def _run(conn: psycopg.Connection, name: str, statements: str) -> None:
    try:
        conn.execute(statements.encode())  # bytes: the files are as trusted as code
    except psycopg.Error as error:
        conn.rollback()
        raise StoreError(f"{name} failed and was rolled back: {error}") from error


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


# --- the database ---------------------------------------------------------------------------------------------------


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    try:
        conn = psycopg.connect(url, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise StoreUnavailable(f"cannot reach the database: {error}".strip()) from error
    with conn:
        conn.execute("SELECT pg_advisory_lock(%(lock)s)", {"lock": _LOCK})
        conn.execute("SET client_min_messages = warning")  # IF EXISTS notices are expected
        conn.commit()
        yield conn


@dataclass(frozen=True, slots=True)
class _Tables:
    migrations: bool
    definitions: bool


def _history(conn: psycopg.Connection) -> _History:
    try:
        tables = _tables(conn)
        if not tables.definitions:
            if tables.migrations:
                raise EarlierDatabase
            conn.execute(_HISTORY)
        history = _History(
            _applied(conn, "SELECT version, checksum, to_json(applied_at) #>> '{}' FROM lobby.schema_migrations"),
            _applied(conn, "SELECT path, checksum, to_json(applied_at) #>> '{}' FROM lobby.schema_definitions"),
        )
    except psycopg.errors.InsufficientPrivilege as error:
        raise StoreError(
            "nothing is migrated here, or not by `bot db migrate`; run that with an administrator's address in"
            " BOT_DATABASE__ADMIN_URL"
        ) from error
    conn.commit()
    return history


def _tables(conn: psycopg.Connection) -> _Tables:
    with conn.cursor(row_factory=class_row(_Tables)) as cursor:
        cursor.execute(
            "SELECT to_regclass('lobby.schema_migrations') IS NOT NULL AS migrations,"
            " to_regclass('lobby.schema_definitions') IS NOT NULL AS definitions"
        )
        return cursor.fetchall()[0]


def _applied(conn: psycopg.Connection, query: str) -> dict[str, Applied]:
    rows = conn.execute(query.encode()).fetchall()
    return {name: Applied(checksum, applied_at) for name, checksum, applied_at in rows}
