"""Reservations out of sessions: once, and never over another one."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.errors import Conflict, NotFound
from bot.ledger.ledger import Ledger
from bot.types import Attribution
from tests.conftest import TestDatabase
from tests.sql.test_ledger import accept, commit, cookie, execute

UTM = {"source": "mail"}


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant()


def reservation(reference: str = "R-1", **more: Any) -> dict[str, Any]:
    return {
        "guest_name": "Ana", "guest_email": "ana@example.com", "check_in": "2030-07-01", "check_out": "2030-07-05",
        "adults": 2, "children": 1, "total_amount": "480.50", "currency": "EUR", "status": "confirmed",
        "external_reference": reference, **more,
    }  # fmt: skip


async def session_of(ledger: Ledger, tenant: UUID, user: str = "ana") -> UUID:
    opened = await ledger.open_session(tenant, "web", user, cookie(user), None, Attribution(utm=UTM))
    assert opened is not None
    return opened[0]


async def test_convert_marks_the_session_and_keeps_attribution(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    session = await session_of(ledger, tenant)
    id_, created, row = await ledger.convert(tenant, session, reservation(), "web")
    assert created
    assert (row["total_amount"], row["guest_name"], row["status"]) == (480.50, "Ana", "confirmed")
    assert row["attribution"]["utm"]["first"] == UTM
    assert execute(
        db, "SELECT status, converted_to_reservation_id, conversion_date IS NOT NULL FROM prospective_sessions"
    ) == [("converted", id_, True)]
    assert execute(db, "SELECT kind FROM events ORDER BY event_id") == [("session_started",), ("reservation",)]


async def test_convert_again_with_the_same_reference_changes_nothing(
    db: TestDatabase, ledger: Ledger, tenant: UUID
) -> None:
    session = await session_of(ledger, tenant)
    first = await ledger.convert(tenant, session, reservation(), "web")
    again = await ledger.convert(tenant, session, reservation(total_amount="1"), "web")
    assert (again[0], again[1], again[2]) == (first[0], False, first[2])
    assert execute(db, "SELECT count(*) FROM guest_reservations") == [(1,)]
    assert execute(db, "SELECT count(*) FROM events WHERE kind = 'reservation'") == [(1,)]


async def test_convert_of_a_converted_session_is_a_conflict(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    session = await session_of(ledger, tenant)
    await ledger.convert(tenant, session, reservation("R-1"), "web")
    with pytest.raises(Conflict, match="another reservation"):
        await ledger.convert(tenant, session, reservation("R-2"), "web")
    assert execute(db, "SELECT external_reference FROM guest_reservations") == [("R-1",)]


async def test_convert_with_another_sessions_reference_is_a_conflict(ledger: Ledger, tenant: UUID) -> None:
    await ledger.convert(tenant, await session_of(ledger, tenant, "ana"), reservation(), "web")
    with pytest.raises(Conflict, match="another session"):
        await ledger.convert(tenant, await session_of(ledger, tenant, "bea"), reservation(), "web")


async def test_convert_with_another_tenants_reference_is_its_own(
    db: TestDatabase, ledger: Ledger, tenant: UUID
) -> None:
    other = db.add_tenant("other")
    await ledger.convert(tenant, await session_of(ledger, tenant), reservation(), "web")
    _, created, _ = await ledger.convert(other, await session_of(ledger, other, "bea"), reservation(), "web")
    assert created


async def test_convert_of_an_unknown_session_or_unit_is_not_found(
    db: TestDatabase, ledger: Ledger, tenant: UUID
) -> None:
    session = await session_of(ledger, tenant)
    with pytest.raises(NotFound, match="No such session"):
        await ledger.convert(tenant, uuid4(), reservation(), None)
    with pytest.raises(NotFound, match="No such session"):
        await ledger.convert(db.add_tenant("other"), session, reservation(), None)
    with pytest.raises(NotFound, match="No such unit"):
        await ledger.convert(tenant, session, reservation(unit_id=str(uuid4())), None)
    assert execute(db, "SELECT count(*) FROM guest_reservations") == [(0,)]


async def test_convert_within_a_turn_is_one_commit_with_the_reply(
    db: TestDatabase, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    done = await commit(ledger, receipt.claim, reservation=reservation())
    assert done.reservation is not None
    assert done.reservation["external_reference"] == "R-1"
    assert execute(db, "SELECT status FROM prospective_sessions") == [("converted",)]


async def test_convert_within_a_turn_that_conflicts_writes_nothing_of_it(
    db: TestDatabase, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    await ledger.convert(tenant, receipt.session_id, reservation("R-1"), "web")
    with pytest.raises(Conflict):
        await commit(ledger, receipt.claim, reservation=reservation("R-2"))
    assert execute(db, "SELECT last_seq, answered_seq FROM turns") == [(1, 0)]
    assert execute(db, "SELECT count(*) FROM messages") == [(1,)]
    assert (await commit(ledger, receipt.claim)).outcome == "committed"


async def test_reservation_outlives_the_session(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    session = await session_of(ledger, tenant)
    await ledger.convert(tenant, session, reservation(), "web")
    execute(db, "DELETE FROM prospective_sessions")
    assert execute(db, "SELECT source_session_id, attribution -> 'utm' -> 'first' FROM guest_reservations") == [
        (None, UTM)
    ]
