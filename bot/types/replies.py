"""What the bot answers, channel-neutral: a channel turns it into its platform's payload."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from bot.types.basic import JSON
from bot.types.knowledge import Gap, Known
from bot.types.units import Match, Photo, Pricing, Quote


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
    infants: int | None = None  # of the children
    wishes: tuple[str, ...] = ()  # features that the house wants to hear of, said back in the confirmation


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot answers, channel-neutral.

    `text` is Markdown. `booking` makes the core create the reservation in the same commit; its text is then replaced by
    the confirmation with the reference, or by why it cannot be. `handoff` asks staff to take over and says why. `gaps`
    are questions that nobody could answer, for staff. `state` is the responder's private memory for the next turn
    (None: unchanged). `composed`: code put the text together, out of the product's sentences, rows, settings and what
    the guest said; no model wrote a word of it, so that no guard has to prove them.
    """

    text: str
    cards: tuple[Card, ...] = ()
    suggestions: tuple[str, ...] = ()  # quick replies: pressing one sends its text
    link: Link | None = None
    sources: tuple[Match, ...] = ()  # the units the text relies on
    knowledge: tuple[Known, ...] = ()  # the entries of the house that it quotes
    gaps: tuple[Gap, ...] = ()
    booking: BookingRequest | None = None
    handoff: str | None = None
    state: JSON | None = None
    composed: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A unit or an entry of the house that a reply relied on, as it was then. In a session's history only a unit's id
    and name are kept."""

    id: UUID
    name: str
    content: str = ""
    similarity: float = 0.0
    pricing: Pricing | None = None  # without its seasons
    photos: tuple[Photo, ...] = ()
    is_unit: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a guard did not let the messages pass; `text` is what the guest reads."""

    code: str  # rate_limited, too_long …
    text: str
    retry_after_s: int | None = None
