"""What the ledger takes and gives, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from bot.types import JSON, Content, GuestMessage, LedgerMessage, Session


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer: whoever holds the session's lease."""

    tenant_id: UUID
    session: Session
    identity_id: UUID
    token: UUID
    messages: tuple[GuestMessage, ...]
    attempts: int = 0  # earlier takeovers of the same messages


@dataclass(frozen=True, slots=True)
class Receipt:
    """What accept did."""

    session_id: UUID
    message: LedgerMessage
    duplicate: bool
    started: bool  # a new session
    speaker: Literal["bot", "staff"]
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class TurnCommit:
    """Everything that a turn writes."""

    claim: Claim
    answered_seq: int
    message_id: UUID
    text: str
    content: Content
    reply_to: tuple[str, ...]
    outbox: bool
    history: list[JSON]
    intent: JSON | None
    language: str
    state: JSON | None
    events: list[JSON]
    reservation: JSON | None


@dataclass(frozen=True, slots=True)
class Committed:
    outcome: Literal["committed", "fenced", "lost"]
    message: LedgerMessage | None
    pending: tuple[GuestMessage, ...]  # arrived meanwhile; the lease is still ours
    reservation: JSON | None  # created by this commit


class Opened(NamedTuple):
    """A channel user's live session."""

    session_id: UUID
    created: bool


class Recorded(NamedTuple):
    """A reservation as it is kept now; `changed`: by this call."""

    reservation_id: UUID
    changed: bool
    reservation: JSON


class CleanedUp(NamedTuple):
    """How many sessions a cleanup has deleted, and how many it has archived."""

    deleted: int
    archived: int


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as its visitor may read it."""

    session_id: UUID
    created_at: datetime
    expires_at: datetime
    last_activity_at: datetime
    status: str
    history: list[JSON]
    intent: JSON
    utm_tracking: JSON
    reservation_id: UUID | None
    speaker: Literal["bot", "staff"]
    last_seq: int
    language: str | None
    locale: str | None
