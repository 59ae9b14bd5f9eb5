"""Who sees and changes what a house knows, and what is kept of what it did not (sql/functions/note_gap.sql)."""

from __future__ import annotations

import json
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from bot.ledger.ledger import Ledger
from bot.store.database import Database
from bot.types import Message
from tests.conftest import TestDatabase
from tests.sql.test_isolation import role

# A constant: nobody else's text goes into the statements that are made with it (S608).
VECTOR = "array_fill(0.1, ARRAY[1024])::vector"
COUNT: LiteralString = "SELECT count(*) FROM knowledge_entries"
INSERT: LiteralString = (
    "INSERT INTO knowledge_entries"
    " (entry_id, tenant_id, unit_id, source, title, language, question, answer, content_sha256)"
    " VALUES (gen_random_uuid(), %s, %s, 'guide.md', 'Guide', 'en', 'Where?', 'Here.', 'x')"
)


def add_entry(db: TestDatabase, tenant: UUID, *, published: bool = True, unit: UUID | None = None) -> None:
    with db.admin() as conn:
        conn.execute(INSERT, (tenant, unit))
        if published:
            conn.execute(f"UPDATE knowledge_entries SET embedding_fast = {VECTOR}, embedding_model = 'm'")  # noqa: S608


def add_unit(db: TestDatabase, tenant: UUID) -> UUID:
    with db.admin() as conn:
        row = conn.execute(
            "INSERT INTO accommodation_units (tenant_id, source_id, name, description) VALUES (%s, 'v', 'V', 'x')"
            " RETURNING unit_id",
            (tenant,),
        ).fetchone()
    assert row
    return UUID(str(row[0]))


@pytest.fixture
def houses(db: TestDatabase) -> tuple[UUID, UUID]:
    """Two tenants with a published entry each, and one that is not published."""
    first, second = db.add_tenant("alpha"), db.add_tenant("beta")
    add_entry(db, first)
    add_entry(db, second)
    add_entry(db, first, published=False)
    return first, second


def fetched(conn: psycopg.Connection[Any], query: LiteralString) -> int:
    row = conn.execute(query).fetchone()
    assert row
    return int(row[0])


def test_turn_sees_its_tenants_published_entries_only(db: TestDatabase, houses: tuple[UUID, UUID]) -> None:
    with role(db, "lobby_bot", app__tenant_id=str(houses[0]), app__session_id=str(uuid4())) as conn:
        assert fetched(conn, COUNT) == 1
    with role(db, "lobby_bot", app__tenant_id=str(uuid4()), app__session_id=str(uuid4())) as conn:
        assert fetched(conn, COUNT) == 0


def test_tenant_scope_sees_and_changes_its_own_entries_only(db: TestDatabase, houses: tuple[UUID, UUID]) -> None:
    with role(db, "lobby_bot", app__tenant_id=str(houses[0]), app__scope="tenant") as conn:
        assert fetched(conn, COUNT) == 2
        assert conn.execute("UPDATE knowledge_entries SET answer = 'There.'").rowcount == 2
        assert conn.execute("DELETE FROM knowledge_entries").rowcount == 2
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(INSERT, (houses[1], None))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE knowledge_entries SET answer = 'No.'", "DELETE FROM knowledge_entries"],
)
def test_turn_changes_no_entries(db: TestDatabase, houses: tuple[UUID, UUID], statement: LiteralString) -> None:
    with role(db, "lobby_bot", app__tenant_id=str(houses[0]), app__session_id=str(uuid4())) as conn:
        assert conn.execute(statement).rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(INSERT, (houses[0], None))


@pytest.mark.parametrize("table", ["knowledge_entries", "knowledge_gaps"])
def test_anon_sees_nothing(db: TestDatabase, houses: tuple[UUID, UUID], table: str) -> None:
    with role(db, "anon", app__tenant_id=str(houses[0])) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(f"SELECT * FROM {table}")  # type: ignore[arg-type]  # noqa: S608  # of this file


def test_staff_sees_its_own_tenants_entries_only(db: TestDatabase, houses: tuple[UUID, UUID]) -> None:
    claims = json.dumps({"tenant_id": str(houses[1])})
    with role(db, "authenticated", request__jwt__claims=claims) as conn:
        assert fetched(conn, COUNT) == 1
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(INSERT, (houses[0], None))


def test_entry_about_another_tenants_unit_is_refused(db: TestDatabase) -> None:
    mine, theirs = db.add_tenant("alpha"), db.add_tenant("beta")
    unit = add_unit(db, theirs)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        add_entry(db, mine, unit=unit)


def test_entry_goes_with_its_unit_and_its_tenant(db: TestDatabase) -> None:
    tenant = db.add_tenant("alpha")
    add_entry(db, tenant, unit=add_unit(db, tenant))
    add_entry(db, tenant)
    with db.admin() as conn:
        conn.execute("DELETE FROM accommodation_units")
        assert fetched(conn, COUNT) == 1
        conn.execute("DELETE FROM tenant_registry")
        assert fetched(conn, COUNT) == 0


