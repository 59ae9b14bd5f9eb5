"""A turn: what the bot does between guest messages and its reply, as plugins see it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.store.database import Connection, Database
from bot.types import (
    Action,
    Clarification,
    Extraction,
    GuestMessage,
    Intent,
    IntentChange,
    Known,
    Match,
    Quote,
    Reading,
    Session,
    Tenant,
    Told,
)
from bot.words.languages import answered
from bot.words.regions import regional

MAX_TEXT_CHARS = 4_000  # of the messages of one turn: two of the longest that a website takes


@dataclass(slots=True)
class Turn:
    """Grows while the hooks run: the intent first, then the units found; the responder reads all of it.

    `intent` starts as what earlier turns established, which stays known as `before`. `captured` is what this turn's
    messages stated, `certain` those of its fields that they leave no doubt of; `reading` is what they do and are about
    (bot.types.reading), made once and used by everybody. `language` is the language to answer in
    (ISO 639-1), `locale` how it is written to this guest.
    """

    tenant: Tenant
    session: Session
    messages: tuple[GuestMessage, ...]
    now: datetime  # aware, in the tenant's time zone
    intent: Intent
    language: str
    database: Database = field(repr=False)
    before: Intent = field(init=False)
    captured: IntentChange = field(default_factory=lambda: IntentChange())
    certain: frozenset[str] = frozenset()
    clarifications: tuple[Clarification, ...] = ()
    reading: Reading = field(default_factory=Reading)
    found: tuple[Match, ...] = ()
    knowledge: tuple[Known, ...] = ()  # what the house says about parts of the messages, best first
    quotes: tuple[Quote, ...] = ()  # prices worked out beside those of `found`, for other dates or parties
    requested: Action | None = None  # an action that a responder wants the next one to perform

    def __post_init__(self) -> None:
        self.before = self.intent

    @property
    def text(self) -> str:
        """The messages to answer, joined. Of very many only the end: reading them must not keep others waiting."""
        return "\n".join(message.text for message in self.messages)[-MAX_TEXT_CHARS:]

    @property
    def action(self) -> Action | None:
        """The button pressed last, if the newest message is one; or what a responder asked for."""
        return self.requested or self.messages[-1].action

    @property
    def pressed(self) -> str | None:
        """The name of that action."""
        return self.action.name if self.action else None

    @property
    def locale(self) -> str:
        """For sentences, dates and money, in a language that we answer in: "pt-PT", "en-GB"."""
        return regional(answered(self.language), self.session.locale, self.tenant)

    @property
    def form(self) -> str | None:
        """What the guest is in the middle of filling in: `session.state["form"]`, set by the responder that asks for
        it. Other responders leave such a turn to it."""
        form = self.session.state.get("form")
        return form if isinstance(form, str) else None

    @property
    def shown(self) -> tuple[UUID, ...]:
        """The units of the last cards that the guest was shown, in their order."""
        return tuple(UUID(id_) for id_ in self.session.state.get("shown") or ())  # written by the composer

    @property
    def today(self) -> date:
        """The date at the property."""
        return self.now.date()

    @property
    def known(self) -> Intent:
        """The intent after this turn's messages, with where each value came from: what the session keeps."""
        last = self.messages[-1]
        return self.intent.told(self.before, self.captured.keys(), self.certain, Told(last.seq, last.created_at))

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """A database transaction that sees this visitor's rows and the tenant's public units, and no others."""
        return self.database.visitor(self.tenant.tenant_id, self.session.session_id)

    def read(self, extraction: Extraction) -> None:
        """Merge what a plugin read in the messages. A field that it asks about does not count until it is answered."""
        asked = {clarification.about for clarification in extraction.clarifications}
        self.intent = self.intent.changed(extraction.change)
        self.captured = IntentChange(**{**self.captured, **extraction.change})
        self.certain = (self.certain - extraction.change.keys()) | extraction.certain
        if asked & self.captured.keys():
            self.captured = IntentChange(**{k: v for k, v in self.captured.items() if k not in asked})  # type: ignore[typeddict-item]  # keys of its own
            self.certain -= asked
            self.intent = self.before.changed(self.captured)
        self.clarifications += extraction.clarifications
        self.reading = extraction.reading or self.reading
        self.language = extraction.language or self.language

    def add_quote(self, quote: Quote) -> None:
        """Remember a price that was worked out: what states it can be checked."""
        self.quotes += (quote,)

    def add_found(self, matches: list[Match]) -> None:
        """Append units not found before."""
        known = {match.unit.unit_id for match in self.found}
        self.found += tuple(match for match in matches if match.unit.unit_id not in known)


Clock = Callable[[], datetime]  # the time, aware


def local_now(tenant: Tenant, moment: datetime) -> datetime:
    """The same moment on the property's clock."""
    return moment.astimezone(ZoneInfo(tenant.time_zone))
