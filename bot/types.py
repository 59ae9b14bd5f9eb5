"""The words of the conversation core as frozen values.

A leaf: it imports nothing of this package. Everything here is channel-neutral; a channel turns its platform's
updates into `Message` and a `Reply` into its platform's payload.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal, TypedDict
from uuid import UUID

JSON = dict[str, Any]
Role = Literal["user", "assistant", "staff"]
Speaker = Literal["bot", "staff"]

ACCOMMODATION_TYPES = ("apartment", "suite", "room", "studio", "penthouse", "cabin", "house")
HISTORY_LENGTH = 20  # messages kept in a session's history (DATA.md §1)


# --- the guest's side -------------------------------------------------------------------------------------------


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


# --- travel intent ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BudgetRange:
    """Price limits for one night unless `per` says "stay"."""

    min: Decimal | None = None
    max: Decimal | None = None
    currency: str | None = None  # ISO 4217; None: the tenant's
    per: Literal["night", "stay"] = "night"


class IntentChange(TypedDict, total=False):
    """What one message states about the journey: a key that is absent was not mentioned, None takes it back."""

    check_in: date | None
    check_out: date | None
    nights: int | None
    guests: int | None
    adults: int | None
    children: int | None
    accommodation_type: str | None
    budget_range: BudgetRange | None
    preferences: tuple[str, ...]  # ids of bot.words.features; the new whole list
    unit_id: UUID | None  # the unit the guest has chosen


@dataclass(frozen=True, slots=True)
class Intent:
    """What is known of the journey so far. None and empty mean unknown.

    `check_out` is the day of departure; `nights` is known alone when the guest gave a length without dates.
    """

    check_in: date | None = None
    check_out: date | None = None
    nights: int | None = None
    guests: int | None = None
    adults: int | None = None
    children: int | None = None
    accommodation_type: str | None = None
    budget_range: BudgetRange | None = None
    preferences: tuple[str, ...] = ()
    unit_id: UUID | None = None

    def changed(self, change: IntentChange) -> Intent:
        """Apply a change and keep dates and nights consistent with each other."""
        return replace(self, **change)._with_consistent_dates(change)

    def _with_consistent_dates(self, change: IntentChange) -> Intent:
        start, end, nights = self.check_in, self.check_out, self.nights
        if start and nights and "check_out" not in change and ("nights" in change or "check_in" in change):
            end = start + timedelta(days=nights)
        if start and end and end <= start:  # an older departure does not survive a later arrival
            end = None
        if start and end:
            nights = (end - start).days
        elif "check_out" in change and change["check_out"] is None and "nights" not in change:
            nights = None
        return replace(self, check_out=end, nights=nights)

    @property
    def is_complete(self) -> bool:
        """Whether a quote can be made: both dates and the party are known."""
        return self.check_in is not None and self.check_out is not None and self.guests is not None

    @property
    def is_lead(self) -> bool:
        """Whether staff should know of it: the journey is complete and a unit is chosen."""
        return self.is_complete and self.unit_id is not None


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question the guest must answer before an ambiguous statement counts ("5/6": May or June?)."""

    about: str  # the intent's field
    options: tuple[str, ...]  # the readings, as the field's JSON values
    text: str | None = None  # the words that were ambiguous


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one plugin read in the messages of a turn."""

    change: IntentChange = field(default_factory=lambda: IntentChange())
    clarifications: tuple[Clarification, ...] = ()
    language: str | None = None  # ISO 639-1 of the guest's messages; None: unsure
    certain: frozenset[str] = frozenset()  # fields of `change` that the messages leave no doubt of


# --- units and quotes -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Photo:
    url: str  # absolute, or a path on the product's own server ("/media/…")
    alt: str


@dataclass(frozen=True, slots=True)
class Season:
    """Months in which the nightly price is multiplied."""

    season: str
    multiplier: Decimal
    months: tuple[int, ...]  # 1-12


@dataclass(frozen=True, slots=True)
class Pricing:
    base_price_night: Decimal
    currency: str  # ISO 4217
    seasonal_pricing: tuple[Season, ...] = ()
    min_nights: int = 1
    cleaning_fee: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Unit:
    """An accommodation unit as the public may see it (a row of accommodation_units_public)."""

    unit_id: UUID
    name: str
    description: str
    unit_number: str | None = None
    unit_type: str | None = None
    short_description: str | None = None
    highlights: tuple[str, ...] = ()
    bedrooms: int | None = None
    bathrooms: Decimal | None = None
    max_guests: int | None = None
    size_sqm: Decimal | None = None
    features: tuple[str, ...] = ()  # ids of bot.words.features first, then the owner's own words
    accessibility: tuple[str, ...] = ()
    pricing: Pricing | None = None
    photos: tuple[Photo, ...] = ()
    virtual_tour_url: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)  # location, policies, source …
    version: datetime | None = field(default=None, compare=False)  # the row's updated_at


@dataclass(frozen=True, slots=True)
class NightlyRate:
    """Consecutive nights at one price."""

    season: str | None  # None: the base price
    price: Decimal
    nights: int


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact price of a stay. `below_min_nights` carries the unit's minimum when the stay is too short."""

    unit_id: UUID
    check_in: date
    check_out: date
    nights: int
    rates: tuple[NightlyRate, ...]
    accommodation: Decimal  # sum of the nights
    cleaning_fee: Decimal
    total: Decimal
    currency: str
    below_min_nights: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A retrieved unit. `fits` is False when a hard fact contradicts the intent; `misfits` names which."""

    unit: Unit
    similarity: float  # cosine, of the turn's text and the unit
    quote: Quote | None = None
    fits: bool = True
    misfits: tuple[str, ...] = ()  # "guests", "min_nights", "budget_range", "accommodation_type", a feature id


# --- the bot's side ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CardAction:
    """A button of a card: `action` is the name of the `Action` that comes back."""

    action: str  # book, photos, ask …
    label: str


@dataclass(frozen=True, slots=True)
class PriceLine:
    """A part of a price in the guest's language: "Cleaning" and "€40.00"."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class Card:
    """A unit shown in a reply. `price_lines` are the core's: it writes them when the reply is committed."""

    unit_id: UUID
    name: str
    photos: tuple[Photo, ...] = ()
    unit_type: str | None = None
    max_guests: int | None = None
    price_night: Decimal | None = None  # "from" price, shown when there is no quote
    currency: str | None = None
    quote: Quote | None = None
    highlights: tuple[str, ...] = ()
    actions: tuple[CardAction, ...] = ()
    price_lines: tuple[PriceLine, ...] = ()  # of the quote, the total last; or the one of `price_night`


