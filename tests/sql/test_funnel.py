"""The funnel's roll-up: every event is counted once, whatever commits late, rolls back, dies or runs beside it."""

from __future__ import annotations

import itertools
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from bot.ledger.funnel import BESIDE, STAGES, Funnel
from bot.ledger.ledger import Ledger
from tests.conftest import Database, TestDatabase
from tests.sql.support import as_bot
from tests.sql.test_conversion import reservation, session_of
from tests.sql.test_ledger import LEASE, execute

KINDS = [{"open": "session_started"}.get(stage, stage) for stage in (*STAGES, *BESIDE)]
MAIL = {"first": {"source": "mail", "campaign": "spring"}, "last": {"source": "ads", "campaign": "summer"}}
ZONES = ("UTC", "Europe/Madrid", "America/Bogota", "Pacific/Kiritimati", "America/St_Johns", "Australia/Lord_Howe")


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant(time_zone="Europe/Madrid")


def write(conn: psycopg.Connection[Any], tenant: UUID, kind: str, **more: Any) -> None:
    """An event as a guest's transaction leaves it."""
    conn.execute(
        "INSERT INTO events (tenant_id, session_id, kind, channel, details, touches, created_at)"
        " VALUES (%s, NULL, %s, %s, %s, %s, coalesce(%s, now()))",
        (
            tenant, kind, more.get("channel", "web"), Jsonb(more.get("details", {})), Jsonb(more.get("touches", {})),
            more.get("at"),
        ),
    )  # fmt: skip


def roll_up(db: TestDatabase, *, anew: bool = False) -> int:
    with as_bot(db.url) as conn:
        row = conn.execute("SELECT lobby.roll_up_funnel(%s)", (anew,)).fetchone()
    assert row is not None
    return int(row[0])


def rolled(db: TestDatabase, tenant: UUID) -> Counter[tuple[Any, ...]]:
    rows = execute(
        db, "SELECT day, touch, stage, channel, source, campaign, count FROM funnel_daily WHERE tenant_id = %s", tenant
    )
    return Counter({tuple(row[:-1]): row[-1] for row in rows})


def counted(db: TestDatabase, tenant: UUID, zone: str) -> Counter[tuple[Any, ...]]:
    """All events of the log, by Python's own calendar."""
    found: Counter[tuple[Any, ...]] = Counter()
    for kind, channel, touches, at in execute(
        db, "SELECT kind, channel, touches, created_at FROM events WHERE tenant_id = %s", tenant
    ):
        stage = {"session_started": "open"}.get(kind, kind)
        for touch in ("first", "last"):
            came = touches.get(touch, {})
            about = (stage, channel or "", came.get("source", ""), came.get("campaign", ""))
            found[at.astimezone(ZoneInfo(zone)).date(), touch, *about] += 1
    return found


def totals(db: TestDatabase, tenant: UUID, touch: str = "first") -> dict[str, int]:
    found: Counter[str] = Counter()
    for (_, of_touch, stage, *_), count in rolled(db, tenant).items():
        found[stage] += count if of_touch == touch else 0
    return {stage: count for stage, count in found.items() if count}


# --- counting ---------------------------------------------------------------------------------------------------------


def test_roll_up_counts_every_stage_under_both_touches(db: TestDatabase, tenant: UUID) -> None:
    with db.admin() as conn:
        for kind in KINDS:
            write(conn, tenant, kind, touches=MAIL)
        write(conn, tenant, "link")  # no stage
    assert roll_up(db) == len(KINDS)
    day = datetime.now(ZoneInfo("Europe/Madrid")).date()
    assert rolled(db, tenant) == {
        (day, touch, stage, "web", campaign["source"], campaign["campaign"]): 1
        for stage in (*STAGES, *BESIDE)
        for touch, campaign in MAIL.items()
    }


def test_roll_up_of_topics_counts_them_by_day_and_channel(db: TestDatabase, tenant: UUID) -> None:
    with db.admin() as conn:
        for topic, channel in (("parking", "web"), ("parking", "web"), ("pets", "telegram"), ("x" * 200, "web")):
            write(conn, tenant, "topic", details={"topic": topic}, channel=channel, at="2030-06-01T22:30:00Z")
    assert roll_up(db) == 4
    query = "SELECT day, channel, topic, count FROM topics_daily ORDER BY 2, 3"
    day = date(2030, 6, 2)  # in Madrid
    expected = [(day, "telegram", "pets", 1), (day, "web", "parking", 2), (day, "web", "x" * 80, 1)]
    assert execute(db, query) == expected
    assert rolled(db, tenant) == {}
    assert roll_up(db, anew=True) == 4
    assert execute(db, query) == expected


