"""Expired sessions go, converted ones are archived, everything else stays."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from bot.ledger.ledger import Ledger
from bot.store.database import Database
from tests.conftest import TestDatabase
from tests.sql.support import SQL_FOLDER, psql
from tests.sql.test_conversion import reservation
from tests.sql.test_ledger import LEASE, accept, commit, execute

SCRIPT = SQL_FOLDER / "cleanup-expired-sessions.sql"
DAYS_90 = timedelta(days=90)


@pytest.fixture
async def sessions(db: TestDatabase, database: Database) -> dict[str, UUID]:
    """One session each: active, expired, closed (expired and replaced), fresh and old conversions."""
    ledger = Ledger(database, LEASE)
    tenant = db.add_tenant()
    found = {}
    for user in ("active", "expired", "closed", "fresh", "old"):
        receipt = await accept(ledger, tenant, "1", user=user)
        assert receipt.claim
        await commit(ledger, receipt.claim)
        found[user] = receipt.session_id
    for user in ("fresh", "old"):
        await ledger.convert(tenant, found[user], reservation(user), "web")
    execute(
        db,
        "UPDATE prospective_sessions SET expires_at = now() - interval '1 s' WHERE session_id <> %s",
        found["active"],
    )
    execute(db, "UPDATE prospective_sessions SET status = 'expired' WHERE session_id = %s", found["closed"])
    execute(
        db,
        "UPDATE prospective_sessions SET conversion_date = now() - interval '91 days' WHERE session_id = %s",
        found["old"],
    )
    return found


def left(db: TestDatabase) -> set[UUID]:
    return {row[0] for row in execute(db, "SELECT session_id FROM prospective_sessions")}


async def test_cleanup_deletes_expired_and_archives_old_conversions(
    db: TestDatabase, database: Database, sessions: dict[str, UUID]
) -> None:
    assert await Ledger(database, LEASE).cleanup(DAYS_90) == (2, 1)
    assert left(db) == {sessions["active"], sessions["fresh"]}
    for table in ("messages", "turns", "channel_identities"):
        ids = {row[0] for row in execute(db, f"SELECT session_id FROM {table}")}  # noqa: S608  # names of this test
        assert ids == {sessions["active"], sessions["fresh"]}, table
    [(session_id, session, transcript)] = execute(
        db, "SELECT session_id, session, transcript FROM prospective_sessions_archive"
    )
    assert session_id == sessions["old"]
    assert session["status"] == "converted"
    assert [(m["seq"], m["role"], m["content"]) for m in transcript] == [
        (1, "user", "message 1"),
        (2, "assistant", "an answer"),
    ]
    assert execute(db, "SELECT count(*) FROM events WHERE kind = 'session_started'") == [(5,)]
    assert execute(db, "SELECT count(*) FROM guest_reservations") == [(2,)]


async def test_cleanup_again_finds_nothing(database: Database, sessions: dict[str, UUID]) -> None:
    ledger = Ledger(database, LEASE)
    await ledger.cleanup(DAYS_90)
    assert await ledger.cleanup(DAYS_90) == (0, 0)


async def test_cleanup_without_an_age_archives_nothing(
    db: TestDatabase, database: Database, sessions: dict[str, UUID]
) -> None:
    assert await Ledger(database, LEASE).cleanup(None) == (2, 0)
    assert left(db) == {sessions["active"], sessions["fresh"], sessions["old"]}


@pytest.mark.parametrize(
    ("options", "deleted", "archived"),
    [((), 2, 1), (("-v", "archive_after_days=0"), 2, 0), (("-v", "archive_after_days=92"), 2, 0)],
)
async def test_script_by_psql_does_the_same_and_prints_it(
    db: TestDatabase, sessions: dict[str, UUID], options: tuple[str, ...], deleted: int, archived: int
) -> None:
    printed = psql(db.admin_url, SCRIPT, "-A", "-F", "|", "-t", *options).split()
    assert printed == [f"{deleted}|{archived}", f"0|1|{2 - archived}"]
    assert len(left(db)) == 3 - archived
