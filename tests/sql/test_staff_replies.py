"""What staff say to guests: the undo window, edits and deletions; and guests who wait for it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from bot.ledger.ledger import Ledger
from bot.store.database import Database
from bot.types import Action
from tests.conftest import TestDatabase
from tests.sql.staff import BEA, HOLD, OUTBOXES, queue, release, remind, revise, said, take_over
from tests.sql.test_ledger import accept, commit, execute


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant(alerts={"handoff": ["slack:C1"]})


# --- replies ------------------------------------------------------------------------------------------------------


async def test_reply_reaches_the_ledger_after_its_undo_window(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    await take_over(database, tenant, receipt.session_id)
    await queue(database, tenant, receipt.session_id, "hello", "s1", undo_s=60)
    assert await release(database) == []
    execute(db, "UPDATE staff_replies SET due = now()")
    assert await release(database) == [("hello", 2, "web")]
    assert await release(database) == []
    assert execute(db, "SELECT role, content, payload ->> 'author', delivery FROM messages WHERE seq = 2") == [
        ("staff", "hello", "Ana", "pending")
    ]


async def test_replies_released_at_once_keep_their_order(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    await take_over(database, tenant, receipt.session_id)
    for n in range(5):
        await queue(database, tenant, receipt.session_id, f"text {n}", f"s{n}", undo_s=9 - n if n < 2 else 0)
    assert await release(database) == []  # the first still waits: nothing overtakes it
    execute(db, "UPDATE staff_replies SET due = now()")
    await asyncio.gather(*(release(database) for _ in range(4)))
    assert said(db, "staff") == [f"text {n}" for n in range(5)]


async def test_reply_repeated_by_its_source_is_one(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    await take_over(database, tenant, receipt.session_id)
    first = await queue(database, tenant, receipt.session_id, "hello", "s1")
    await release(database)
    again = await queue(database, tenant, receipt.session_id, "hello", "s1")
    await release(database)
    assert (first[0], again[1]) == (again[0], "sent")
    assert said(db, "staff") == ["hello"]


async def test_reply_of_who_does_not_hold_the_session_is_refused(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert await queue(database, tenant, receipt.session_id, "nobody holds it", "s1") is None
    await take_over(database, tenant, receipt.session_id)
    assert await queue(database, tenant, receipt.session_id, "another", "s2", staff=BEA) is None
    assert execute(db, "SELECT count(*) FROM staff_replies") == [(0,)]


async def test_reply_undone_or_deleted_while_it_waits_is_never_sent(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    await take_over(database, tenant, receipt.session_id)
    reply = await queue(database, tenant, receipt.session_id, "undone", "s1", undo_s=60)
    await queue(database, tenant, receipt.session_id, "deleted", "s2", undo_s=60)
    await queue(database, tenant, receipt.session_id, "changed", "s3", undo_s=60)
    assert await database.row("SELECT lobby.undo_reply(%s, %s)", (tenant, reply[0])) == (True,)
    assert await revise(database, tenant, "s2", None) == "undone"
    assert await revise(database, tenant, "s3", "changed to this") == "changed"
    execute(db, "UPDATE staff_replies SET due = now()")
    await release(database)
    assert said(db, "staff") == ["changed to this"]
    assert await database.row("SELECT lobby.undo_reply(%s, %s)", (tenant, reply[0])) == (False,)


async def test_reply_edited_and_deleted_after_it_was_sent_leaves_no_old_words(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    await take_over(database, tenant, receipt.session_id)
    await queue(database, tenant, receipt.session_id, "a secret", "s1")
    await release(database)
    assert await revise(database, tenant, "s1", "harmless") == "sent_edit"
    assert await revise(database, tenant, "s1", "harmless") == "same"
    assert await revise(database, tenant, "s1", None) == "sent_delete"
    assert await revise(database, tenant, "s1", None) == "same"
    rows = execute(
        db, "SELECT content, payload -> 'edits', payload ? 'deleted' FROM messages WHERE role = 'staff' ORDER BY seq"
    )
    assert rows == [("", None, True), ("harmless", 2, False), ("", 2, True)]
    assert "secret" not in str(execute(db, "SELECT conversation_history FROM prospective_sessions"))
    assert await revise(database, tenant, "never a reply", "x") == "unknown"


async def test_correction_names_what_the_platform_knows(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    await take_over(database, tenant, receipt.session_id)
    execute(db, "UPDATE posts SET state = 'sent'")  # the notice that staff have joined comes first
    await queue(database, tenant, receipt.session_id, "hello", "s1")
    await release(database)
    [first] = await ledger.claim_deliveries(OUTBOXES, HOLD, 20)
    assert first.revises is None
    await ledger.settle_delivery(first, "sent", "platform-7", timedelta(0))
    await revise(database, tenant, "s1", "hello again")
    [second] = await ledger.claim_deliveries(OUTBOXES, HOLD, 20)
    assert (second.message.text, second.revises) == ("hello again", "platform-7")


# --- guests who wait ----------------------------------------------------------------------------------------------


async def test_guest_who_waits_for_staff_is_told_once_and_may_go_on_with_the_bot(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1", locale="es-ES")
    await take_over(database, tenant, receipt.session_id)
    early = await accept(ledger, tenant, "2", action=Action("resume_bot"))
    assert early.speaker == "staff"  # nobody was told yet: staff are not cut off
    execute(db, "UPDATE turns SET waiting_since = now() - interval '1 hour'")
    assert await remind(database) == [("staff es", {"notice": "waiting", "suggestions": ["seguir"]})]
    assert await remind(database) == []
    back = await accept(ledger, tenant, "3", action=Action("resume_bot"))
    assert (back.speaker, back.claim is not None) == ("bot", True)


async def test_guest_who_was_answered_is_not_reminded(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    await take_over(database, tenant, receipt.session_id)
    await queue(database, tenant, receipt.session_id, "I am here", "s1")
    await release(database)
    assert execute(db, "SELECT waiting_since FROM turns") == [(None,)]


async def test_handoff_that_nobody_takes_is_admitted_only_where_staff_were_told(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    silent = db.add_tenant("no-staff")
    for owner in (tenant, silent):
        receipt = await accept(ledger, owner, "1", user=str(owner))
        assert receipt.claim
        await commit(ledger, receipt.claim, events=[{"kind": "handoff", "details": {"reason": "asked"}}])
    execute(db, "UPDATE turns SET waiting_since = waiting_since - interval '1 hour'")
    assert await remind(database) == [("bot en", {"notice": "waiting"})]