@dataclass(frozen=True, slots=True)
class Guest:
    """Who books."""

    name: str
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """A guest's wish to book; the price is always computed by the core, never taken from outside."""

    unit_id: UUID
    check_in: date
    check_out: date
    guests: int
    guest: Guest
    adults: int | None = None
    children: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot answers, channel-neutral.

    `text` is Markdown. `booking` makes the core create the reservation in the same commit; its
    text is then replaced by the confirmation with the reference, or by why it cannot be. `handoff` asks staff to
    take over and says why. `state` is the responder's private memory for the next turn (None: unchanged).
    """

    text: str
    cards: tuple[Card, ...] = ()
    suggestions: tuple[str, ...] = ()  # quick replies: pressing one sends its text
    link: Link | None = None
    sources: tuple[Match, ...] = ()  # the units the text relies on
    booking: BookingRequest | None = None
    handoff: str | None = None
    state: JSON | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A unit that a reply relied on, as it was then. In a session's history only its id and name are kept."""

    unit_id: UUID
    name: str
    content: str = ""
    similarity: float = 0.0
    pricing: Pricing | None = None  # without its seasons
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a guard did not let the messages pass; `text` is what the guest reads."""

    code: str  # rate_limited, too_long …
    text: str
    retry_after_s: int | None = None


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
    brand: Mapping[str, Any] = field(default_factory=dict)  # greeting, color, logo, description, policies …
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


def field_names(cls: type) -> tuple[str, ...]:
    """The dataclass's field names, in order."""
    return tuple(item.name for item in fields(cls))
