"""Bookings: a guest's request, or a reservation made elsewhere, becomes the outcome of a session."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from bot.errors import InvalidInput
from bot.offers.fitting import counted_guests
from bot.offers.money import money
from bot.offers.quoting import quote
from bot.types import JSON, BookingRequest, Quote, Tenant, Unit
from bot.words import writing
from bot.words.features import label
from bot.words.phrases import for_guests

MAX_NAME_CHARS = 200
BookingProblem = Literal[
    "unknown_unit", "past", "reversed", "no_guests", "too_many_guests", "no_name", "no_contact", "too_short"
]
CORE = for_guests("core")


@dataclass(frozen=True, slots=True)
class Conversion:
    """A session that became a reservation."""

    tenant: Tenant
    session_id: UUID
    reservation_id: UUID
    reservation: JSON  # the row of guest_reservations
    channel: str | None  # None: reported by another system


class BookingRefused(InvalidInput):
    """The request cannot be fulfilled as it stands; the message says why in the guest's language."""

    def __init__(self, problem: BookingProblem, language: str, **values: object) -> None:
        super().__init__(CORE.say(f"booking.{problem}", language, **values), "invalid_booking")
        self.problem = problem


def price_booking(booking: BookingRequest, unit: Unit | None, *, today: date, language: str) -> tuple[Unit, Quote]:
    """The unit and the exact price of a request that it can fulfil.

    Raises:
        BookingRefused: unknown unit, party too large, dates past or reversed, stay too short, guest out of reach.
    """
    if unit is None:
        raise BookingRefused("unknown_unit", language)
    if booking.check_in < today:
        raise BookingRefused("past", language)
    if booking.check_out <= booking.check_in:
        raise BookingRefused("reversed", language)
    if booking.guests < 1:
        raise BookingRefused("no_guests", language)
    if unit.max_guests is not None and counted_guests(unit, booking.guests, booking.infants) > unit.max_guests:
        raise BookingRefused("too_many_guests", language, max_guests=unit.max_guests)
    if not booking.guest.name.strip() or len(booking.guest.name) > MAX_NAME_CHARS:
        raise BookingRefused("no_name", language)
    if not (booking.guest.email or booking.guest.phone):
        raise BookingRefused("no_contact", language)
    price = quote(unit, booking.check_in, booking.check_out)
    if price.below_min_nights:
        raise BookingRefused("too_short", language, min_nights=price.below_min_nights)
    return unit, price


def reservation_of(booking: BookingRequest, price: Quote, reference: str) -> JSON:
    """The request as a row of guest_reservations."""
    children = booking.children or 0
    return {
        "unit_id": str(booking.unit_id),
        "guest_name": booking.guest.name.strip(),
        "guest_email": booking.guest.email,
        "guest_phone": booking.guest.phone,
        "check_in": booking.check_in.isoformat(),
        "check_out": booking.check_out.isoformat(),
        "adults": booking.adults if booking.adults is not None else booking.guests - children,
        "children": children,
        "total_amount": str(price.total),
        "currency": price.currency,
        "status": "requested",
        "external_reference": reference,
    }


def booking_reference(session_id: UUID, request_id: str) -> str:
    """The same for a repeated request, so that repeating is harmless; short enough to say on the phone."""
    digest = hashlib.sha256(f"{session_id}:{request_id}".encode()).digest()
    return "LB-" + base64.b32encode(digest)[:8].decode()


def booked_text(booking: BookingRequest, unit: Unit, price: Quote, reference: str, language: str) -> str:
    """The confirmation that the guest reads."""
    booked = CORE.say(
        "booked",
        language,
        name=booking.guest.name.strip(),
        unit=unit.name,
        check_in=writing.day(booking.check_in, language),
        check_out=writing.day(booking.check_out, language),
        guests=booking.guests,
        total=money(price.total, price.currency, language),
        reference=reference,
    )
    if not booking.wishes:
        return booked
    wishes = writing.listing((label(feature, language) for feature in booking.wishes), language)
    return f"{booked}\n\n{CORE.say('booked_wishes', language, wishes=wishes)}"
