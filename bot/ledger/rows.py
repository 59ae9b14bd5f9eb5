"""Rows of the ledger's queries, each by its columns' names, and the values that they become."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import orjson
from psycopg.types.json import Jsonb

from bot.channel import Outgoing
from bot.ledger.values import Claim, Receipt
from bot.offers import wire
from bot.types import JSON, Attribution, Content, GuestMessage, LedgerMessage, Message, Role, Session, Speaker


@dataclass(frozen=True, slots=True)
class MessageRow:
    session_id: UUID
    seq: int
    id: str
    role: Role
    text: str
    channel: str
    created_at: datetime
    payload: JSON | None
    reply_to: list[str] | None
    language: str | None = None  # staff read what was said, not in which language

    def message(self) -> LedgerMessage:
        return LedgerMessage(
            self.session_id, self.seq, self.id, self.role, self.text, self.channel, self.created_at,
            wire.read_content(self.payload), tuple(self.reply_to or ()), self.language,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    tenant_id: UUID
    channel_user_id: str
    session_id: UUID
    seq: int
    id: str
    role: Role
    channel: str
    text: str
    payload: JSON | None
    reply_to: list[str] | None
    created_at: datetime
    attempt: int
    revises: str | None
    language: str

    def outgoing(self) -> Outgoing:
        message = LedgerMessage(
            self.session_id, self.seq, self.id, self.role, self.text, self.channel, self.created_at,
            wire.read_content(self.payload), tuple(self.reply_to or ()),
        )  # fmt: skip
        return Outgoing(self.tenant_id, self.channel_user_id, message, self.attempt, self.revises, self.language)


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """What accept did with the n-th message; what only the claimer needs is None for others."""

    n: int
    session_id: UUID
    seq: int
    created_at: datetime
    duplicate: bool
    started: bool
    speaker: Speaker
    claimed: bool
    epoch: int
    identity_id: UUID
    history: list[JSON] | None
    intent: JSON | None
    state: JSON | None
    language: str | None
    locale: str | None
    converted: bool | None
    pending: list[JSON] | None

    def receipt(self, message: Message, text: str, token: UUID) -> Receipt:
        stored = LedgerMessage(
            self.session_id, self.seq, message.external_id, "user", text, message.channel, self.created_at,
            Content(action=message.action),
        )  # fmt: skip
        claim = self._claim(message, token) if self.claimed else None
        return Receipt(self.session_id, stored, self.duplicate, self.started, self.speaker, claim)

    def _claim(self, message: Message, token: UUID) -> Claim:
        session = Session(
            session_id=self.session_id, tenant_id=message.tenant_id, channel=message.channel, epoch=self.epoch,
            language=self.language, locale=self.locale, history=wire.read_history(self.history),
            intent=wire.read_intent(self.intent or {}), state=self.state or {}, converted=bool(self.converted),
        )  # fmt: skip
        return Claim(message.tenant_id, session, self.identity_id, token, guest_messages(self.pending))


@dataclass(frozen=True, slots=True)
class CommittedRow:
    """What commit did with the n-th turn."""

    n: int
    outcome: Literal["committed", "fenced", "lost"]
    seq: int | None
    created_at: datetime | None
    pending: list[JSON] | None
    reservation: JSON | None


@dataclass(frozen=True, slots=True)
class AppendedRow:
    seq: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AbandonedRow:
    """A turn that this node has taken over."""

    tenant_id: UUID
    session_id: UUID
    lease_token: UUID
    epoch: int
    channel: str
    identity_id: UUID
    history: list[JSON]
    intent: JSON
    state: JSON
    language: str | None
    locale: str | None
    converted: bool
    attempts: int
    pending: list[JSON]

    def claim(self) -> Claim:
        session = Session(
            session_id=self.session_id, tenant_id=self.tenant_id, channel=self.channel, epoch=self.epoch,
            language=self.language, locale=self.locale, history=wire.read_history(self.history),
            intent=wire.read_intent(self.intent), state=self.state, converted=self.converted,
        )  # fmt: skip
        return Claim(
            self.tenant_id, session, self.identity_id, self.lease_token, guest_messages(self.pending), self.attempts
        )


def guest_messages(pending: list[JSON] | None) -> tuple[GuestMessage, ...]:
    return tuple(
        GuestMessage(
            m["seq"], m["id"], m["text"], datetime.fromisoformat(m["created_at"]), wire.read_action(m["action"])
        )
        for m in pending or ()
    )


def attribution_json(attribution: Attribution) -> JSON:
    """As stored: without what is not known."""
    values = {
        "utm": dict(attribution.utm), "last_utm": dict(attribution.last_utm),
        "landing_page": attribution.landing_page, "referrer": attribution.referrer,
    }  # fmt: skip
    return {key: value for key, value in values.items() if value}


def storable(text: str) -> str:
    """Without what PostgreSQL cannot hold: NUL and lone surrogates. A platform's odd character loses no message."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def jsonb(value: Any) -> Jsonb | None:
    return None if value is None else Jsonb(value, dumps=orjson.dumps)