def test_reach_stage_writes_a_topic_once_a_session_each(db: TestDatabase, tenant: UUID) -> None:
    session = uuid4()
    with db.admin() as conn:
        for kind, details in (
            ("topic", {"topic": "pets"}), ("topic", {"topic": "parking"}), ("topic", {"topic": "pets"}),
            ("offer", {"units": ["1"]}), ("offer", {"units": ["2"]}),
        ):  # fmt: skip
            conn.execute("SELECT lobby.reach_stage(%s, %s, %s, 'web', %s)", (tenant, session, kind, Jsonb(details)))
    found = execute(db, "SELECT kind, details ->> 'topic' FROM events ORDER BY event_id")
    assert found == [("topic", "pets"), ("topic", "parking"), ("offer", None)]


def test_roll_up_again_changes_nothing(db: TestDatabase, tenant: UUID) -> None:
    with db.admin() as conn:
        write(conn, tenant, "visit")
        assert roll_up(db) == 1
        assert roll_up(db) == 0
        write(conn, tenant, "visit")
    assert roll_up(db) == 1
    assert roll_up(db, anew=True) == 2
    assert totals(db, tenant) == {"visit": 2}


def test_roll_up_sums_amounts_by_currency(db: TestDatabase, tenant: UUID) -> None:
    details: list[dict[str, Any]] = [
        {"total_amount": 480.5, "currency": "EUR"},
        {"total_amount": "19.50", "currency": "EUR"},
        {"total_amount": 100, "currency": "USD"},
        {"total_amount": None, "currency": None},
        {"total_amount": "a lot", "currency": "EUR"},
        {"total_amount": -5, "currency": "EUR"},
    ]
    with db.admin() as conn:
        for each in details:
            write(conn, tenant, "reservation", details=each)
        write(conn, tenant, "offer", details={"total_amount": 7, "currency": "EUR"})
    roll_up(db)
    query = "SELECT stage, currency, count, amount FROM funnel_daily WHERE touch = 'last' ORDER BY 1, 2"
    assert execute(db, query) == [
        ("offer", "", 1, 0),
        ("reservation", "", 3, 0),
        ("reservation", "EUR", 2, Decimal(500)),
        ("reservation", "USD", 1, Decimal(100)),
    ]


async def test_roll_up_of_real_conversions_keeps_the_sessions_campaign(
    db: TestDatabase, database: Database, tenant: UUID
) -> None:
    ledger = Ledger(database, LEASE)
    await ledger.convert(tenant, await session_of(ledger, tenant), reservation(), "web")
    roll_up(db)
    query = "SELECT stage, source, amount FROM funnel_daily WHERE touch = 'first' AND stage <> 'lead' ORDER BY stage"
    assert execute(db, query) == [("open", "mail", 0), ("reservation", "mail", Decimal("480.50"))]
    assert (await Funnel(database).verify()).ok


def test_roll_up_cuts_endless_names_and_goes_on(db: TestDatabase, tenant: UUID) -> None:
    with db.admin() as conn:
        write(conn, tenant, "visit", touches={"first": {"source": "é" * 5000, "campaign": {"a": 1}}, "last": 3})
    roll_up(db)
    assert {(len(source), campaign) for _, _, _, _, source, campaign in rolled(db, tenant)} == {
        (200, '{"a": 1}'), (0, ""),
    }  # fmt: skip


# --- days -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("Europe/Madrid", "2030-03-30T22:59:59Z", "2030-03-30"),
        ("Europe/Madrid", "2030-03-30T23:00:00Z", "2030-03-31"),  # the day that has 23 hours
        ("Europe/Madrid", "2030-03-31T21:59:59Z", "2030-03-31"),
        ("Europe/Madrid", "2030-03-31T22:00:00Z", "2030-04-01"),
        ("Europe/Madrid", "2030-10-26T22:00:00Z", "2030-10-27"),  # the day that has 25
        ("Europe/Madrid", "2030-10-27T22:59:59Z", "2030-10-27"),
        ("Europe/Madrid", "2030-10-27T23:00:00Z", "2030-10-28"),
        ("America/Bogota", "2030-01-02T04:59:59Z", "2030-01-01"),
        ("Pacific/Kiritimati", "2030-01-01T10:00:00Z", "2030-01-02"),
        ("nowhere/at all", "2030-01-01T23:59:59Z", "2030-01-01"),
        (None, "2030-01-01T23:59:59Z", "2030-01-01"),
    ],
)
def test_day_begins_at_the_tenants_midnight(db: TestDatabase, zone: str | None, at: str, day: str) -> None:
    tenant = db.add_tenant(**({"time_zone": zone} if zone else {}))
    with db.admin() as conn:
        write(conn, tenant, "visit", at=at)
    roll_up(db)
    assert {key[0] for key in rolled(db, tenant)} == {date.fromisoformat(day)}


