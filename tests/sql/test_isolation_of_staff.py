"""Staff, links and posts of two tenants: whatever ids a call is given, it touches only its own tenant's rows."""

from __future__ import annotations

from typing import Any, LiteralString
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from tests.conftest import TestDatabase
from tests.sql.test_isolation import role

VISITORS = 200  # of both tenants together
# Every table that a function of staff, links or posts writes.
WRITTEN = (
    "prospective_sessions", "turns", "messages", "posts", "staff_replies", "channel_identities", "link_codes", "events",
    "guest_reservations",
)  # fmt: skip
ANA = '{"id": "s", "name": "Ana"}'

# A visitor with a session (and its turn's lease), an alert that is being sent, another session that staff hold and a
# phone has joined, a reply that waits, a link code and a reservation. Everything is named after the visitor.
FURNISH: tuple[LiteralString, ...] = (
    """SELECT session_id AS session FROM lobby.accept_message(%(tenant)s, 'web', %(user)s, %(user)s, 'm', 'hello', NULL,
              NULL, '{}', gen_random_uuid(), '1 h')""",
    "SELECT lease_token AS lease FROM turns WHERE session_id = %(session)s",
    """INSERT INTO posts (tenant_id, session_id, kind, channel, address, details, state, posted_as)
       VALUES (%(tenant)s, %(session)s, 'alert', 'slack', 'C', '{"alert": "lead"}', 'sending', %(user)s)
       RETURNING post_id AS post""",
    """SELECT session_id AS held FROM lobby.accept_message(%(tenant)s, 'phone', %(user)s, 'p' || %(user)s, 'm', 'hello',
              NULL, NULL, '{}', gen_random_uuid(), '1 h')""",
    "UPDATE channel_identities SET copies = true WHERE session_id = %(held)s RETURNING identity_id AS identity",
    "SELECT hold FROM lobby.take_over(%(tenant)s, %(held)s, %(staff)s, NULL, '{phone}')",
    "SELECT reply_id AS reply FROM lobby.queue_reply(%(tenant)s, %(held)s, 's' || %(user)s, %(staff)s, 'mine', '1 h')",
    "SELECT lobby.create_link_code(%(tenant)s, %(session)s, 'CODE' || %(user)s, '1 h') AS until",
    """INSERT INTO guest_reservations (tenant_id, guest_name, guest_email, check_in, check_out, adults, total_amount,
                                       currency, external_reference)
       VALUES (%(tenant)s, 'G', 'g@example.com', '2030-01-01', '2030-01-02', 1, 1, 'EUR', %(user)s) RETURNING id""",
)

# `tenant` is the caller's, everything else belongs to the other one.
FOREIGN: tuple[LiteralString, ...] = (
    "SELECT NULL FROM lobby.take_over(%(tenant)s, %(session)s, %(staff)s, %(post)s, '{web}') WHERE outcome <> 'gone'",
    "SELECT * FROM lobby.hand_back(%(tenant)s, %(held)s, %(staff)s, '{phone}')",
    "SELECT NULL WHERE lobby.set_live(%(tenant)s, %(held)s, 's', true) IS NOT NULL",
    "SELECT * FROM lobby.queue_reply(%(tenant)s, %(held)s, 'new', %(staff)s, 'x', '0 s')",
    "SELECT * FROM lobby.queue_reply(%(tenant)s, %(held)s, 's' || %(user)s, %(staff)s, 'x', '0 s')",
    "SELECT NULL WHERE lobby.undo_reply(%(tenant)s, %(reply)s)",
    "SELECT NULL FROM lobby.revise_reply(%(tenant)s, 's' || %(user)s, 'forged', '{phone}') WHERE outcome <> 'unknown'",
    "SELECT NULL WHERE lobby.mark_contacted(%(tenant)s, %(post)s, %(staff)s)",
    "SELECT NULL FROM lobby.settle_post(%(tenant)s, %(post)s, 0, 'sent', 'forged', '0 s') s WHERE s::text <> ''",
    "SELECT NULL WHERE lobby.delivered_as(%(tenant)s, %(held)s, 1, 'phone', %(user)s) IS NOT NULL",
    "SELECT NULL WHERE lobby.is_current(%(tenant)s, %(session)s, %(lease)s, 0)",
    "SELECT lobby.create_link_code(%(tenant)s, %(session)s, 'MINE' || %(user)s, '1 h')",
    "SELECT lobby.linked_channels(%(tenant)s, %(held)s)",
    "SELECT NULL WHERE lobby.unlink_session(%(tenant)s, %(held)s) <> 0",
    "SELECT NULL WHERE lobby.erase_guest(%(tenant)s, 'web', %(user)s) IS NOT NULL",
    "SELECT * FROM lobby.cancel_reservation(%(tenant)s, %(user)s)",
    "SELECT * FROM lobby.append_message(%(tenant)s, %(session)s, 'assistant', 'web', %(lease)s, 'x', '{}', false)",
    "SELECT * FROM lobby.convert_session(%(tenant)s, %(session)s, '{}', 'web')",
    "SELECT * FROM lobby.release_replies('{phone}', 9, %(held)s)",  # not due
)
# A guest of this tenant types the other's code: the message is stored, and joins nothing.
FOREIGN_CODE: LiteralString = """
SELECT session_id FROM lobby.accept_message(%(tenant)s, 'phone', 'thief' || %(user)s, 'thief' || %(user)s, 'm', 'link',
  jsonb_build_object('action', jsonb_build_object('action', 'link', 'code', 'CODE' || %(user)s)), NULL, '{}',
  gen_random_uuid(), '1 h')"""


