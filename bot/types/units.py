"""Accommodation units, what a stay in them costs, and which were found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


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
class HardFacts:
    """What a unit's row must state to be found; what is None or empty may be anything."""

    guests: int | None = None
    infants: int = 0  # of the guests: those that a unit may not count (bot.offers.fitting.counted_guests)
    unit_type: str | None = None
    bedrooms: int | None = None  # at least
    bathrooms: int | None = None  # at least
    features: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()  # features
    nights: int | None = None  # leaves out units with a longer minimum stay
    among: Collection[UUID] | None = None  # only these


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
    # "guests", "min_nights", "budget_range", "accommodation_type", "bedrooms", "bathrooms", "place"; the id of a
    # feature that is missing; "unwanted:" and the id of one that is there.
    misfits: tuple[str, ...] = ()
