"""Text with entities as Telegram keeps it: lengths and offsets count UTF-16 code units.

Source: https://core.telegram.org/bots/api#messageentity and https://core.telegram.org/api/entities#entity-length
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Entity = dict[str, Any]  # a MessageEntity of the Bot API

# Types whose neighbours or overlaps are joined and which code cuts into pieces
SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
CODE = frozenset({"code", "pre"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_ORDER = {  # of entities with the same range: outermost first
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "date_time": 30,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


@dataclass(frozen=True)
class Formatted:
    """What is left after entities parsing."""

    text: str = ""
    entities: list[Entity] = field(default_factory=list)

    def piece(self, entity: Entity) -> str:
        """The text that an entity marks."""
        return cut(self.text, entity["offset"], entity["offset"] + entity["length"])


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, start: int, end: int) -> str:
    """The text between two UTF-16 offsets that do not split a character."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def boundaries(text: str) -> set[int]:
    """UTF-16 offsets at which a character begins or the text ends."""
    found, offset = {0}, 0
    for character in text:
        offset += 2 if character > "\uffff" else 1
        found.add(offset)
    return found


def ordered(entities: list[Entity]) -> list[Entity]:
    """Outer before inner, as the server returns them."""
    return sorted(entities, key=lambda one: (one["offset"], -one["length"], _ORDER.get(one["type"], 50)))