def test_day_after_a_change_of_time_zone_is_counted_anew_for_that_tenant_only(db: TestDatabase, tenant: UUID) -> None:
    other = db.add_tenant("other")
    with db.admin() as conn:
        for each in (tenant, other):
            write(conn, each, "visit", at="2030-01-01T23:30:00Z")
    roll_up(db)
    assert {key[0] for key in rolled(db, tenant)} == {date(2030, 1, 2)}
    execute(db, "UPDATE tenant_registry SET settings = '{\"time_zone\": \"America/Bogota\"}' WHERE slug = 'demo'")
    assert roll_up(db) == 1
    assert {key[0] for key in rolled(db, tenant)} == {date(2030, 1, 1)}
    assert totals(db, tenant) == totals(db, other) == {"visit": 1}


# --- at the same time -------------------------------------------------------------------------------------------------


def test_event_that_commits_late_is_not_skipped(db: TestDatabase, tenant: UUID) -> None:
    roll_up(db)
    with psycopg.connect(db.admin_url) as slow, db.admin() as quick:
        write(slow, tenant, "visit")  # the smaller event_id, the older created_at
        write(quick, tenant, "visit")
        assert roll_up(db) == 0  # both stand behind the transaction that still runs
        assert roll_up(db) == 0
        slow.commit()
    assert roll_up(db) == 2
    assert totals(db, tenant) == {"visit": 2}


def test_roll_up_that_dies_leaves_nothing_half_done(db: TestDatabase, tenant: UUID) -> None:
    with db.admin() as conn:
        write(conn, tenant, "visit")
    with psycopg.connect(db.url) as dying:
        assert dying.execute("SELECT lobby.roll_up_funnel()").fetchone() == (1,)
        dying.rollback()
    assert totals(db, tenant) == {}
    assert roll_up(db) == 1
    assert totals(db, tenant) == {"visit": 1}


def test_roll_ups_at_the_same_time_and_under_any_isolation_count_once(db: TestDatabase, tenant: UUID) -> None:
    with db.admin() as conn:
        for _ in range(50):
            write(conn, tenant, "visit")
    found: list[int] = []
    refused: list[psycopg.Error] = []
    barrier = threading.Barrier(8)

    def run(number: int) -> None:
        with psycopg.connect(db.url) as conn:
            if number % 2:
                conn.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            conn.execute("SELECT 1")  # its snapshot is older than the others' commits
            barrier.wait()
            try:
                found.extend(row[0] for row in conn.execute("SELECT lobby.roll_up_funnel()").fetchall())
            except psycopg.errors.SerializationFailure as error:
                refused.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) + len(refused) == 8
    roll_up(db)
    assert totals(db, tenant) == {"visit": 50}


EVENT = st.tuples(
    st.sampled_from(KINDS),
    st.sampled_from(["web", "telegram"]),
    st.sampled_from([{}, MAIL, {"first": {"source": "ads"}, "last": {"source": "ads", "campaign": "spring"}}]),
    st.integers(0, 370 * 24 * 60).map(lambda minutes: datetime(2029, 12, 30, tzinfo=UTC) + timedelta(minutes=minutes)),
)
STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.one_of(EVENT, st.sampled_from(["commit", "rollback", "roll up"]))), max_size=40
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, zone=st.sampled_from(ZONES))
@pytest.mark.slow
def test_any_interleaving_of_writers_and_roll_ups_ends_in_a_full_count(
    db: TestDatabase, steps: list[tuple[int, Any]], zone: str
) -> None:
    tenant = db.add_tenant(f"t-{uuid4().hex}", time_zone=zone)
    with ExitStack() as stack:
        writers = [stack.enter_context(psycopg.connect(db.admin_url)) for _ in range(4)]
        for number, step in steps:
            match step:
                case "commit":
                    writers[number].commit()
                case "rollback":
                    writers[number].rollback()
                case "roll up":
                    roll_up(db)
                    assert rolled(db, tenant) <= counted(db, tenant, zone)  # never more than was committed
                case (kind, channel, touches, at):
                    write(writers[number], tenant, kind, channel=channel, touches=touches, at=at)
    roll_up(db)
    assert rolled(db, tenant) == counted(db, tenant, zone)


