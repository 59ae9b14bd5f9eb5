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
class Correction:
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

    def correction(self) -> Correction:
        return Correction(self.sentence, self.instead, tuple(self.reasons), self.created_at, self.session_id)


class Corrections:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, tenant_id: UUID, session_id: UUID, corrections: Sequence[Correction]) -> None:
        """Add them; they go with the session."""
        checks = [{name: value for name, value in asdict(made).items() if value is not None} for made in corrections]
        async with self._database.visitor(tenant_id, session_id) as conn:
            params = {"tenant_id": tenant_id, "session_id": session_id, "checks": Jsonb(checks)}
            await conn.execute(SQL["record_checks"], params)

    async def of_session(self, tenant_id: UUID, session_id: UUID) -> list[Correction]:
        """A conversation's, oldest first."""
        async with self._database.tenant(tenant_id) as conn:
            params = {"tenant_id": tenant_id, "session_id": session_id}
            found = await rows.every(conn, _Row, SQL["session_checks"], params)
        return [row.correction() for row in found]

    async def latest(self, tenant_id: UUID, days: int, count: int) -> list[Correction]:
        """A tenant's newest, newest first."""
        async with self._database.tenant(tenant_id) as conn:
            params = {"tenant_id": tenant_id, "days": days, "count": count}
            found = await rows.every(conn, _Row, SQL["latest_checks"], params)
        return [row.correction() for row in found]
