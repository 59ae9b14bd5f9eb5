"""What is kept of a guest: all of it on request, and none of it on request."""

from __future__ import annotations

from uuid import UUID, uuid4

from bot.ledger.ledger import Ledger
from bot.store.queries import load
from bot.types import JSON

SQL = load("guests")


class Privacy:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def export(self, tenant_id: UUID, channel: str, channel_user_id: str) -> JSON:
        """The live session of a channel user as JSON; {} when there is none."""
        found = await self._ledger.find_session(tenant_id, channel, channel_user_id)
        record = await self._ledger.session(tenant_id, found) if found else None
        if record is None:
            return {}
        messages = await self._ledger.messages_after(tenant_id, record.session_id, 0)
        return {
            "session_id": str(record.session_id),
            "created_at": record.created_at.isoformat(),
            "expires_at": record.expires_at.isoformat(),
            "language": record.language,
            "travel_intent": record.intent,
            "attribution": record.utm_tracking,
            "reservation_id": str(record.reservation_id) if record.reservation_id else None,
            "messages": [
                {"role": m.role, "text": m.text, "channel": m.channel, "at": m.created_at.isoformat()} for m in messages
            ],
        }

    async def erase(self, tenant_id: UUID, channel: str, channel_user_id: str) -> str | None:
        """Delete every session of a channel user with all that belongs to it. Reservations are the business's records.

        Returns a receipt; None: nothing was kept.
        """
        params = {"tenant_id": tenant_id, "channel": channel, "channel_user_id": channel_user_id}
        erased = await self._ledger.database.value(SQL["erase_guest"], params)
        return f"LB-E-{uuid4().hex[:8].upper()}" if erased else None
