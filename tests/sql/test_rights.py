"""What each role may do beside the tables: functions that may be called, tables and triggers of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from bot.ledger.ledger import Ledger
from bot.store.database import Database
from bot.store.embedded import BOT_ROLE
from bot.testing.throwaway import ThrowawayServer
from bot.types import Message
from tests.conftest import TestDatabase

ROLES = ("anon", "authenticated", "service_role", BOT_ROLE)
STRANGERS = ("anon", "authenticated")


@contextmanager
def with_temporary_tables(db: TestDatabase, role: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection as this role, in autocommit, as if the database had been left open to it."""
    with db.admin() as conn:
        grant = sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}")
        conn.execute(grant.format(sql.Identifier(conn.info.dbname), sql.Identifier(role)))
        conn.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        yield conn


ATTACKS: dict[str, tuple[LiteralString, ...]] = {
    "delete_messages": (
        "CREATE TEMPORARY TABLE bait (session_id uuid)",
        "CREATE TRIGGER bite AFTER DELETE ON bait REFERENCING OLD TABLE AS gone"
        " FOR EACH STATEMENT EXECUTE FUNCTION lobby.delete_messages()",
        "INSERT INTO bait VALUES (%(session)s)",
        "DELETE FROM bait",
    ),
    "sync_unit_vector": (
        "CREATE TEMPORARY TABLE bait (LIKE accommodation_units_public)",
        "CREATE TRIGGER bite AFTER INSERT ON bait FOR EACH ROW EXECUTE FUNCTION lobby.sync_unit_vector()",
        "INSERT INTO bait (unit_id, tenant_id, name, description, highlights, amenities, pricing, photos, metadata,"
        " is_active, is_bookable, created_at, updated_at)"
        " VALUES (%(unit)s, %(tenant)s, '', '', '[]', '{}', '{}', '[]', '{}', false, false, now(), now())",
    ),
}


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("attack", ATTACKS)
async def test_trigger_function_on_a_table_of_ones_own_is_refused(
    db: TestDatabase, database: Database, role: str, attack: str
) -> None:
    """It would run as lobby_system, on rows that the caller made up: another tenant's sessions and units."""
    tenant = db.add_tenant("victim")
    ledger = Ledger(database, timedelta(seconds=15))
    receipt = await ledger.accept(Message(tenant, "web", "guest", "1", "hello"), "cookie", uuid4())
    unit = add_unit_with_vector(db, tenant)
    victim = {"session": receipt.session_id, "tenant": tenant, "unit": unit}
    with with_temporary_tables(db, role) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(conn, ATTACKS[attack], victim)
    with db.admin() as conn:
        assert conn.execute("SELECT count(*) FROM messages").fetchone() == (1,)
        assert conn.execute("SELECT count(*) FROM accommodation_unit_vectors").fetchone() == (1,)


def run(conn: psycopg.Connection[Any], statements: tuple[LiteralString, ...], victim: dict[str, UUID]) -> None:
    for statement in statements:
        conn.execute(statement, victim)


def add_unit_with_vector(db: TestDatabase, tenant: UUID) -> UUID:
    with db.admin() as conn:
        row = conn.execute(
            "INSERT INTO accommodation_units_public (tenant_id, name, description, embedding_fast)"
            " VALUES (%s, 'Casa', 'A house.', array_fill(0.1, ARRAY[1024])::vector) RETURNING unit_id",
            (tenant,),
        ).fetchone()
    assert row is not None
    return UUID(str(row[0]))


# --- who may call what: {function: roles}, every function of ours, whatever it does ---------------------------------

EVERYBODY = frozenset(("anon", "authenticated", "lobby_bot", "service_role"))  # of the roles, not of the world
BOT = frozenset(("lobby_bot", "service_role"))
NOBODY: frozenset[str] = frozenset()  # called by other functions only, or by a trigger

