"""Messages: as a channel hands them in, as they wait for an answer, as the ledger keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from bot.types.basic import Role
from bot.types.journey import Intent
from bot.types.replies import Card, Link, Source


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where a visitor came from; empty values are left out of what is stored."""

    utm: Mapping[str, str] = field(default_factory=dict)  # source, medium, campaign, content, term
    last_utm: Mapping[str, str] = field(default_factory=dict)  # of a later visit, where a session begins with two
    landing_page: str | None = None
    referrer: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A pressed button, or a command. `name`: a card's (book, ask, photos), or start, help, language, link …"""

    name: str
    unit_id: UUID | None = None  # of a card's button
    language: str | None = None  # language: the one that is asked for, as it was written
    kind: str | None = None  # unsupported: the platform's kind of content
    code: str | None = None  # link: the conversation to go on with
    copies: bool = False  # link: the channel is told what is said elsewhere
    linked: bool = False  # link, once accepted: it was done
    reason: str | None = None  # link, once accepted: why it was not
    unlinked: bool = False  # unlink, once accepted: there was something to leave
    more: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)  # a client's own further fields


@dataclass(frozen=True, slots=True)
class Message:
    """What a guest sent, as a channel hands it to the core.

    `external_id` is the platform's own id of the message, unique for one channel user: a repeated delivery with the
    same id changes nothing. `action` is the pressed button; `text` is then what the button said.
    """

    tenant_id: UUID
    channel: str
    channel_user_id: str
    external_id: str
    text: str
    action: Action | None = None
    locale: str | None = None  # BCP 47, as the platform reports it
    attribution: Attribution = field(default_factory=Attribution)


@dataclass(frozen=True, slots=True)
class Content:
    """What a message of the ledger carries beside its text; as JSON: bot.offers.wire."""

    action: Action | None = None  # of a guest: the button that was pressed
    cards: tuple[Card, ...] = ()
    suggestions: tuple[str, ...] = ()
    link: Link | None = None
    sources: tuple[Source, ...] = ()
    availability_url: str | None = None
    intent: Intent | None = None  # as known after this message
    captured: tuple[str, ...] = ()  # fields of it that the messages stated, sorted
    author: str | None = None  # of the team
    edits: int | None = None  # the seq of the message whose words these replace
    deleted: bool = False  # taken back: these words, or with `edits` those
    edited: bool = False  # a later message has replaced these words
    notice: Literal["joined", "left", "waiting"] | None = None  # a line about who speaks


@dataclass(frozen=True, slots=True)
class LedgerMessage:
    """A row of the ledger: what every client of a session sees, whatever its channel."""

    session_id: UUID
    seq: int  # gapless within the session, from 1
    id: str  # the client's own id for a guest's message, the ledger's for others
    role: Role
    text: str
    channel: str
    created_at: datetime
    content: Content = Content()
    reply_to: tuple[str, ...] = ()  # ids of the guest messages this one answers
    language: str | None = field(default=None, compare=False)  # the guest's, where it is known


@dataclass(frozen=True, slots=True)
class GuestMessage:
    """A stored message that waits for an answer."""

    seq: int
    id: str
    text: str
    created_at: datetime
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One of the last messages of a session."""

    role: Role
    content: str
    timestamp: str  # ISO 8601
    sources: tuple[Source, ...] = ()
