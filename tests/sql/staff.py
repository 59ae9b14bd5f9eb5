"""The staff's functions as the tests call them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from bot.store.database import Database
from tests.conftest import TestDatabase
from tests.sql.test_ledger import execute

ANA = {"id": "slack:U1", "name": "Ana"}
BEA = {"id": "slack:U2", "name": "Bea"}
HOLD = timedelta(seconds=30)
OUTBOXES = ["web"]  # the test's guests are reached through an outbox


async def take_over(
    database: Database, tenant: UUID, session: UUID, staff: dict[str, str] = ANA, post: int | None = None
) -> Any:
    row = await database.row(
        "SELECT outcome, hold, changed FROM lobby.take_over(%s, %s, %s, %s::bigint, %s)",
        (tenant, session, Jsonb(staff), post, OUTBOXES),
    )
    assert row
    return row


async def hand_back(database: Database, tenant: UUID, session: UUID) -> Any:
    row = await database.row(
        "SELECT changed, hold, messages, intent, released FROM lobby.hand_back(%s, %s, %s, %s)",
        (tenant, session, Jsonb(ANA), OUTBOXES),
    )
    assert row
    return row


async def queue(
    database: Database,
    tenant: UUID,
    session: UUID,
    text: str,
    source: str,
    undo_s: float = 0,
    staff: dict[str, str] = ANA,
) -> Any:
    return await database.row(
        "SELECT reply_id, state, content FROM lobby.queue_reply(%s, %s, %s, %s, %s, %s)",
        (tenant, session, source, Jsonb(staff), text, timedelta(seconds=undo_s)),
    )


async def release(database: Database) -> list[Any]:
    return await database.rows("SELECT content, seq, channel FROM lobby.release_replies(%s, 100)", (OUTBOXES,))


async def revise(database: Database, tenant: UUID, source: str, text: str | None) -> str:
    row = await database.row(
        "SELECT outcome FROM lobby.revise_reply(%s, %s, %s::text, %s)", (tenant, source, text, OUTBOXES)
    )
    assert row
    return str(row[0])


def said(db: TestDatabase, role: str) -> list[str]:
    return [row[0] for row in execute(db, "SELECT content FROM messages WHERE role = %s ORDER BY seq", role)]


async def remind(database: Database) -> list[Any]:
    texts = {who: {"en": f"{who} en", "es": f"{who} es"} for who in ("staff", "bot")}
    return await database.rows(
        "SELECT content, payload FROM lobby.remind_waiting('5 minutes', %s, %s, %s, 10)",
        (Jsonb(texts), Jsonb({"en": ["go on"], "es": ["seguir"]}), OUTBOXES),
    )
