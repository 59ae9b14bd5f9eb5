"""A turn: what the bot does between guest messages and its reply, as plugins see it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.database import Connection, Database
from bot.types import JSON, Clarification, Extraction, Intent, IntentChange, Match, Session, Tenant


@dataclass(frozen=True, slots=True)
class GuestMessage:
    """A stored message that waits for an answer."""

    seq: int
    id: str
    text: str
    created_at: datetime
    action: JSON | None = None


@dataclass(slots=True)
class Turn:
    """Grows while the hooks run: the intent first, then the units found; the responder reads all of it.

    `intent` starts as what earlier turns established. `captured` is what this turn's messages stated. `language` is the
    language to answer in (ISO 639-1).
    """

    tenant: Tenant
    session: Session
    messages: tuple[GuestMessage, ...]
    now: datetime  # aware, in the tenant's time zone
    intent: Intent
    language: str
    database: Database = field(repr=False)
    captured: IntentChange = field(default_factory=lambda: IntentChange())
    clarifications: tuple[Clarification, ...] = ()
    found: tuple[Match, ...] = ()

    @property
    def text(self) -> str:
        """The messages to answer, joined."""
        return "\n".join(message.text for message in self.messages)

    @property
    def action(self) -> JSON | None:
        """The payload of the button pressed last, if the newest message is one."""
        return self.messages[-1].action

    @property
    def today(self) -> date:
        """The date at the property."""
        return self.now.date()

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """A database transaction that sees this visitor's rows and the tenant's public units, and no others."""
        return self.database.visitor(self.tenant.tenant_id, self.session.session_id)

    def read(self, extraction: Extraction) -> None:
        """Merge what a plugin read in the messages."""
        self.intent = self.intent.changed(extraction.change)
        self.captured = IntentChange(**{**self.captured, **extraction.change})
        self.clarifications += extraction.clarifications
        self.language = extraction.language or self.language

    def add_found(self, matches: list[Match]) -> None:
        """Append units not found before."""
        known = {match.unit.unit_id for match in self.found}
        self.found += tuple(match for match in matches if match.unit.unit_id not in known)


def local_now(tenant: Tenant, moment: datetime) -> datetime:
    """The same moment on the property's clock."""
    return moment.astimezone(ZoneInfo(tenant.time_zone))