def contents(conn: psycopg.Connection[Any], tenant: UUID) -> dict[str, list[str]]:
    """All rows of a tenant, by table."""
    query = "SELECT x::text FROM {} x WHERE tenant_id = %s ORDER BY 1"
    return {t: [r[0] for r in conn.execute(sql.SQL(query).format(sql.Identifier(t)), (tenant,))] for t in WRITTEN}


def furnish(conn: psycopg.Connection[Any], tenant: UUID, user: str) -> dict[str, Any]:
    """A visitor as described above; the ids."""
    ids: dict[str, Any] = {"tenant": tenant, "user": user, "staff": ANA}
    for statement in FURNISH:
        cursor = conn.execute(statement, ids)
        row = cursor.fetchone()
        assert row is not None
        assert cursor.description is not None
        ids[cursor.description[0].name] = row[0]
    return ids


def call(bot: psycopg.Connection[Any], statement: LiteralString, ids: dict[str, Any]) -> list[Any]:
    """Rows of a call; none when it is refused."""
    try:
        with bot.transaction():
            return bot.execute(statement, ids).fetchall()
    except psycopg.Error as error:
        if error.sqlstate != "LB404":
            raise
        return []


@pytest.fixture
def houses(db: TestDatabase) -> dict[UUID, list[dict[str, Any]]]:
    with db.admin() as conn:
        return {
            tenant: [furnish(conn, tenant, f"{slug}{n}") for n in range(VISITORS // 2)]
            for slug, tenant in ((slug, db.add_tenant(slug)) for slug in ("alpha", "beta"))
        }


def test_functions_of_staff_links_and_posts_touch_only_the_tenant_they_are_given(
    db: TestDatabase, houses: dict[UUID, list[dict[str, Any]]]
) -> None:
    alpha, beta = houses
    with db.admin() as conn:
        before = {tenant: contents(conn, tenant) for tenant in houses}
        for mine, theirs in ((alpha, beta), (beta, alpha)):
            with role(db, "lobby_bot") as bot:
                for ids in houses[theirs]:
                    for statement in FOREIGN:
                        assert call(bot, statement, {**ids, "tenant": mine}) == [], statement
                bot.commit()
        assert {tenant: contents(conn, tenant) for tenant in houses} == before


def test_code_of_another_tenant_joins_nothing(db: TestDatabase, houses: dict[UUID, list[dict[str, Any]]]) -> None:
    alpha, beta = houses
    with db.admin() as conn:
        before = contents(conn, beta)
        with role(db, "lobby_bot") as bot:
            joined = {call(bot, FOREIGN_CODE, {**ids, "tenant": alpha})[0][0] for ids in houses[beta]}
            bot.commit()
        assert contents(conn, beta) == before
        assert not joined & {ids["session"] for ids in houses[beta]}


def test_a_takeover_with_another_sessions_alert_writes_nothing_into_its_thread(
    db: TestDatabase, houses: dict[UUID, list[dict[str, Any]]]
) -> None:
    alpha, beta = houses
    mine, neighbour, other = houses[alpha][0], houses[alpha][1], houses[beta][0]
    with role(db, "lobby_bot") as bot:
        for number, ids in enumerate((neighbour, other)):
            take: LiteralString = (
                "SELECT hold FROM lobby.take_over(%(tenant)s, %(session)s, %(staff)s, %(post)s, '{web}')"
            )
            [(hold,)] = call(bot, take, {**houses[alpha][2 + number], "post": ids["post"]})
            assert hold["post_id"] is None
        [(hold,)] = call(bot, take, mine)
        assert hold["post_id"] == mine["post"]
        bot.commit()
    with db.admin() as conn:
        threads = conn.execute("SELECT DISTINCT thread_of FROM posts WHERE kind = 'thread'").fetchall()
    assert threads in ([], [(mine["post"],)])


def test_staff_and_bot_read_posts_and_replies_of_their_own_tenant_only(
    db: TestDatabase, houses: dict[UUID, list[dict[str, Any]]]
) -> None:
    tables: tuple[LiteralString, ...] = (
        "SELECT DISTINCT tenant_id FROM posts",
        "SELECT DISTINCT tenant_id FROM staff_replies",
    )
    for tenant in houses:
        settings = {"app__tenant_id": str(tenant), "app__scope": "tenant"}
        with role(db, "lobby_bot", **settings) as bot:
            assert [bot.execute(query).fetchall() for query in tables] == [[(tenant,)]] * 2
        visitor = {"app__tenant_id": str(tenant), "app__session_id": str(houses[tenant][0]["session"])}
        with role(db, "lobby_bot", **visitor) as bot:  # a turn has no business there
            assert [bot.execute(query).fetchall() for query in tables] == [[], []]
        claims = {"request__jwt__claims": f'{{"tenant_id": "{tenant}"}}'}
        with role(db, "authenticated", **claims) as staff:
            assert [staff.execute(query).fetchall() for query in tables] == [[(tenant,)]] * 2
    with role(db, "lobby_bot") as bot:
        assert [bot.execute(query).fetchall() for query in tables] == [[], []]
