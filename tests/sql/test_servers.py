"""Other servers than the embedded one: older releases, and administrators who are no superusers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from bot.ledger.ledger import Ledger
from bot.store import migrations
from bot.store.database import Database
from bot.store.embedded import as_role
from bot.types import Message
from tests.sql.support import FUNCTIONS, IN_ORDER, MIGRATIONS, SQL_FOLDER, catalog, psql
from tests.support import releases

pytestmark = pytest.mark.slow  # starts servers

OLDEST = 15  # sql/README.md

# What a release later than the oldest has brought, and which release that was.
LATER = {
    r"\bSTORAGE\b(?<!SET STORAGE)": 16,  # within CREATE TABLE
    r"\b(any_value|array_sample|array_shuffle|pg_input_is_valid|random_normal|date_add|system_user)\s*\(": 16,
    r"\bIS\s+(NOT\s+)?JSON\b": 16,
    r"\bWITH\s+(INHERIT|SET|ADMIN)\s+(TRUE|FALSE)\b": 16,
    r"\b\d+_\d+\b": 16,
    r"\bPARALLEL\s+\w+\s+BODY\b|\bLOAD\s+BALANCE\b": 16,
    r"\b(JSON_TABLE|JSON_EXISTS|JSON_QUERY|JSON_VALUE|JSON_SCALAR|JSON_SERIALIZE)\s*\(": 17,
    r"\b(to_bin|to_oct|uuid_extract_\w+|xmltext)\s*\(": 17,
    r"\bMERGE\b": 17,  # RETURNING, and WHEN NOT MATCHED BY SOURCE
    r"\bON_ERROR\b|\btransaction_timeout\b|\bMAINTAIN\b": 17,
    r"\b(uuidv4|uuidv7|array_sort|array_reverse|casefold|crc32c?)\s*\(": 18,
    r"\bVIRTUAL\b|\bNOT\s+ENFORCED\b|\bWITHOUT\s+OVERLAPS\b": 18,
    r"\bRETURNING\s+(WITH|OLD\.|NEW\.)": 18,
}


def test_files_have_nothing_that_the_oldest_release_does_not_know() -> None:
    files = [*IN_ORDER, *SQL_FOLDER.glob("*.sql"), *(SQL_FOLDER / "queries").glob("*.sql")]
    files += (SQL_FOLDER / "migrations/rollback").glob("*.sql")
    found = [
        (file.name, match[0], f"since {release}")
        for file in set(files) - {SQL_FOLDER / "schema.sql"}
        for pattern, release in LATER.items()
        for match in re.finditer(pattern, without_comments(file), re.IGNORECASE)
    ]
    assert found == []


def without_comments(file: Path) -> str:
    """Without comments and the contents of texts."""
    return re.sub(r"--[^\n]*|'(?:[^']|'')*'", "''", file.read_text("utf-8"))


DEFAULTS: LiteralString = """
ALTER DEFAULT PRIVILEGES FOR ROLE hosted IN SCHEMA public GRANT ALL ON {} TO anon, authenticated, service_role
"""


@dataclass(frozen=True)
class Hosted:
    """A server as platforms rent it out: the administrator owns a database, may create roles, and is no superuser."""

    superuser: str

    def database(self) -> str:
        """A new one's address for its administrator. pgvector was made available by the platform."""
        name = f"theirs_{uuid4().hex}"
        with psycopg.connect(self.superuser, autocommit=True) as conn:
            conn.execute(sql.SQL("CREATE DATABASE {} OWNER hosted").format(sql.Identifier(name)))
        theirs = self.superuser.replace("/postgres?", f"/{name}?")
        with psycopg.connect(theirs, autocommit=True) as conn:
            conn.execute("CREATE EXTENSION vector")
            for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):  # as Supabase does: what is made is everybody's at first
                conn.execute(sql.SQL(DEFAULTS).format(sql.SQL(kind)))
        return as_role(theirs, "hosted")


@pytest.fixture(scope="module", params=[15, 16, 18])
def hosted(request: pytest.FixtureRequest) -> Iterator[Hosted]:
    release = releases.find(request.param)
    if release is None:
        pytest.skip(f"no PostgreSQL {request.param} with pgvector 0.8 here; LOBBY_TEST_POSTGRES may name its programs")
    with releases.running(release) as url:
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute("CREATE ROLE hosted LOGIN CREATEROLE")
            conn.execute(
                "CREATE ROLE anon NOLOGIN; CREATE ROLE authenticated NOLOGIN; CREATE ROLE service_role NOLOGIN"
            )
        yield Hosted(url)


def test_psql_by_an_administrator_who_is_no_superuser_gives_the_runners_database(hosted: Hosted) -> None:
    """Each file in a session of its own, which has not loaded pgvector."""
    by_runner, by_psql = hosted.database(), hosted.database()
    applied = migrations.migrate(by_runner)
    for file in IN_ORDER:
        psql(by_psql, file)
    assert len(applied) == len(MIGRATIONS) + len(FUNCTIONS)
    assert catalog(by_runner) == catalog(by_psql)


def test_platforms_default_privileges_leave_strangers_nothing(hosted: Hosted) -> None:
    url = hosted.database()
    migrations.migrate(url)
    with psycopg.connect(url) as conn:
        writable = conn.execute(
            "SELECT c.relname, r FROM pg_class c, unnest(ARRAY['anon', 'authenticated']) r"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'S') AND"
            " CASE c.relkind WHEN 'S' THEN has_sequence_privilege(r, c.oid, 'USAGE, SELECT, UPDATE')"
            " ELSE has_table_privilege(r, c.oid, 'TRUNCATE, TRIGGER, REFERENCES') END"
        ).fetchall()
        callable_ = conn.execute(
            "SELECT p.proname FROM pg_proc p WHERE p.proname = 'update_accommodation_units_public_updated_at'"
            " AND has_function_privilege('anon', p.oid, 'EXECUTE')"
        ).fetchall()
    assert (writable, callable_) == ([], [])


async def test_turn_and_search_work_on_the_server(hosted: Hosted) -> None:
    url = hosted.database()
    migrations.migrate(url)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("ALTER ROLE lobby_bot LOGIN")
        conn.execute("SET ROLE lobby_system")
        tenant = one(conn, "INSERT INTO tenant_registry (slug, name) VALUES ('demo', 'Demo') RETURNING tenant_id")
        unit = one(
            conn,
            "INSERT INTO accommodation_units_public (tenant_id, name, description, embedding_fast)"
            " SELECT tenant_id, 'Casa', 'A house.', array_fill(0.1, ARRAY[1024])::vector FROM tenant_registry"
            " RETURNING unit_id",
        )
    database = Database(as_role(url, "lobby_bot"), pool_size=2)
    await database.open()
    try:
        receipt = await Ledger(database, timedelta(seconds=15)).accept(
            Message(tenant, "web", "guest", "1", "hello"), "cookie", uuid4()
        )
        found = await database.rows(
            "SELECT id FROM match_accommodations_public(array_fill(0.1, ARRAY[1024])::vector, %(tenant)s)",
            {"tenant": tenant},
        )
    finally:
        await database.close()
    assert receipt.claim is not None
    assert found == [(unit,)]


def one(conn: psycopg.Connection, query: str) -> UUID:
    row = conn.execute(query.encode()).fetchone()
    assert row is not None
    return UUID(str(row[0]))
