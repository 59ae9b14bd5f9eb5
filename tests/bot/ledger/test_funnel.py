"""The funnel's reports, and a verification that finds whatever was changed behind the roll-up's back."""

from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.app import App
from bot.errors import NotFound
from bot.ledger.funnel import BESIDE, STAGES, Funnel, Row, Topic, total
from bot.ledger.ledger import Ledger
from bot.settings import Secrets, Settings
from bot.store.database import Database
from tests.conftest import TestDatabase
from tests.sql.test_conversion import reservation, session_of
from tests.sql.test_funnel import MAIL, write
from tests.sql.test_ledger import LEASE, accept, execute

DAY = date(2030, 6, 1)


@pytest.fixture
def funnel(database: Database) -> Funnel:
    return Funnel(database)


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant(time_zone="Europe/Madrid")


@pytest.fixture
def story(db: TestDatabase, tenant: UUID) -> UUID:
    """Two days on two channels: 10 visits, 4 opened, 3 wrote …, 2 reserved, 1 cancelled. Returns the tenant."""
    with db.admin() as conn:
        for kind, count in (
            ("visit", 10),
            ("session_started", 4),
            ("message", 3),
            ("intent_complete", 2),
            ("offer", 2),
        ):
            for _ in range(count):
                write(conn, tenant, kind, at="2030-06-01T10:00:00Z", touches=MAIL)
        for kind, at, amount in (
            ("reservation", "2030-06-01T21:59:59Z", 500), ("reservation", "2030-06-01T22:00:00Z", 300.5),
            ("cancellation", "2030-06-03T10:00:00Z", 500),
        ):  # fmt: skip
            details = {"total_amount": amount, "currency": "EUR"}
            write(conn, tenant, kind, at=at, details=details, touches=MAIL, channel="telegram")
        write(conn, tenant, "handoff", at="2030-06-01T12:00:00Z")
        write(conn, tenant, "topic", at="2030-06-01T12:00:00Z", details={"topic": "pets"})
    return tenant


def some(row: Row) -> dict[str, int]:
    return {stage: count for stage, count in row.counts.items() if count}


# --- reports ----------------------------------------------------------------------------------------------------------


async def test_day_is_up_to_date_and_by_channel(funnel: Funnel, story: UUID) -> None:
    web, telegram = await funnel.day(story, DAY)
    assert (web.channel, telegram.channel) == ("web", "telegram")
    assert some(web) == {
        "visit": 10, "open": 4, "message": 3, "intent_complete": 2, "offer": 2, "handoff": 1,
    }  # fmt: skip
    assert some(telegram) == {"reservation": 1}
    assert telegram.amounts == {"EUR": Decimal(500)}
    assert [web.rate(stage) for stage in STAGES] == [None, 0.4, 0.75, 2 / 3, 1.0, 0.0, None]


async def test_day_without_anything_has_no_rows(funnel: Funnel, story: UUID) -> None:
    assert await funnel.day(story, date(2031, 1, 1)) == []
    assert await funnel.day(uuid4(), DAY) == []


async def test_between_by_day_shows_quiet_days_too_and_the_net(funnel: Funnel, story: UUID) -> None:
    rows = await funnel.between(story, DAY, date(2030, 6, 4))
    assert [row.day for row in rows] == [date(2030, 6, n) for n in (1, 2, 3, 4)]
    assert [row.net for row in rows] == [1, 1, -1, 0]
    assert [row.amounts.get("EUR") for row in rows] == [500, Decimal("300.5"), -500, None]
    everything = total(rows)
    assert (everything.net, everything.amounts) == (1, {"EUR": Decimal("300.5")})
    assert set(everything.counts) == {*STAGES, *BESIDE}


async def test_between_by_campaign_follows_the_touch(funnel: Funnel, story: UUID) -> None:
    last = await funnel.between(story, DAY, DAY, by="campaign")
    first = await funnel.between(story, DAY, DAY, by="campaign", touch="first")
    assert [(row.source, row.campaign, row.counts["visit"]) for row in last] == [("ads", "summer", 10), ("", "", 0)]
    assert [(row.source, row.campaign, row.counts["visit"]) for row in first] == [("mail", "spring", 10), ("", "", 0)]


async def test_topics_are_of_these_days_and_the_most_frequent_first(
    db: TestDatabase, funnel: Funnel, tenant: UUID
) -> None:
    with db.admin() as conn:
        for topic, channel in (("pets", "web"), ("parking", "web"), ("parking", "telegram")):
            write(conn, tenant, "topic", details={"topic": topic}, channel=channel, at="2030-06-01T10:00:00Z")
        write(conn, tenant, "topic", details={"topic": "pets"}, at="2030-06-02T10:00:00Z")
    assert await funnel.topics(tenant, DAY, DAY) == [Topic("parking", 2), Topic("pets", 1)]
    assert await funnel.topics(tenant, DAY, date(2030, 6, 2)) == [Topic("parking", 2), Topic("pets", 2)]
    assert await funnel.topics(uuid4(), DAY, DAY) == []
    assert (await funnel.verify()).ok


async def test_today_is_the_tenants(db: TestDatabase, funnel: Funnel) -> None:
    kiritimati = db.add_tenant("kiritimati", time_zone="Pacific/Kiritimati")
    samoa = db.add_tenant("niue", time_zone="Pacific/Niue")
    assert (await funnel.today(kiritimati) - await funnel.today(samoa)).days in (1, 2)
    with pytest.raises(NotFound):
        await funnel.today(uuid4())


