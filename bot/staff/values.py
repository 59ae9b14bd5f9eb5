"""What staff see and do, as frozen values; and what a channel must be able to do for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol, runtime_checkable
from uuid import UUID

from bot.types import JSON, Guest, Intent, LedgerMessage, Role, Speaker, Tenant

AlertKind = Literal["reservation", "handoff", "lead", "cancellation"]


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff. `id` is the platform's, with the platform's name ("slack:U123")."""

    name: str
    id: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Staff speak in this session."""

    tenant_id: UUID
    session_id: UUID
    staff: Staff
    since: datetime
    post_id: int | None = None  # the alert in whose thread they do
    live: bool = False  # every text of the holder in that thread goes to the guest


@dataclass(frozen=True, slots=True)
class HandBack:
    """What a hand back ended. `changed` is False when the bot spoke already; then the rest is empty."""

    changed: bool
    holder: Staff | None = None
    messages: int = 0  # that staff have sent
    seconds: float = 0.0
    intent: Intent = field(default_factory=Intent)


@dataclass(frozen=True, slots=True)
class StaffReply:
    """What staff want to say: waiting for its undo window to end, sent, or undone."""

    reply_id: UUID
    tenant_id: UUID
    session_id: UUID
    source: str  # the platform's message or interaction behind it
    staff: Staff
    text: str
    state: Literal["waiting", "sent", "undone"]
    due: datetime
    seq: int | None = None  # its message in the ledger, once sent


Revision = Literal["changed", "undone", "sent_edit", "sent_delete", "same", "unknown"]


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that staff should know of, as it is when it is sent. What is not known is None."""

    alert: AlertKind
    tenant: Tenant
    session_id: UUID | None
    created_at: datetime
    reason: str | None = None  # of a handoff
    guest: Guest | None = None
    check_in: date | None = None
    check_out: date | None = None
    guests: int | None = None
    adults: int | None = None
    children: int | None = None
    unit_name: str | None = None
    total: Decimal | None = None
    currency: str | None = None
    reference: str | None = None
    campaign: str | None = None
    source: str | None = None
    channel: str | None = None
    language: str | None = None
    last_messages: tuple[LedgerMessage, ...] = ()  # oldest first
    contacted_by: str | None = None
    holder: str | None = None
    intent: Intent = field(default_factory=Intent)  # all that is known of the journey, beside a reservation


@dataclass(frozen=True, slots=True)
class Line:
    """A line for an alert's thread: a message of the conversation, or a note (`text` is then its kind)."""

    role: Role | Literal["note"]
    text: str
    author: str | None = None
    channel: str | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """Something to be put in front of staff. `attempt` above 1: an earlier try may have reached the platform."""

    post_id: int
    tenant_id: UUID
    session_id: UUID | None
    kind: Literal["alert", "thread"]
    address: str
    attempt: int = 1
    thread: str | None = None  # what `post` returned for the alert above
    alert: Alert | None = None
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class PostRef:
    """An alert that was posted."""

    post_id: int
    tenant_id: UUID
    session_id: UUID | None
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """A session as staff look it up."""

    session_id: UUID
    channel: str | None
    last_activity_at: datetime
    intent: Intent
    speaker: Speaker
    guest: Guest | None = None
    reference: str | None = None
    alert: str | None = None  # what `post` returned for its newest alert: where to answer


@runtime_checkable
class TakesPosts(Protocol):
    """A channel where staff work."""

    async def post(self, post: Post) -> str:
        """Show it and return the platform's id; the same for a repeated post.

        Raises:
            Retryable, Permanent: as Channel.send.
        """


def hold_from(tenant_id: UUID, session_id: UUID, value: JSON) -> Hold:
    """`turns.hold` of a session that staff hold."""
    return Hold(
        tenant_id, session_id, Staff(value.get("name") or "", value.get("id") or ""),
        datetime.fromisoformat(value["since"]), value.get("post_id"), bool(value.get("live")),
    )  # fmt: skip
