"""Posts: what goes elsewhere than to the conversation's own channel, read from the outbox and made whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from bot.catalog.search import units_by_id
from bot.channel import Outgoing
from bot.ledger.rows import MessageRow
from bot.ledger.tenants import Tenants
from bot.offers import wire
from bot.offers.fitting import stay_price
from bot.staff.values import Alert, AlertKind, Line, Post
from bot.store import rows
from bot.store.database import Connection, Database
from bot.store.queries import load
from bot.types import JSON, Content, Guest, Intent, LedgerMessage

SQL = load("posts")
ALERT_MESSAGES = 6  # of the conversation, shown with an alert


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row of the outbox that this node is to send."""

    post_id: int
    tenant_id: UUID
    session_id: UUID | None
    kind: Literal["alert", "thread", "copy", "notice"]
    channel: str
    address: str
    thread: str | None
    seq: int | None
    details: JSON
    attempt: int
    created_at: datetime
    lane: str


@dataclass(frozen=True, slots=True)
class _Journey:
    intent: JSON
    utm_tracking: JSON
    language: str | None
    hold: JSON | None


@dataclass(frozen=True, slots=True)
class _Reservation:
    guest_name: str
    guest_email: str | None
    guest_phone: str | None
    check_in: date
    check_out: date
    adults: int
    children: int
    total_amount: Decimal | None
    currency: str | None
    external_reference: str
    unit_name: str | None


class Posts:
    def __init__(self, database: Database, tenants: Tenants) -> None:
        self._database = database
        self._tenants = tenants

    async def claim(self, channels: list[str], hold: timedelta, limit: int) -> list[Claimed]:
        """The next post of each lane that is due."""
        params = {"channels": channels, "hold": hold, "limit": limit}
        return await self._database.every(Claimed, SQL["claim_posts"], params)

    async def settle(self, claimed: Claimed, state: str, posted_as: str | None, retry: timedelta) -> None:
        """Record what became of a claimed post: sent, failed, or pending again."""
        params = {
            "tenant_id": claimed.tenant_id, "post_id": claimed.post_id, "attempt": claimed.attempt, "state": state,
            "posted_as": posted_as, "retry": retry,
        }  # fmt: skip
        await self._database.value(SQL["settle_post"], params)

    async def for_staff(self, claimed: Claimed) -> Post | None:
        """An alert or a thread's line, with all that it shows; None: there is nothing left to show."""
        async with self._database.tenant(claimed.tenant_id) as conn:
            alert = await self._alert(conn, claimed) if claimed.kind == "alert" else None
            line = await _line(conn, claimed) if claimed.kind == "thread" else None
        if alert is None and line is None:
            return None
        return Post(
            claimed.post_id, claimed.tenant_id, claimed.session_id,
            "alert" if alert else "thread", claimed.address, claimed.attempt, claimed.thread, alert, line,
        )  # fmt: skip

    async def alert(self, post_id: int, tenant_id: UUID) -> Alert | None:
        """An alert as it is now, to be shown again."""
        async with self._database.tenant(tenant_id) as conn:
            claimed = await rows.one(conn, Claimed, SQL["alert_post"], {"post_id": post_id})
            return await self._alert(conn, claimed) if claimed else None

    async def for_guest(self, claimed: Claimed) -> Outgoing | None:
        """A copy or a notice on its way to a channel user; None: the session is gone."""
        if claimed.session_id is None:
            return None
        async with self._database.visitor(claimed.tenant_id, claimed.session_id) as conn:
            known = await rows.value(conn, SQL["guest_language"], {"session_id": claimed.session_id})
            row = await rows.one(conn, MessageRow, SQL["message"], _where(claimed))
        language = known or (await self._tenants.find(claimed.tenant_id)).locale
        if claimed.kind == "notice":
            message = LedgerMessage(
                claimed.session_id, 0, f"notice-{claimed.post_id}", "staff", "", claimed.channel, claimed.created_at,
                Content(notice=claimed.details.get("notice"), author=claimed.details.get("name")),
            )  # fmt: skip
            return Outgoing(claimed.tenant_id, claimed.address, message, claimed.attempt, language=language)
        if row is None:
            return None
        message = row.message()
        revises = await self._delivered_as(message, claimed)
        return Outgoing(claimed.tenant_id, claimed.address, message, claimed.attempt, revises, language)

    async def _delivered_as(self, message: LedgerMessage, claimed: Claimed) -> str | None:
        """The platform's id of the message that this one edits, as that channel user got it."""
        edits = message.content.edits
        if edits is None:
            return None
        params = {
            "tenant_id": claimed.tenant_id, "session_id": message.session_id, "seq": edits,
            "channel": claimed.channel, "channel_user_id": claimed.address,
        }  # fmt: skip
        found: str | None = await self._database.value(SQL["delivered_as"], params)
        return found

    async def _alert(self, conn: Connection, claimed: Claimed) -> Alert:
        tenant = await self._tenants.find(claimed.tenant_id)
        details = claimed.details
        kind: AlertKind = details["alert"]
        known: dict[str, Any] = {
            "channel": details.get("channel"),
            "reason": details.get("reason"),
            "contacted_by": details.get("contacted_by"),
        }
        if journey := await rows.one(conn, _Journey, SQL["alert_session"], {"session_id": claimed.session_id}):
            known |= await _of_session(conn, claimed.tenant_id, journey)
        wanted = {"reservation_id": details.get("reservation_id"), "session_id": claimed.session_id}
        if reservation := await rows.one(conn, _Reservation, SQL["alert_reservation"], wanted):
            known |= _of_reservation(reservation)
        shown = {"session_id": claimed.session_id, "until": claimed.created_at, "limit": ALERT_MESSAGES}
        last = await rows.every(conn, MessageRow, SQL["last_messages"], shown)
        messages = tuple(row.message() for row in reversed(last))
        return Alert(kind, tenant, claimed.session_id, claimed.created_at, last_messages=messages, **known)


