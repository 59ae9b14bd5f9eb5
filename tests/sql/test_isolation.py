"""Who sees and changes what: tenants, visitors, and callers of every role (DATA.md §1, §2)."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, LiteralString, cast
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from bot.ledger.ledger import Ledger
from bot.store.database import Database
from bot.types import Message
from tests.conftest import TestDatabase

VISITORS = 6  # of each tenant
TABLES = ("prospective_sessions", "messages", "turns", "channel_identities", "events")


def cookie(user: str) -> str:
    return hashlib.sha256(user.encode()).hexdigest()


async def converse(database: Database, tenant: UUID, user: str) -> UUID:
    """A session with one message whose text is the user's name."""
    ledger = Ledger(database, timedelta(seconds=15))
    receipt = await ledger.accept(Message(tenant, "web", user, "1", f"I am {user}"), cookie(user), uuid4())
    return receipt.session_id


@pytest.fixture
async def houses(db: TestDatabase, database: Database) -> dict[UUID, dict[str, UUID]]:
    """{tenant: {user: session}} of two tenants with several visitors each."""
    return {
        tenant: {f"{slug}-{n}": await converse(database, tenant, f"{slug}-{n}") for n in range(VISITORS)}
        for slug, tenant in ((slug, db.add_tenant(slug)) for slug in ("alpha", "beta"))
    }


@contextmanager
def role(db: TestDatabase, name: str, **settings: str) -> Iterator[psycopg.Connection[Any]]:
    """A transaction under this role with these transaction-local settings (dots as double underscores)."""
    with psycopg.connect(db.admin_url) as conn:
        for key, value in settings.items():
            conn.execute("SELECT set_config(%s, %s, true)", (key.replace("__", "."), value))
        conn.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(name)))
        yield conn
        conn.rollback()


def select(columns: str, table: str) -> LiteralString:
    """A query that forgets WHERE."""
    return cast(LiteralString, f"SELECT {columns} FROM {table}")  # noqa: S608  # names of this file


def count(conn: psycopg.Connection[Any], table: str) -> int:
    row = conn.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])


# --- the bot ------------------------------------------------------------------------------------------------------


async def test_visitor_query_that_forgets_where_sees_only_own_rows(
    database: Database, houses: dict[UUID, dict[str, UUID]]
) -> None:
    async def look(tenant: UUID, user: str, session: UUID) -> None:
        async with database.visitor(tenant, session) as conn:
            for table in TABLES:
                rows = await (await conn.execute(select("tenant_id, session_id", table))).fetchall()
                assert set(rows) == {(tenant, session)}, table
            texts = await (await conn.execute("SELECT content FROM messages")).fetchall()
            assert texts == [(f"I am {user}",)]

    visits = [(tenant, user, session) for tenant, users in houses.items() for user, session in users.items()]
    await asyncio.gather(*(look(*visit) for visit in visits * 5))  # far more transactions than connections


async def test_visitor_of_one_tenant_with_anothers_session_sees_nothing(
    database: Database, houses: dict[UUID, dict[str, UUID]]
) -> None:
    (alpha, _), (_, beta_users) = houses.items()
    async with database.visitor(alpha, next(iter(beta_users.values()))) as conn:
        for table in TABLES:
            assert await (await conn.execute(select("*", table))).fetchall() == []


async def test_tenant_scope_sees_the_whole_tenant_and_no_other(
    database: Database, houses: dict[UUID, dict[str, UUID]]
) -> None:
    for tenant, users in houses.items():
        async with database.tenant(tenant) as conn:
            rows = await (await conn.execute("SELECT tenant_id, session_id FROM prospective_sessions")).fetchall()
            names = await (await conn.execute("SELECT tenant_id FROM tenant_registry")).fetchall()
        assert set(rows) == {(tenant, session) for session in users.values()}
        assert names == [(tenant,)]


async def test_bot_without_settings_sees_nothing(database: Database, houses: dict[UUID, dict[str, UUID]]) -> None:
    for table in (*TABLES, "tenant_registry", "tenant_secrets", "accommodation_units", "accommodation_units_public"):
        assert await database.rows(select("*", table)) == []


async def test_settings_of_a_transaction_do_not_stay_on_a_pooled_connection(
    db: TestDatabase, houses: dict[UUID, dict[str, UUID]]
) -> None:
    database = Database(db.url, pool_size=1)
    await database.open()
    try:
        tenant, users = next(iter(houses.items()))
        async with database.tenant(tenant) as conn:
            backend = conn.info.backend_pid
        async with database.visitor(tenant, next(iter(users.values()))):
            pass
        with pytest.raises(RuntimeError, match="broken"):
            async with database.tenant(tenant):
                raise RuntimeError("broken")
        async with database.pool.connection() as conn:
            assert conn.info.backend_pid == backend
        assert await database.rows("SELECT * FROM prospective_sessions") == []
        assert await database.rows("SELECT * FROM messages") == []
    finally:
        await database.close()