def test_match_knowledge_of_another_tenants_id_finds_nothing(db: TestDatabase, houses: tuple[UUID, UUID]) -> None:
    query: Any = f"SELECT count(*) FROM lobby.match_knowledge(%s, 'm', {VECTOR}, NULL, NULL, 0.4, '{{}}', 5)"  # noqa: S608
    with role(db, "lobby_bot", app__tenant_id=str(houses[0]), app__session_id=str(uuid4())) as conn:
        assert conn.execute(query, (houses[0],)).fetchone() == (1,)
        assert conn.execute(query, (houses[1],)).fetchone() == (0,)


# --- gaps -------------------------------------------------------------------------------------------------------------


async def note(db: TestDatabase, ledger: Ledger, tenant: UUID, *details: dict[str, Any], user: str = "eva") -> UUID:
    """A session of `user` in which these were asked."""
    receipt = await ledger.accept(Message(tenant, "phone", user, uuid4().hex, "hello"), user * 8, uuid4())
    with db.admin() as conn:
        for each in details:
            conn.execute("SELECT lobby.note_gap(%s, %s, 'phone', %s)", (tenant, receipt.session_id, Jsonb(each)))
    return receipt.session_id


def rows(db: TestDatabase, query: LiteralString) -> list[tuple[Any, ...]]:
    with db.admin() as conn:
        return conn.execute(query).fetchall()


ASKED = {"topic": "rules", "language": "en", "question": "can we have a party"}
EVENTS: LiteralString = "SELECT details FROM events WHERE kind = 'gap' ORDER BY event_id"


async def test_gap_is_noted_once_with_its_words_and_its_event_without(db: TestDatabase, ledger: Ledger) -> None:
    tenant = db.add_tenant()
    await note(db, ledger, tenant, ASKED, ASKED, {**ASKED, "question": "is music allowed"})
    assert rows(db, "SELECT question FROM knowledge_gaps ORDER BY gap_id") == [
        ("can we have a party",),
        ("is music allowed",),
    ]
    assert rows(db, EVENTS) == [({"topic": "rules", "language": "en"},)]


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"topic": "", "language": "en", "question": "q"},
        {"topic": "rules", "question": "q"},
        {**ASKED, "question": "q" * 5000, "topic": "t" * 500, "language": "l" * 50, "unit_id": "nonsense"},
    ],
)
async def test_gap_that_is_malformed_does_no_harm(db: TestDatabase, ledger: Ledger, details: dict[str, Any]) -> None:
    await note(db, ledger, db.add_tenant(), details)
    assert all(len(question) <= 300 for (question,) in rows(db, "SELECT question FROM knowledge_gaps"))


async def test_erased_guest_leaves_no_words_only_counts(db: TestDatabase, ledger: Ledger) -> None:
    tenant = db.add_tenant()
    await note(db, ledger, tenant, ASKED)
    await note(db, ledger, tenant, {**ASKED, "question": "and a wedding"}, user="max")
    with db.admin() as conn:
        conn.execute("SELECT lobby.erase_guest(%s, 'phone', 'eva')", (tenant,))
    assert rows(db, "SELECT question FROM knowledge_gaps") == [("and a wedding",)]
    assert rows(db, "SELECT session_id IS NULL FROM events WHERE kind = 'gap' ORDER BY event_id") == [(True,), (False,)]
    assert "party" not in str(rows(db, EVENTS))


async def test_expired_conversation_takes_its_words_along(db: TestDatabase, ledger: Ledger) -> None:
    session = await note(db, ledger, db.add_tenant(), ASKED)
    with db.admin() as conn:
        conn.execute("UPDATE prospective_sessions SET expires_at = now() WHERE session_id = %s", (session,))
        conn.execute("SELECT lobby.cleanup_expired_sessions()")
    assert rows(db, "SELECT * FROM knowledge_gaps") == []
    assert len(rows(db, EVENTS)) == 1


async def test_gaps_are_read_in_the_tenants_scope_and_written_by_nobody(
    db: TestDatabase, database: Database, ledger: Ledger
) -> None:
    tenant, other = db.add_tenant("alpha"), db.add_tenant("beta")
    session = await note(db, ledger, tenant, ASKED)
    query: LiteralString = "SELECT count(*) FROM knowledge_gaps"
    async with database.tenant(tenant) as conn:
        assert await (await conn.execute(query)).fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await conn.execute("DELETE FROM knowledge_gaps")
    async with database.tenant(other) as conn:
        assert await (await conn.execute(query)).fetchone() == (0,)
    async with database.visitor(tenant, session) as conn:
        assert await (await conn.execute(query)).fetchone() == (0,)