async def test_storm_of_writers_and_roll_ups_ends_in_a_full_count(
    db: TestDatabase, database: Database, tenant: UUID
) -> None:
    done = threading.Event()

    def write_on(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        with psycopg.connect(db.admin_url) as conn:
            for _ in range(60):
                for _ in range(chance.randint(1, 4)):
                    at = datetime(2030, 3, 31, tzinfo=UTC) + timedelta(minutes=chance.randint(-2000, 2000))
                    write(conn, tenant, chance.choice(KINDS), at=at, touches=chance.choice([{}, MAIL]))
                conn.rollback() if chance.random() < 0.2 else conn.commit()

    def roll_on() -> None:
        while not done.is_set():
            roll_up(db)

    writers = [threading.Thread(target=write_on, args=(seed,)) for seed in range(4)]
    rollers = [threading.Thread(target=roll_on) for _ in range(2)]
    for thread in itertools.chain(writers, rollers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in rollers:
        thread.join()
    roll_up(db)
    assert rolled(db, tenant) == counted(db, tenant, "Europe/Madrid")
    assert (await Funnel(database).verify()).differences == ()


def test_dump_restored_on_another_server_is_counted_whole(db: TestDatabase, tenant: UUID) -> None:
    """There, transactions begin at small numbers again: the dump's own are of a future that never comes."""
    with db.admin() as conn:
        write(conn, tenant, "visit")
        roll_up(db)
        write(conn, tenant, "open")
        write(conn, tenant, "session_started")
        conn.execute("UPDATE events SET transaction_id = '9000000000' WHERE kind = 'session_started'")
        conn.execute("UPDATE funnel_watermark SET server = 1, transaction_id = '8000000000'")
        write(conn, tenant, "message")
    assert roll_up(db) == 3
    assert totals(db, tenant) == {"visit": 1, "open": 1, "message": 1}
    assert roll_up(db) == 0


# --- who may --------------------------------------------------------------------------------------------------------


@contextmanager
def role(db: TestDatabase, name: str, **values: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(db.admin_url) as conn:
        for key, value in values.items():
            conn.execute("SELECT set_config(%s, %s, true)", (key.replace("__", "."), value))
        conn.execute("SET LOCAL ROLE " + name)  # of this file
        yield conn
        conn.rollback()


def test_roll_up_is_seen_by_its_own_tenant_only(db: TestDatabase, tenant: UUID) -> None:
    other = db.add_tenant("other")
    with db.admin() as conn:
        for each in (tenant, other):
            write(conn, each, "visit")
    roll_up(db)
    tenant_scope = {"app__tenant_id": str(tenant), "app__scope": "tenant"}
    claims = {"request__jwt__claims": f'{{"tenant_id": "{tenant}"}}'}
    for name, values, seen in (
        ("lobby_bot", tenant_scope, {tenant}),
        ("lobby_bot", {"app__tenant_id": str(tenant), "app__session_id": str(uuid4())}, set()),  # a visitor's turn
        ("lobby_bot", {}, set()),
        ("authenticated", claims, {tenant}),
        ("authenticated", {}, set()),
        ("service_role", {}, {tenant, other}),
    ):
        with role(db, name, **values) as conn:
            assert {row[0] for row in conn.execute("SELECT tenant_id FROM funnel_daily")} == seen, (name, values)


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("anon", "SELECT * FROM funnel_daily"),
        ("anon", "SELECT lobby.roll_up_funnel()"),
        ("authenticated", "SELECT lobby.roll_up_funnel()"),
        ("authenticated", "SELECT * FROM lobby.funnel_tenants()"),
        ("authenticated", "SELECT * FROM funnel_watermark"),
        ("authenticated", "DELETE FROM funnel_daily"),
        ("lobby_bot", "UPDATE funnel_daily SET count = 0"),
        ("lobby_bot", "DELETE FROM funnel_zones"),
        ("lobby_bot", "UPDATE funnel_watermark SET transaction_id = '0'"),
    ],
)
def test_roll_up_is_written_by_its_function_only(db: TestDatabase, name: str, statement: str) -> None:
    with role(db, name) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(statement.encode())


def test_guests_transaction_never_waits_for_a_roll_up(db: TestDatabase, tenant: UUID) -> None:
    with psycopg.connect(db.url) as rolling, db.admin() as guest:
        write(guest, tenant, "visit")
        rolling.execute("SELECT lobby.roll_up_funnel()")  # holds its locks
        guest.execute("SET statement_timeout = '5s'")
        write(guest, tenant, "visit")
        rolling.commit()
    roll_up(db)
    assert totals(db, tenant) == {"visit": 2}


def test_roll_up_of_news_reads_the_index(db: TestDatabase, tenant: UUID) -> None:
    with db.admin() as conn:
        conn.execute(
            "INSERT INTO events (tenant_id, kind) SELECT %s, 'visit' FROM generate_series(1, 20000)", (tenant,)
        )
        roll_up(db)
        conn.execute("ANALYZE events")
        before = conn.execute("SELECT pg_stat_get_numscans('events'::regclass)").fetchone()
        write(conn, tenant, "visit")
    with as_bot(db.url) as conn:  # more often than a plan needs to become generic
        assert [conn.execute("SELECT lobby.roll_up_funnel()").fetchone() for _ in range(8)] == [(1,)] + [(0,)] * 7
        conn.execute("SELECT pg_stat_force_next_flush()")
    assert execute(db, "SELECT pg_stat_get_numscans('events'::regclass)") == [before]
