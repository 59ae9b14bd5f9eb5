"""Plain characters: what readers of text compare."""

from __future__ import annotations

import unicodedata

PLAIN_PUNCTUATION = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "…": ".",
        "\n": ". ",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
    }
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'"})
_LIGATURES = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae"})


def spell(text: str) -> str:
    """Lowercase with accents composed, quotes and dashes made plain."""
    return unicodedata.normalize("NFC", text.lower()).translate(PLAIN_PUNCTUATION)


def fold(text: str) -> str:
    """`spell` without accents and ligatures."""
    return _without_accents(spell(text).translate(_LIGATURES))


def bare(text: str) -> str:
    """Lowercase without accents, apostrophes plain; all else stays, line breaks too.

    Composed text keeps its length, so that what is found in the one stands at the same place in the other.
    """
    return _without_accents(text.lower().translate(_APOSTROPHES))


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
