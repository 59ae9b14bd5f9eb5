"""What can be examined in the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
from psycopg.rows import class_row, scalar_row

from bot.doctor.finding import Finding
from bot.errors import EarlierDatabase, StoreUnavailable
from bot.store import migrations
from bot.store.queries import load
from bot.store.storage import Storage
from bot.store.validation import validate

MIN_SERVER, MIN_VECTOR = 150_000, (0, 8)
INDEX_USAGE = 0.8  # DATA.md §6
ADMIN_ADVICE = "set BOT_DATABASE__ADMIN_URL for this command, where an administrator is at hand"

SQL = load("doctor")

Connection = psycopg.Connection[Any]
Row = TypeVar("Row")


def examine(storage: Storage, models: Sequence[str]) -> Iterator[Finding]:
    """From reachability upwards; what needs the migrations is left out while they are pending.

    Args:
        models: of the encoders there are; units are published with the first.

    Raises:
        StoreUnavailable: no connection.
    """
    try:
        with closing(psycopg.connect(storage.admin_url, autocommit=True, connect_timeout=10)) as conn:
            yield Finding("database", True, "embedded" if storage.embedded else conn.info.host)
            yield from _server(conn)
            pending = list(_migrations(storage))
            yield from pending
            if any(finding.ok is False for finding in pending):
                return
            yield _bot_role(storage)
            yield from _jobs(conn)
            try:
                conn.execute("SET ROLE lobby_system")  # policies bind the tables' owner too
            except psycopg.errors.InsufficientPrivilege:
                yield Finding("schema, tenants, data", None, "not examined: this is the bot's own login", ADMIN_ADVICE)
                return
            yield _schema(storage)
            yield from _tenants(conn, models)
            yield from _conversations(conn)
    except psycopg.OperationalError as error:
        raise StoreUnavailable(f"cannot reach the database: {error}".strip()) from error


def _server(conn: Connection) -> Iterator[Finding]:
    server = _one(conn, _Server, "server")
    vector = server.vector
    ok = server.number >= MIN_SERVER
    yield Finding("server version", ok, server.version, "" if ok else "PostgreSQL 15 or newer is needed")
    if vector is None:
        yield Finding("pgvector", False, "not installed", "install pgvector 0.8 or newer, then `bot db migrate`")
        return
    ok = tuple(int(part) for part in vector.split(".")[:2]) >= MIN_VECTOR
    yield Finding("pgvector", ok, vector, "" if ok else "install 0.8 or newer, then ALTER EXTENSION vector UPDATE")


def _migrations(storage: Storage) -> Iterator[Finding]:
    try:
        states = migrations.status(storage.admin_url)
    except EarlierDatabase as error:
        yield Finding("migrations", False, "made before the first release", str(error))
        return
    pending = [state.version for state in states if state.applied_at is None]
    changed = [state.version for state in states if state.changed]
    if changed:
        advice = "restore the file as it was applied and write a new migration"
        yield Finding("migrations", False, f"edited after they were applied: {', '.join(changed)}", advice)
    if pending:
        yield Finding("migrations", False, f"{len(pending)} of {len(states)} are pending", "run `bot db migrate`")
    elif not changed:
        yield Finding("migrations", True, f"all {len(states)} are applied")


def _bot_role(storage: Storage) -> Finding:
    """Whether the bot can work with its own address: as lobby_bot, or as a role that may become it."""
    try:
        with closing(psycopg.connect(storage.url, autocommit=True, connect_timeout=10)) as conn:
            conn.execute("SET ROLE lobby_bot")
            is_superuser = _value(conn, "current_role_is_superuser")
            user = conn.info.user
    except psycopg.Error as error:
        advice = "ALTER ROLE lobby_bot LOGIN PASSWORD '…' and name it in DATABASE_URL, or GRANT lobby_bot to its role"
        return Finding("bot's role", False, f"cannot work as lobby_bot: {str(error).splitlines()[0]}", advice)
    if is_superuser:
        advice = "give the bot lobby_bot's own login in DATABASE_URL; keep this one in BOT_DATABASE__ADMIN_URL"
        return Finding("bot's role", None, f"{user} is a superuser that works as lobby_bot", advice)
    return Finding("bot's role", True, user)


def _schema(storage: Storage) -> Finding:
    """sql/validate.sql: columns, functions, forced policies, what lobby_bot may do."""
    checks = validate(storage.admin_url)
    wrong = [check.name for check in checks if not check.ok]
    if wrong:
        return Finding("schema", False, ", ".join(wrong), "see `bot db validate`")
    return Finding("schema", True, f"all {len(checks)} checks of sql/validate.sql pass")


def _jobs(conn: Connection) -> Iterator[Finding]:
    failed = _value(conn, "failed_jobs")
    advice = "see the log of the node that ran them, and `bot cleanup`" if failed else ""
    yield Finding("scheduled work", not failed, f"{failed} failed in the last week", advice)


def _tenants(conn: Connection, models: Sequence[str]) -> Iterator[Finding]:
    with conn.cursor(row_factory=class_row(_Tenant)) as cursor:
        tenants = cursor.execute(SQL["tenants"]).fetchall()
    advice = (
        "" if tenants else "`bot tenants add SLUG --name …`; the first `bot run` on the embedded server loads a demo"
    )
    yield Finding("tenants", bool(tenants), ", ".join(tenant.slug for tenant in tenants) or "none", advice)
    for tenant in tenants:
        yield _embeddings(tenant, models)
    missing = _value(conn, "missing_indexes")
    yield Finding("vector indexes", not missing, f"{missing} missing", "run `bot db index`" if missing else "")


def _embeddings(tenant: _Tenant, models: Sequence[str]) -> Finding:
    slug, live, tenant_model = tenant.slug, tenant.live, tenant.embedding_model
    name = f"units of {slug}"
    publish = f"run `bot units publish --tenant {slug}`"
    not_searchable = tenant.without_vector + tenant.other_model
    if live == 0:
        return Finding(name, None, "no live units", f"`bot units import FILE --tenant {slug}`, then publish")
    if not_searchable:
        return Finding(name, False, f"{not_searchable} of {live} cannot be found by meaning", publish)
    if models and tenant_model not in models:
        detail = f"embedded by {tenant_model}, and no plugin can encode questions by it"
        return Finding(name, False, detail, f"set OPENAI_API_KEY again if it was, or {publish}")
    if models and tenant_model != models[0]:
        return Finding(name, None, f"{live} live, embedded by {tenant_model}", f"{publish} to change to {models[0]}")
    return Finding(name, True, f"{live} live, embedded by {tenant_model}")


def _conversations(conn: Connection) -> Iterator[Finding]:
    sessions = _one(conn, _Expired, "expired_sessions")
    advice = "run `bot cleanup`; is a node with [jobs] enabled running at 03:00 UTC?" if sessions.overdue else ""
    detail = f"{sessions.expired} wait for the cleanup, {sessions.overdue} overdue"
    yield Finding("expired sessions", not sessions.overdue, detail, advice)
    unanswered = _value(conn, "unanswered")
    advice = "is a node running? `bot run` answers them" if unanswered else ""
    yield Finding("unanswered messages", not unanswered, f"{unanswered} conversations wait", advice)
    yield _outbox(
        conn, "undelivered", "undelivered replies",
        "is a node with their channel running? Its log says why sending fails",
    )  # fmt: skip
    yield _outbox(
        conn, "unposted", "alerts and copies",
        "is Slack on? Its log says why posting fails; `bot tenants set SLUG` shows the rooms",
    )  # fmt: skip
    ratio = _value(conn, "index_usage")
    if ratio is None:
        yield Finding("index usage", None, "too little data to tell")
    else:
        advice = "" if ratio > INDEX_USAGE else "run ANALYZE; `bot db validate` names the table"
        yield Finding("index usage", ratio > INDEX_USAGE, f"{ratio:.0%} of scans", advice)


def _outbox(conn: Connection, query: str, name: str, advice: str) -> Finding:
    outbox = _one(conn, _Outbox, query)
    detail = f"{outbox.waiting} wait for more than 10 minutes, {outbox.failed} given up in the last day"
    return Finding(name, not outbox.waiting, detail, advice if outbox.waiting else "")


# --- rows -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Server:
    number: int
    version: str
    vector: str | None


@dataclass(frozen=True, slots=True)
class _Tenant:
    slug: str
    embedding_model: str | None
    live: int
    without_vector: int
    other_model: int


@dataclass(frozen=True, slots=True)
class _Expired:
    expired: int
    overdue: int


@dataclass(frozen=True, slots=True)
class _Outbox:
    waiting: int
    failed: int


def _one(conn: Connection, kind: type[Row], query: str) -> Row:
    with conn.cursor(row_factory=class_row(kind)) as cursor:
        row = cursor.execute(SQL[query]).fetchone()
    assert row is not None  # noqa: S101  # each is an aggregate or a single row
    return row


def _value(conn: Connection, query: str) -> Any:
    with conn.cursor(row_factory=scalar_row) as cursor:
        return cursor.execute(SQL[query]).fetchone()