async def _line(conn: Connection, claimed: Claimed) -> Line | None:
    if claimed.seq is None:
        return Line("note", claimed.details.get("note") or "")
    row = await rows.one(conn, MessageRow, SQL["message"], _where(claimed))
    if row is None:
        return None
    message = row.message()
    return Line(message.role, message.text, message.content.author, message.channel, message.seq)


def _where(claimed: Claimed) -> dict[str, Any]:
    return {"session_id": claimed.session_id, "seq": claimed.seq}


async def _of_session(conn: Connection, tenant_id: UUID, journey: _Journey) -> dict[str, Any]:
    intent = wire.read_intent(journey.intent)
    last = journey.utm_tracking.get("last") or {}
    return {
        "check_in": intent.check_in, "check_out": intent.check_out, "guests": intent.guests, "adults": intent.adults,
        "children": intent.children, "intent": intent, "campaign": last.get("campaign"), "source": last.get("source"),
        "language": journey.language, "holder": (journey.hold or {}).get("name"),
        **await _of_unit(conn, tenant_id, intent),
    }  # fmt: skip


async def _of_unit(conn: Connection, tenant_id: UUID, intent: Intent) -> dict[str, Any]:
    """The chosen unit, and the exact price of the stay where there is one."""
    if intent.unit_id is None:
        return {}
    unit = (await units_by_id(conn, tenant_id, [intent.unit_id])).get(intent.unit_id)
    if unit is None:
        return {}
    price = stay_price(unit, intent)
    if price is None or price.below_min_nights:
        return {"unit_name": unit.name}
    return {"unit_name": unit.name, "total": price.total, "currency": price.currency}


def _of_reservation(row: _Reservation) -> dict[str, Any]:
    known: dict[str, date | int | str | Decimal | Guest | None] = {
        "guest": Guest(row.guest_name, row.guest_email, row.guest_phone), "check_in": row.check_in,
        "check_out": row.check_out, "adults": row.adults, "children": row.children,
        "guests": row.adults + row.children, "total": row.total_amount, "currency": row.currency,
        "reference": row.external_reference, "unit_name": row.unit_name,
    }  # fmt: skip
    return {key: value for key, value in known.items() if value is not None}
