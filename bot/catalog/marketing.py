"""What the public reads of a unit, and what its vector is made from."""

from __future__ import annotations

from dataclasses import replace

from bot.catalog.listing import MAX_SHORT_CHARS
from bot.catalog.text import shorten
from bot.types import Unit
from bot.words.features import BY_ID, label

MAX_HIGHLIGHTS = 4
# What a guest chooses by, most telling first.
_SELLING = (
    "pool sea_view beach hot_tub sauna lake mountain_view fireplace garden terrace pets air_conditioning parking"
    " ev_charger breakfast bbq accessible gym workspace dishwasher washer elevator self_check_in wifi"
).split()


def public_form(unit: Unit) -> Unit:
    """The unit with a short description and highlights; what the owner wrote himself is kept."""
    return replace(
        unit,
        short_description=shorten(unit.short_description or unit.description, MAX_SHORT_CHARS),
        highlights=unit.highlights or _highlights(unit),
    )


def embedding_text(unit: Unit) -> str:
    """The text whose vector is searched: name, description, type and the vocabulary's features.

    Owners' further words and numbers are left out: they blur the vector (on the Menorca listings the share of units
    with the wanted feature among the first four fell from 0.85 to 0.67 with them), and numbers are compared as facts.
    """
    known = ", ".join(label(feature, "en") for feature in unit.features if feature in BY_ID)
    facts = [
        f"Type: {unit.unit_type}" if unit.unit_type else "",
        f"Unit number: {unit.unit_number}" if unit.unit_number else "",
        f"Amenities: {known}" if known else "",
        f"Accessibility: {', '.join(unit.accessibility)}" if unit.accessibility else "",
    ]
    return "\n\n".join(filter(None, (unit.name, unit.description, "\n".join(filter(None, facts)))))


def _highlights(unit: Unit) -> tuple[str, ...]:
    language = str(unit.metadata.get("lang") or "en")
    offered = [label(feature, language) for feature in _SELLING if feature in unit.features]
    return tuple(words[0].upper() + words[1:] for words in offered[:MAX_HIGHLIGHTS])
