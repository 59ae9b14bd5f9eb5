"""Long texts as several messages: cut between paragraphs, lines, sentences or words, in that order. Pure."""

from __future__ import annotations

import re

from channels.telegram.text import Formatted, Ruler

# Source: https://core.telegram.org/bots/api#sendmessage and #sendphoto (2026-11), in UTF-16 units.
MAX_TEXT_UNITS = 4096
MAX_CAPTION_UNITS = 1024

# From the best place to the poorest; each match ends where the next message may begin.
_PLACES = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…:;])[\"'”»)]?\s"), re.compile(r"\s"))
_WORDS = _PLACES[-1]
_WHOLE = frozenset({"text_link", "text_mention", "url", "email", "phone_number", "mention"})  # never cut in two


def split(formatted: Formatted, limit: int = MAX_TEXT_UNITS) -> list[Formatted]:
    """Pieces of at most `limit` units that are not blank. Links stay whole unless one alone is longer.

    Args:
        limit: at least 2, the units of one character.
    """
    text, ruler = formatted.text, Ruler(formatted.text)
    pieces, start = [], 0
    while start < len(text):
        end = ruler.index(ruler.at(start) + limit)
        if end < len(text):
            end = _outside_links(formatted, ruler, start, _sensible(text, start, end))
        piece = formatted.cut(start, end).trimmed()
        if piece.text:
            pieces.append(piece)
        start = end
    return pieces


def shortened(formatted: Formatted, limit: int) -> Formatted:
    """The whole, or its first words and an ellipsis."""
    if formatted.units <= limit:
        return formatted
    first = split(formatted, limit - 1)[0]
    return Formatted(first.text + "…", first.entities)


def _sensible(text: str, start: int, end: int) -> int:
    """The best place to cut; the better kinds must fill half a message at least."""
    middle = start + (end - start) // 2
    for place in _PLACES:
        found = [match.end() for match in place.finditer(text, middle, end)]
        if found:
            return found[-1]
    words = [match.end() for match in _WORDS.finditer(text, start + 1, end)]
    return words[-1] if words else end


def _outside_links(formatted: Formatted, ruler: Ruler, start: int, end: int) -> int:
    """`end`, or the beginning of the link that it would cut in two."""
    cut = ruler.at(end)
    for entity in formatted.entities:
        if entity.type in _WHOLE and entity.offset < cut < entity.end and entity.offset > ruler.at(start):
            return ruler.index(entity.offset)
    return end
