"""What guards have changed in the bot's replies, and why: for staff, never for guests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from bot.store import rows
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


@dataclass(frozen=True, slots=True)
class _Row:
    created_at: datetime
    session_id: UUID
    sentence: str
    instead: str
    reasons: list[str]

    def check(self) -> Check:
        return Check(self.sentence, self.instead, tuple(self.reasons), self.created_at, self.session_id)


class Checks:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, tenant_id: UUID, session_id: UUID, checks: Sequence[Check]) -> None:
        """Add them; they go with the session."""
        checked = [{name: value for name, value in asdict(check).items() if value is not None} for check in checks]
        async with self._database.visitor(tenant_id, session_id) as conn:
            params = {"tenant_id": tenant_id, "session_id": session_id, "checks": Jsonb(checked)}
            await conn.execute(SQL["record_checks"], params)

    async def of_session(self, tenant_id: UUID, session_id: UUID) -> list[Check]:
        """A conversation's, oldest first."""
        async with self._database.tenant(tenant_id) as conn:
            params = {"tenant_id": tenant_id, "session_id": session_id}
            found = await rows.every(conn, _Row, SQL["session_checks"], params)
        return [row.check() for row in found]

    async def latest(self, tenant_id: UUID, days: int, count: int) -> list[Check]:
        """A tenant's newest, newest first."""
        async with self._database.tenant(tenant_id) as conn:
            params = {"tenant_id": tenant_id, "days": days, "count": count}
            found = await rows.every(conn, _Row, SQL["latest_checks"], params)
        return [row.check() for row in found]
