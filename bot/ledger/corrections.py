"""What guards have changed in the bot's replies, and why: for staff, never for guests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from bot.store.database import Database
from bot.store.queries import load

SQL = load("checks")


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence that the bot was about to say, what it said instead (empty: nothing), and why."""

    sentence: str
    instead: str
    reasons: tuple[str, ...]
    created_at: datetime | None = None
    session_id: UUID | None = None


class Checks:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, tenant_id: UUID, session_id: UUID, checks: Sequence[Check]) -> None:
        """Add them; they go with the session."""
        rows = [{name: value for name, value in asdict(check).items() if value is not None} for check in checks]
        async with self._database.visitor(tenant_id, session_id) as conn:
            await conn.execute(SQL["record_checks"], (tenant_id, session_id, Jsonb(rows)))

    async def of_session(self, tenant_id: UUID, session_id: UUID) -> list[Check]:
        """A conversation's, oldest first."""
        async with self._database.tenant(tenant_id) as conn:
            rows = await (await conn.execute(SQL["session_checks"], (tenant_id, session_id))).fetchall()
        return [Check(row[2], row[3], tuple(row[4]), row[0], row[1]) for row in rows]

    async def latest(self, tenant_id: UUID, days: int, count: int) -> list[Check]:
        """A tenant's newest, newest first."""
        async with self._database.tenant(tenant_id) as conn:
            rows = await (await conn.execute(SQL["latest_checks"], (tenant_id, days, count))).fetchall()
        return [Check(row[2], row[3], tuple(row[4]), row[0], row[1]) for row in rows]
