"""What the other modules are made of."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Literal

JSON = dict[str, Any]
Role = Literal["user", "assistant", "staff"]
Speaker = Literal["bot", "staff"]

ACCOMMODATION_TYPES = ("apartment", "suite", "room", "studio", "penthouse", "cabin", "house")
HISTORY_LENGTH = 20  # messages kept in a session's history (DATA.md §1)


def field_names(cls: type) -> tuple[str, ...]:
    """The dataclass's field names, in order."""
    return tuple(item.name for item in fields(cls))
