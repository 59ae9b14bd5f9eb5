"""The business and the conversation that a turn is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from bot.types.basic import Speaker
from bot.types.journey import Intent
from bot.types.messages import HistoryItem


@dataclass(frozen=True, slots=True)
class Tenant:
    """The accommodation business."""

    tenant_id: UUID
    slug: str
    name: str
    locale: str = "en"  # BCP 47
    currency: str = "EUR"
    time_zone: str = "UTC"  # IANA
    allowed_origins: tuple[str, ...] = ()
    booking_url_template: str | None = None  # {unit_id} {check_in} {check_out} {guests}
    brand: Mapping[str, Any] = field(default_factory=dict)  # greeting, color, logo, description, contact …
    embedding_model: str | None = None  # whose vectors its units have; None: not published yet
    version: str | None = None  # a digest of the settings: what was said can be traced to what they were


@dataclass(frozen=True, slots=True)
class Session:
    """A prospective session as a turn sees it."""

    session_id: UUID
    tenant_id: UUID
    channel: str
    speaker: Speaker = "bot"
    epoch: int = 0  # raised by every change of speaker
    language: str | None = None  # ISO 639-1
    locale: str | None = None
    history: tuple[HistoryItem, ...] = ()  # before this turn, oldest first
    intent: Intent = field(default_factory=Intent)
    state: Mapping[str, Any] = field(default_factory=dict)
    converted: bool = False
