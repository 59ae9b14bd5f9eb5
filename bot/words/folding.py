"""Plain characters: what the rules compare."""

from __future__ import annotations

import unicodedata

PLAIN_PUNCTUATION = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": "-", "−": "-", "…": ".", "\n": ". ", "\u00a0": " "}
)
_LIGATURES = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae"})


def spell(text: str) -> str:
    """Lowercase with accents composed, quotes and dashes made plain."""
    return unicodedata.normalize("NFC", text.lower()).translate(PLAIN_PUNCTUATION)


def fold(text: str) -> str:
    """`spell` without accents."""
    decomposed = unicodedata.normalize("NFD", spell(text).translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
