"""What the facts of a unit and of a stay are called, the same in every channel."""

from __future__ import annotations

from bot.types import Card
from bot.words.phrases import for_guests

LABELS = for_guests("labels")


def season(name: str, language: str | None) -> str:
    """An owner's own name of a season is kept."""
    return _named("seasons", name, language)


def unit_type(kind: str, language: str | None) -> str:
    """A type outside the vocabulary keeps its own word."""
    return _named("types", kind, language)


def nights(count: int, language: str | None) -> str:
    return LABELS.count("nights", count, language)


def min_nights(count: int, language: str | None) -> str:
    """The sentence about the shortest stay."""
    return LABELS.say("min_nights", language, nights=nights(count, language))


def pair(label: str, value: str, language: str | None) -> str:
    """ "Total: €90.00", "Total : 90,00 €"."""
    return LABELS.say("pair", language, label=label, value=value)


def facts(card: Card, language: str | None) -> str:
    """ "house · up to 6 guests"; what is not known is left out."""
    kind = unit_type(card.unit_type, language) if card.unit_type else ""
    guests = LABELS.count("max_guests", card.max_guests, language) if card.max_guests else ""
    return " · ".join(filter(None, (kind, guests)))


def _named(table: str, name: str, language: str | None) -> str:
    key = f"{table}.{name}"
    return LABELS.say(key, language) if key in LABELS else name
