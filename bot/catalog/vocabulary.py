"""Owners' words for what a unit is and has, in the product's vocabulary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.types import ACCOMMODATION_TYPES
from bot.words.details import DETAILS, states
from bot.words.features import BY_ID, recognise

MAX_OTHER_FEATURES = 20  # of an owner's remaining words; exports list every kettle
MAX_OTHER_CHARS = 60
MAX_TELLING_CHARS = 120  # of a line that says more of a thing than that it is there: "Private backyard – Fully fenced"

_TYPES = {
    "room": "private_room shared_room hotel_room hostel bed_and_breakfast habitacion habitación",
    "house": "villa chalet townhouse cottage bungalow farm_stay guesthouse barn castle tower home casa finca",
    "apartment": "loft serviced_apartment condo flat rental_unit apartamento piso aparthotel",
    "suite": "guest_suite junior_suite",
    "studio": "estudio",
    "penthouse": "ático atico",
    "cabin": "tiny_home hut cabaña cabana chalet_de_madera",
}
_TYPE_OF = {word: unit_type for unit_type, words in _TYPES.items() for word in words.split()}
_TYPE_OF |= {unit_type: unit_type for unit_type in ACCOMMODATION_TYPES}
_SHARED = re.compile(r"^(private|shared|hotel) room$", re.IGNORECASE)
_STUDIO = re.compile(r"\b(studio|estudio)\b", re.IGNORECASE)
_PENTHOUSE = re.compile(r"\b(penthouse|ático|atico)\b", re.IGNORECASE)
_DENIAL = re.compile(r"^(no|not|sin|without)\b", re.IGNORECASE)


def unit_type(source_type: str | None, room_type: str | None, name: str) -> str | None:
    """One of ACCOMMODATION_TYPES; None when the source's type is none of them (a boat, a tent) or unknown.

    A whole flat that its owner calls a studio or a penthouse is one; a room in a house is a room.
    """
    if room_type and _SHARED.match(room_type):
        return "room"
    found = _TYPE_OF.get(re.sub(r"[\s-]+", "_", source_type.strip().lower())) if source_type else None
    if found == "apartment" and _STUDIO.search(name):
        return "studio"
    if found == "apartment" and _PENTHOUSE.search(name):
        return "penthouse"
    return found


def features(amenities: Sequence[str]) -> tuple[str, ...]:
    """The vocabulary's ids first, in its order, then what the owner wrote beyond it, shortened to a useful list: first
    what says more of a thing than that it is there."""
    meant = {line: _meant(line) for line in amenities if not _DENIAL.match(line)}
    ids = {id_ for ids in meant.values() for id_ in ids}
    telling = [line for line, ids in meant.items() if ids and line not in BY_ID and len(line) <= MAX_TELLING_CHARS]
    others = [line for line in telling if any(states(detail, line) for detail in DETAILS)]
    others += (line for line, ids in meant.items() if not ids and len(line) <= MAX_OTHER_CHARS)
    return tuple(id_ for id_ in BY_ID if id_ in ids) + tuple(others[:MAX_OTHER_FEATURES])


@lru_cache(maxsize=10_000)  # owners tick the same few hundred boxes
def _meant(line: str) -> tuple[str, ...]:
    return (line,) if line in BY_ID else recognise([line])
