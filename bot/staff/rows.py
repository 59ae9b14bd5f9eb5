"""Rows of the staff's queries, each by its columns' names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from bot.offers import wire
from bot.staff.values import Found, Revision, Staff, StaffReply
from bot.types import JSON, Guest, Speaker


@dataclass(frozen=True, slots=True)
class TakenOver:
    outcome: Literal["taken", "held", "gone"]
    hold: JSON | None
    changed: bool


@dataclass(frozen=True, slots=True)
class HandedBack:
    changed: bool
    hold: JSON | None
    messages: int
    intent: JSON
    released: list[JSON]


@dataclass(frozen=True, slots=True)
class ReplyRow:
    reply_id: UUID
    tenant_id: UUID
    session_id: UUID
    source: str
    staff: JSON
    content: str
    state: Literal["waiting", "sent", "undone"]
    due: datetime
    seq: int | None

    def reply(self) -> StaffReply:
        return StaffReply(
            self.reply_id, self.tenant_id, self.session_id, self.source, author(self.staff), self.content, self.state,
            self.due, self.seq,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReleasedRow:
    """A reply whose undo window is over: a message now."""

    reply_id: UUID
    tenant_id: UUID
    session_id: UUID
    source: str
    staff: JSON
    content: str
    seq: int
    created_at: datetime
    channel: str

    def reply(self) -> StaffReply:
        return StaffReply(
            self.reply_id, self.tenant_id, self.session_id, self.source, author(self.staff), self.content, "sent",
            self.created_at, self.seq,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RevisedRow:
    outcome: Revision
    session_id: UUID
    seq: int | None  # of the correction; None: none was sent
    message_id: UUID
    created_at: datetime
    channel: str
    payload: JSON


@dataclass(frozen=True, slots=True)
class RemindedRow:
    session_id: UUID
    seq: int
    message_id: UUID
    content: str
    payload: JSON
    created_at: datetime
    channel: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    session_id: UUID
    channel: str | None
    last_activity_at: datetime
    intent: JSON
    speaker: Speaker
    guest_name: str | None
    guest_email: str | None
    guest_phone: str | None
    external_reference: str | None
    alert: str | None

    def found(self) -> Found:
        guest = Guest(self.guest_name, self.guest_email, self.guest_phone) if self.guest_name else None
        return Found(
            self.session_id, self.channel, self.last_activity_at, wire.read_intent(self.intent), self.speaker,
            guest, self.external_reference, self.alert,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Status:
    """A tenant's counts: guests who wait for a person, sessions that staff hold, sessions of the last 24 hours, posts
    that are not where they should be."""

    waiting: int
    held: int
    active_today: int
    unsent: int


def author(staff: JSON) -> Staff:
    return Staff(staff.get("name") or "", staff.get("id") or "")


def released_row(item: dict[str, Any]) -> ReleasedRow:
    """A row of release_replies that came as JSON."""
    ids = {name: UUID(item[name]) for name in ("reply_id", "tenant_id", "session_id")}
    return ReleasedRow(**{**item, **ids, "created_at": datetime.fromisoformat(item["created_at"])})