FORBIDDEN_TO_THE_BOT = [
    "INSERT INTO messages (tenant_id, session_id, seq, role, channel, identity_id, content)"
    " SELECT tenant_id, session_id, 99, 'assistant', 'web', gen_random_uuid(), 'forged' FROM turns",
    "UPDATE messages SET content = 'forged'",
    "DELETE FROM messages",
    "UPDATE turns SET speaker = 'staff'",
    "UPDATE prospective_sessions SET travel_intent = '{}'",
    "DELETE FROM prospective_sessions",
    "INSERT INTO events (tenant_id, kind) SELECT tenant_id, 'forged' FROM turns",
    "UPDATE channel_identities SET channel_user_id = 'forged'",
    "UPDATE guest_reservations SET total_amount = 0",
    "UPDATE tenant_registry SET settings = '{}'",
    "TRUNCATE messages",
    "ALTER TABLE messages NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY bot ON messages",
    "CREATE TABLE forged (id integer)",
    "CREATE FUNCTION lobby.forged() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "SET ROLE lobby_system",
    "SELECT * FROM accommodation_unit_vectors",
    "DELETE FROM lobby.schema_migrations",
]


async def attempt(database: Database, tenant: UUID, statement: str) -> None:
    async with database.tenant(tenant) as conn:
        await conn.execute(statement)
        pytest.fail(f"not refused: {statement}")


async def test_bot_cannot_write_the_ledger_or_change_the_rules(
    database: Database, houses: dict[UUID, dict[str, UUID]]
) -> None:
    for statement in FORBIDDEN_TO_THE_BOT:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await attempt(database, next(iter(houses)), statement)


async def test_ledger_functions_touch_only_the_tenant_they_are_given(
    db: TestDatabase, database: Database, houses: dict[UUID, dict[str, UUID]]
) -> None:
    (alpha, _), (_, beta_users) = houses.items()
    session = next(iter(beta_users.values()))
    with db.admin() as conn:
        before = conn.execute("SELECT * FROM turns WHERE session_id = %s", (session,)).fetchone()
        (lease,) = conn.execute("SELECT lease_token FROM turns WHERE session_id = %s", (session,)).fetchone()
        with as_lobby_bot(conn):
            for call in ("release_turn(%s, %s, %s)", "settle_delivery(%s, %s, 1, 1, 'sent', NULL, '1 s')"):
                parameters = (alpha, session, lease)[: call.count("%s")]
                conn.execute(f"SELECT lobby.{call}", parameters)
            with pytest.raises(psycopg.Error, match="no such session"):
                conn.execute("SELECT lobby.convert_session(%s, %s, '{}')", (alpha, session))
            with pytest.raises(psycopg.Error, match="no such session"):
                conn.execute(
                    "SELECT lobby.append_message(%s, %s, 'assistant', 'web', gen_random_uuid(), 'x', '{}', false)",
                    (alpha, session),
                )
        assert conn.execute("SELECT * FROM turns WHERE session_id = %s", (session,)).fetchone() == before


@contextmanager
def as_lobby_bot(conn: psycopg.Connection[Any]) -> Iterator[None]:
    conn.execute("SET ROLE lobby_bot")
    yield
    conn.execute("RESET ROLE")


def test_bot_publishing_writes_only_its_own_tenants_units(db: TestDatabase) -> None:
    alpha, beta = db.add_tenant("alpha"), db.add_tenant("beta")
    with db.admin() as conn:
        conn.execute(
            "INSERT INTO accommodation_units_public (tenant_id, name, description) VALUES (%s, 'b', 'b')", (beta,)
        )
    with role(db, "lobby_bot", app__tenant_id=str(alpha), app__scope="tenant") as conn:
        conn.execute(
            "INSERT INTO accommodation_units_public (tenant_id, name, description) VALUES (%s, 'a', 'a')", (alpha,)
        )
        assert conn.execute("UPDATE accommodation_units_public SET name = 'mine'").rowcount == 1
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(
                "INSERT INTO accommodation_units_public (tenant_id, name, description) VALUES (%s, 'x', 'x')", (beta,)
            )


