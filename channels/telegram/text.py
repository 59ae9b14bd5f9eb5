"""Text with entities as Telegram counts them: offsets and lengths in UTF-16 units. Pure.

Source: https://core.telegram.org/bots/api#messageentity (2026-11).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Entity:
    """What a stretch of the text is: bold, italic, code, pre, text_link …"""

    type: str
    offset: int
    length: int
    url: str | None = None  # of a text_link
    language: str | None = None  # of a pre

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str = ""
    entities: tuple[Entity, ...] = ()

    @property
    def units(self) -> int:
        return units(self.text)

    def trimmed(self) -> Formatted:
        """Without white space around it: Telegram would take it away and leave the entities where they are."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def cut(self, start: int, end: int) -> Formatted:
        """The characters from `start` to `end` with what lies over them."""
        first, last = units(self.text[:start]), units(self.text[:end])
        kept = (_clipped(entity, first, last) for entity in self.entities)
        return Formatted(self.text[start:end], tuple(entity for entity in kept if entity))

    def shifted(self, by: int) -> Iterable[Entity]:
        return (replace(entity, offset=entity.offset + by) for entity in self.entities)


def _clipped(entity: Entity, first: int, last: int) -> Entity | None:
    start, end = max(entity.offset, first), min(entity.end, last)
    return replace(entity, offset=start - first, length=end - start) if start < end else None


def units(text: str) -> int:
    """The text's length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def bold(text: str) -> Formatted:
    return Formatted(text, (Entity("bold", 0, units(text)),) if text else ())


def italic(text: str) -> Formatted:
    return Formatted(text, (Entity("italic", 0, units(text)),) if text else ())


def joined(parts: Iterable[Formatted | str], separator: str = "") -> Formatted:
    """The parts that are not empty, one after the other."""
    writer = _Writer()
    for part in parts:
        formatted = Formatted(part) if isinstance(part, str) else part
        if formatted.text:
            writer.add(formatted, separator if writer.units else "")
    return Formatted("".join(writer.pieces), tuple(writer.entities))


@dataclass(slots=True)
class _Writer:
    pieces: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    units: int = 0

    def add(self, formatted: Formatted, before: str) -> None:
        self.units += units(before)
        self.entities += formatted.shifted(self.units)
        self.pieces += (before, formatted.text)
        self.units += formatted.units


class Ruler:
    """Finds characters by UTF-16 units and back."""

    def __init__(self, text: str) -> None:
        self._ends = list(accumulate((2 if char > "\uffff" else 1 for char in text), initial=0))

    def at(self, index: int) -> int:
        """The units before a character."""
        return self._ends[index]

    def index(self, offset: int) -> int:
        """The last character boundary that is not beyond `offset` units."""
        return min(bisect_right(self._ends, offset) - 1, len(self._ends) - 1)