ALLOWED: dict[str, frozenset[str]] = {
    # what policies ask, and the search that DATA.md opens to the public
    **dict.fromkeys(("cookie_id", "jwt_tenant_id", "session_id", "tenant_id", "tenant_scope"), EVERYBODY),
    "match_accommodations_public": EVERYBODY,
    "accept_message": BOT,
    "accept_messages": BOT,
    "append_message": BOT,
    "applied_migrations": BOT,
    "cancel_reservation": BOT,
    "claim_abandoned_turns": BOT,
    "claim_deliveries": BOT,
    "claim_posts": BOT,
    "cleanup_expired_sessions": BOT,
    "commit_turn": BOT,
    "commit_turns": BOT,
    "convert_session": BOT,
    "create_link_code": BOT,
    "delivered_as": BOT,
    "erase_guest": BOT,
    "find_alert": BOT,
    "find_tenant": BOT,
    "funnel_tenants": BOT,
    "hand_back": BOT,
    "hold_lease": BOT,
    "is_current": BOT,
    "linked_channels": BOT,
    "mark_contacted": BOT,
    "missing_vector_indexes": BOT,
    "open_session": BOT,
    "origin_is_known": BOT,
    "queue_reply": BOT,
    "record_checks": BOT,
    "record_visit": BOT,
    "release_lease": BOT,
    "release_replies": BOT,
    "release_turn": BOT,
    "remind_waiting": BOT,
    "renew_leases": BOT,
    "reserve_tokens": BOT,
    "revise_reply": BOT,
    "roll_up_funnel": BOT,
    "room_tenant": BOT,
    "session_tenant": BOT,
    "sessions_ahead": BOT,
    "set_live": BOT,
    "settle_delivery": BOT,
    "settle_post": BOT,
    "settle_tokens": BOT,
    "take_over": BOT,
    "undo_reply": BOT,
    "unlink_session": BOT,
    "visitor_session": BOT,
    # the bot's own work only
    "match_knowledge": frozenset(("lobby_bot",)),
    "match_units": frozenset(("lobby_bot",)),
    "set_embedding_model": frozenset(("lobby_bot",)),
    # parts of others
    "append_to_session": NOBODY,
    "close_session": NOBODY,
    "copy_message": NOBODY,
    "free_cookie": NOBODY,
    "known_time_zone": NOBODY,
    "leave_session": NOBODY,
    "live_session": NOBODY,
    "may_spend": NOBODY,
    "merged_intent": NOBODY,
    "note_gap": NOBODY,
    "post_notice": NOBODY,
    "post_to_thread": NOBODY,
    "reach_stage": NOBODY,
    "redeem_link_code": NOBODY,
    "start_session": NOBODY,
    "turn_context": NOBODY,
    "unit_content": NOBODY,
    "vector_index_name": NOBODY,
    # triggers'
    "delete_messages": NOBODY,
    "fill_event": NOBODY,
    "forget_spender": NOBODY,
    "post_alerts": NOBODY,
    "return_identities": NOBODY,
    "sync_unit_vector": NOBODY,
    "trim_conversation_history": NOBODY,
    "update_accommodation_units_public_updated_at": NOBODY,
}

OURS = """
  FROM pg_proc p
 WHERE p.pronamespace IN ('lobby'::regnamespace, 'public'::regnamespace)
   AND NOT EXISTS (
     SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
"""


def test_functions_all_may_be_executed_by_the_roles_on_their_list_only(db: TestDatabase) -> None:
    """Whoever may execute a trigger's function may put it on a table of their own: no kind is left out."""
    with db.admin() as conn:
        rows = conn.execute(
            f"""SELECT p.proname, p.oid::regprocedure::text, ARRAY(
                   SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END
                     FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                    WHERE a.grantee NOT IN (p.proowner, 'lobby_system'::regrole)) {OURS}"""  # noqa: S608
        ).fetchall()
    assert {name for name, _, _ in rows} == set(ALLOWED)
    wrong = {signature: roles for name, signature, roles in rows if set(roles) != ALLOWED[name]}
    assert wrong == {}


def test_functions_all_that_run_as_their_owner_have_a_fixed_search_path(db: TestDatabase) -> None:
    with db.admin() as conn:
        loose = conn.execute(
            f"""SELECT p.oid::regprocedure::text {OURS} AND p.prosecdef AND NOT EXISTS (
                   SELECT FROM unnest(p.proconfig) c
                    WHERE c ~ '^search_path=(public, |public, extensions, )pg_temp$')"""  # noqa: S608
        ).fetchall()
    assert loose == []


@pytest.mark.parametrize("role", ROLES)
def test_role_cannot_make_tables_in_a_migrated_database(server: ThrowawayServer, role: str) -> None:
    with psycopg.connect(server.url(), autocommit=True) as conn:
        conn.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        for statement in ("CREATE TEMPORARY TABLE bait (n integer)", "CREATE TABLE bait (n integer)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(statement)