def test_bot_in_a_turn_cannot_write_units(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    with db.admin() as conn:
        conn.execute(
            "INSERT INTO accommodation_units_public (tenant_id, name, description) VALUES (%s, 'u', 'u')", (tenant,)
        )
    with role(db, "lobby_bot", app__tenant_id=str(tenant), app__session_id=str(uuid4())) as conn:
        assert count(conn, "accommodation_units_public") == 1
        assert conn.execute("UPDATE accommodation_units_public SET name = 'forged'").rowcount == 0


# --- anonymous callers: the first version let each read and change every active session -----------------------------


def test_anon_without_settings_sees_and_changes_nothing(db: TestDatabase, houses: dict[UUID, dict[str, UUID]]) -> None:
    with role(db, "anon") as conn:
        assert count(conn, "prospective_sessions") == 0
        assert conn.execute("UPDATE prospective_sessions SET travel_intent = '{}'").rowcount == 0


def test_anon_with_a_tenant_but_no_cookie_sees_nothing(db: TestDatabase, houses: dict[UUID, dict[str, UUID]]) -> None:
    with role(db, "anon", app__tenant_id=str(next(iter(houses)))) as conn:
        assert count(conn, "prospective_sessions") == 0
    with role(db, "anon", app__tenant_id=str(next(iter(houses))), app__scope="tenant", app__cookie_id="") as conn:
        assert count(conn, "prospective_sessions") == 0


def test_anon_with_a_cookie_sees_and_changes_that_session_only(
    db: TestDatabase, houses: dict[UUID, dict[str, UUID]]
) -> None:
    tenant, users = next(iter(houses.items()))
    with role(db, "anon", app__tenant_id=str(tenant), app__cookie_id=cookie("alpha-1")) as conn:
        seen = conn.execute("SELECT session_id FROM prospective_sessions").fetchall()
        changed = conn.execute("UPDATE prospective_sessions SET travel_intent = '{\"guests\": 2}' RETURNING session_id")
        assert seen == [(users["alpha-1"],)]
        assert changed.fetchall() == [(users["alpha-1"],)]


def test_anon_with_another_tenants_cookie_sees_nothing(db: TestDatabase, houses: dict[UUID, dict[str, UUID]]) -> None:
    with role(db, "anon", app__tenant_id=str(next(iter(houses))), app__cookie_id=cookie("beta-1")) as conn:
        assert count(conn, "prospective_sessions") == 0


@pytest.mark.parametrize(
    "change", ["expires_at = now() - interval '1 second'", "status = 'converted'", "status = 'expired'"]
)
def test_anon_with_the_cookie_of_an_ended_session_sees_nothing(
    db: TestDatabase, houses: dict[UUID, dict[str, UUID]], change: str
) -> None:
    tenant = next(iter(houses))
    with db.admin() as conn:
        conn.execute(f"UPDATE prospective_sessions SET {change} WHERE cookie_id = %s", (cookie("alpha-1"),))  # noqa: S608
    with role(db, "anon", app__tenant_id=str(tenant), app__cookie_id=cookie("alpha-1")) as conn:
        assert count(conn, "prospective_sessions") == 0


FORBIDDEN_TO_ANON = [
    "UPDATE prospective_sessions SET expires_at = 'infinity'",
    "UPDATE prospective_sessions SET status = 'converted'",
    "UPDATE prospective_sessions SET tenant_id = gen_random_uuid()",
    "UPDATE prospective_sessions SET cookie_id = 'another'",
    "DELETE FROM prospective_sessions",
    "SELECT * FROM messages",
    "SELECT * FROM turns",
    "SELECT * FROM tenant_registry",
    "SELECT * FROM tenant_secrets",
    "SELECT * FROM guest_reservations",
    "SELECT * FROM accommodation_units",
    "UPDATE accommodation_units_public SET name = 'forged'",
    "SELECT lobby.find_tenant('alpha')",
    "SELECT lobby.cleanup_expired_sessions(NULL)",
    "SELECT lobby.claim_abandoned_turns(gen_random_uuid(), '1 s', 10)",
    "SELECT lobby.missing_vector_indexes()",
]


def test_anon_may_not_do_more(db: TestDatabase, houses: dict[UUID, dict[str, UUID]]) -> None:
    for statement in FORBIDDEN_TO_ANON:
        with (
            role(db, "anon", app__tenant_id=str(next(iter(houses))), app__cookie_id=cookie("alpha-1")) as conn,
            pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"),
        ):
            conn.execute(statement)


def test_anon_creates_a_session_only_under_its_own_cookie(db: TestDatabase) -> None:
    alpha, beta = db.add_tenant("alpha"), db.add_tenant("beta")
    insert = "INSERT INTO prospective_sessions (tenant_id, cookie_id) VALUES (%s, %s)"
    with role(db, "anon", app__tenant_id=str(alpha), app__cookie_id="mine") as conn:
        assert conn.execute(insert, (alpha, "mine")).rowcount == 1
    for tenant, given in ((alpha, "another"), (beta, "mine")):
        with (
            role(db, "anon", app__tenant_id=str(alpha), app__cookie_id="mine") as conn,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            conn.execute(insert, (tenant, given))


# --- units ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def units(db: TestDatabase) -> tuple[UUID, UUID]:
    """Two tenants, each with a live, an inactive and an unbookable unit."""
    tenants = db.add_tenant("gamma"), db.add_tenant("delta")
    with db.admin() as conn:
        for tenant in tenants:
            conn.execute(
                "INSERT INTO accommodation_units_public (tenant_id, name, description, is_active, is_bookable)"
                " SELECT %s, n, n, n <> 'inactive', n <> 'unbookable'"
                " FROM unnest(ARRAY['live', 'inactive', 'unbookable']) n",
                (tenant,),
            )
    return tenants


def test_anon_reads_live_units_only(db: TestDatabase, units: tuple[UUID, UUID]) -> None:
    with role(db, "anon") as conn:
        assert conn.execute("SELECT DISTINCT name FROM accommodation_units_public").fetchall() == [("live",)]


def test_bot_in_a_turn_reads_its_tenants_live_units_only(db: TestDatabase, units: tuple[UUID, UUID]) -> None:
    with role(db, "lobby_bot", app__tenant_id=str(units[0]), app__session_id=str(uuid4())) as conn:
        rows = conn.execute("SELECT tenant_id, name FROM accommodation_units_public").fetchall()
        assert rows == [(units[0], "live")]


@pytest.mark.parametrize("place", ["top", "app_metadata"])
def test_staff_controls_its_own_tenants_rows_only(
    db: TestDatabase, units: tuple[UUID, UUID], place: str, database: Database
) -> None:
    own, other = units
    claims = {"tenant_id": str(own)} if place == "top" else {"app_metadata": {"tenant_id": str(own)}}
    with role(db, "authenticated", request__jwt__claims=json.dumps(claims)) as conn:
        assert count(conn, "accommodation_units_public") == 3
        assert conn.execute("UPDATE accommodation_units_public SET name = 'renamed'").rowcount == 3
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("UPDATE accommodation_units_public SET tenant_id = %s", (other,))


async def test_staff_sees_its_own_tenants_sessions_only(db: TestDatabase, houses: dict[UUID, dict[str, UUID]]) -> None:
    tenant, users = next(iter(houses.items()))
    with role(db, "authenticated", request__jwt__claims=json.dumps({"tenant_id": str(tenant)})) as conn:
        assert count(conn, "prospective_sessions") == len(users)
        assert count(conn, "messages") == len(users)
        assert conn.execute("UPDATE prospective_sessions SET travel_intent = '{}'").rowcount == len(users)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("SELECT * FROM tenant_secrets")


@pytest.mark.parametrize("claims", ["", "{}", '{"tenant_id": ""}', '{"sub": "someone"}'])
def test_staff_without_a_tenant_claim_sees_nothing(
    db: TestDatabase, units: tuple[UUID, UUID], houses: dict[UUID, dict[str, UUID]], claims: str
) -> None:
    with role(db, "authenticated", request__jwt__claims=claims) as conn:
        assert [count(conn, t) for t in ("prospective_sessions", "accommodation_units_public", "messages")] == [0, 0, 0]


def test_service_role_sees_everything(db: TestDatabase, houses: dict[UUID, dict[str, UUID]]) -> None:
    with role(db, "service_role") as conn:
        assert count(conn, "prospective_sessions") == 2 * VISITORS


def test_every_table_forces_row_level_security_and_bot_owns_nothing(db: TestDatabase) -> None:
    with db.admin() as conn:
        unforced = conn.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND NOT (relrowsecurity AND relforcerowsecurity)"
        ).fetchall()
        (owned,) = conn.execute("SELECT count(*) FROM pg_class WHERE relowner = 'lobby_bot'::regrole").fetchone()
        flags = conn.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'lobby_bot'"
        ).fetchone()
        memberships = conn.execute(
            "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'lobby_bot'::regrole"
        ).fetchall()
    assert (unforced, owned, flags, memberships) == ([], 0, (False,) * 4, [])