# --- verification -----------------------------------------------------------------------------------------------------


async def test_verify_of_a_true_roll_up_finds_nothing(funnel: Funnel, tenant: UUID, database: Database) -> None:
    ledger = Ledger(database, LEASE)
    await ledger.convert(tenant, await session_of(ledger, tenant), reservation(), "web")
    await accept(ledger, tenant, "1", user="bea")
    found = await funnel.verify()
    assert found.ok
    assert (found.tenants, found.waiting) == (1, 0)
    assert found.events >= 3
    assert found.numbers >= 2 * 2


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE funnel_daily SET count = 3 WHERE stage = 'offer' AND touch = 'last'", {("offer", "last", 3, 2)}),
        ("UPDATE funnel_daily SET amount = 1 WHERE amount = 300.5 AND touch = 'last'", {("reservation", "last", 1, 1)}),
        ("DELETE FROM funnel_daily WHERE stage = 'message' AND touch = 'first'", {("message", "first", None, 3)}),
        (
            "INSERT INTO funnel_daily SELECT tenant_id, day, touch, 'lead', channel, source, campaign, '', 7, 0"
            " FROM funnel_daily WHERE stage = 'offer' AND touch = 'last'",
            {("lead", "last", 7, None)},
        ),
        (
            "UPDATE funnel_daily SET day = day + 1 WHERE stage = 'offer' AND touch = 'last'",
            {("offer", "last", 2, None), ("offer", "last", None, 2)},
        ),
        ("UPDATE topics_daily SET count = 5", {("topic pets", "", 5, 1)}),
        ("DELETE FROM topics_daily", {("topic pets", "", None, 1)}),
        ("DELETE FROM events WHERE kind = 'topic'", {("topic pets", "", 1, None)}),
        ("DELETE FROM events WHERE kind = 'handoff'", {("handoff", t, 1, None) for t in ("first", "last")}),
        (  # skipped by a watermark that somebody set
            "UPDATE funnel_watermark SET transaction_id = pg_current_xact_id();"
            "INSERT INTO events (tenant_id, kind, transaction_id) SELECT tenant_id, 'lead', '5' FROM tenant_registry",
            {("lead", t, None, 1) for t in ("first", "last")},
        ),
    ],
)  # fmt: skip
async def test_verify_finds_what_was_changed(
    db: TestDatabase, funnel: Funnel, story: UUID, change: str, found: set[tuple[Any, ...]]
) -> None:
    await funnel.roll_up()
    with db.admin() as conn:
        conn.execute(change.encode())
    verification = await funnel.verify()
    assert not verification.ok
    assert {(d.stage, d.touch, d.rolled_up, d.counted) for d in verification.differences} == found
    assert {d.tenant for d in verification.differences} == {"demo"}
    await funnel.roll_up(anew=True)
    assert (await funnel.verify()).differences == ()


async def test_verify_finds_sessions_and_reservations_without_their_events(
    db: TestDatabase, funnel: Funnel, tenant: UUID, database: Database
) -> None:
    ledger = Ledger(database, LEASE)
    sessions = [await session_of(ledger, tenant, user) for user in ("ana", "bea", "carl", "dora")]
    ids = [
        (await ledger.convert(tenant, session, reservation(f"R-{n}"), "web"))[0] for n, session in enumerate(sessions)
    ]
    execute(db, "DELETE FROM events WHERE kind = 'session_started' AND session_id = %s", sessions[0])
    execute(db, "DELETE FROM events WHERE kind = 'reservation' AND session_id = %s", sessions[0])
    execute(db, "DELETE FROM guest_reservations WHERE id = %s", ids[1])
    execute(db, "UPDATE guest_reservations SET status = 'cancelled' WHERE id = %s", ids[2])
    execute(db, "SELECT * FROM lobby.cancel_reservation(%s, 'R-3')", tenant)
    found = await funnel.verify()
    assert found.differences == ()  # both come from the same log
    assert {(m.check, m.id) for m in found.mismatches} == {
        ("session", str(sessions[0])), *(("reservation", str(id_)) for id_ in ids[:3]),
    }  # fmt: skip


async def test_verify_tells_what_is_still_to_be_counted(db: TestDatabase, funnel: Funnel, tenant: UUID) -> None:
    await funnel.roll_up()
    with db.admin() as slow, db.admin() as quick, slow.transaction():
        write(slow, tenant, "visit")
        write(quick, tenant, "visit")
        found = await funnel.verify()
    assert (found.ok, found.events, found.waiting) == (True, 0, 1)


# --- scheduled --------------------------------------------------------------------------------------------------------


async def test_nodes_roll_up_when_their_schedule_comes(db: TestDatabase, tenant: UUID) -> None:
    with db.admin() as conn:
        write(conn, tenant, "visit")
    nothing = {"enabled": (), "entry_points": False}
    settings = Settings(plugins=nothing, channels=nothing)  # the last minute's tick
    async with App(settings, Secrets(), db.url).started(), App(settings, Secrets(), db.url).started():
        async with asyncio.timeout(20):
            while not execute(db, "SELECT 1 FROM funnel_daily"):
                await asyncio.sleep(0.05)
    assert execute(db, "SELECT sum(count) FROM funnel_daily WHERE touch = 'first'") == [(1,)]
