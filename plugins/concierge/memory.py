"""What the concierge remembers between turns: `Session.state["concierge"]`, readable by newer and older versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from bot.types import JSON

KEY = "concierge"
FORM = "booking"  # Turn.form while a request is being filled in
MAX_SEEN = 200  # units remembered as shown in one search


@dataclass(slots=True)
class Draft:
    """A booking request being filled in."""

    unit_id: UUID
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    asked: str | None = None  # the last thing asked for: journey, name, contact; contact_again: it was wrong
    summary: str | None = None  # the facts that the guest was asked to confirm


@dataclass(slots=True)
class Caller:
    """What the guest has told of themselves, whatever it was told for."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    reference: str | None = None  # of a booking that exists


@dataclass(slots=True)
class Memory:
    greeted: bool = False
    shown: list[UUID] = field(default_factory=list)  # the last list of units, in its order
    cards: list[UUID] = field(default_factory=list)  # the last cards; those of one unit's details leave `shown` alone
    listed: list[UUID] = field(default_factory=list)  # the list that answered the search `searched`, in its order
    searched: str | None = None  # what that list was for, in words
    month: str | None = None  # its first day: the guest wants the whole of it
    seen: list[UUID] = field(default_factory=list)  # every card since the wishes last changed
    focus: UUID | None = None  # the unit talked about
    offered: str | None = None  # what a plain "yes" accepts: see talk.py
    question: str | None = None  # the topic that the team would be asked about
    clarified: str | None = None  # the last question back, which is not asked again
    draft: Draft | None = None
    chosen: UUID | None = None  # the unit that the guest has pointed at last, while it is among those shown
    caller: Caller = field(default_factory=Caller)
    handed: list[str] = field(default_factory=list)  # what people were asked to see, oldest first
    asked_for: list[str] = field(default_factory=list)  # details that the guest was asked for once

    def show(self, unit_ids: list[UUID]) -> None:
        """Remember the cards of a reply."""
        self.shown = unit_ids
        self.saw(unit_ids)
        self.focus = unit_ids[0] if len(unit_ids) == 1 else None
        self.chosen = self.chosen if self.chosen in unit_ids else None

    def saw(self, unit_ids: list[UUID]) -> None:
        """Remember homes that the guest may speak of later."""
        self.seen = list(dict.fromkeys([*self.seen, *unit_ids]))[-MAX_SEEN:]


def read(state: Mapping[str, Any], shown: Sequence[UUID] = ()) -> Memory:
    """What was written; anything unknown or malformed reads as forgotten.

    Args:
        shown: the last cards (Turn.shown). Where another responder has shown them, they count.
    """
    memory = _read(state.get(KEY))
    if shown and memory.cards != list(shown):
        memory.show(list(shown))
        memory.cards = list(shown)
    return memory


def _read(value: object) -> Memory:
    if not isinstance(value, Mapping):
        return Memory()
    return Memory(
        greeted=value.get("greeted") is True,
        shown=_uuids(value.get("shown")),
        cards=_uuids(value.get("cards")),
        listed=_uuids(value.get("listed")),
        searched=_text(value.get("searched")),
        month=_text(value.get("month")),
        seen=_uuids(value.get("seen")),
        focus=_uuid(value.get("focus")),
        offered=_text(value.get("offered")),
        question=_text(value.get("question")),
        clarified=_text(value.get("clarified")),
        draft=_draft(value.get("draft")),
        chosen=_uuid(value.get("chosen")),
        caller=_caller(value.get("caller")),
        handed=_texts(value.get("handed")),
        asked_for=_texts(value.get("asked_for")),
    )


def write(memory: Memory, state: Mapping[str, Any]) -> JSON:
    """The session's state with this memory in it; what other responders keep there stays."""
    others = {name: value for name, value in state.items() if name != "form" or value != FORM}
    form = {"form": FORM} if memory.draft else {}
    return {**others, **form, KEY: {name: _json(value) for name, value in asdict(memory).items() if value}}


def _json(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list):
        return [str(item) for item in value]
    if isinstance(value, dict):
        return {name: _json(item) for name, item in value.items() if item is not None}
    return value


def _draft(value: object) -> Draft | None:
    if not isinstance(value, Mapping):
        return None
    unit_id = _uuid(value.get("unit_id"))
    if unit_id is None:
        return None
    rest = {name: _text(value.get(name)) for name in ("name", "email", "phone", "asked", "summary")}
    return Draft(unit_id, **rest)


def _caller(value: object) -> Caller:
    stored = value if isinstance(value, Mapping) else {}
    return Caller(**{name: _text(stored.get(name)) for name in ("name", "email", "phone", "reference")})


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _uuids(value: object) -> list[UUID]:
    items = value if isinstance(value, list) else []
    return [id_ for id_ in map(_uuid, items) if id_ is not None]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
