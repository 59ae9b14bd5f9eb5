"""The languages a guest may ask for, by name."""

from __future__ import annotations

import re

from babel import Locale

from bot.words.folding import fold
from bot.words.languages import UNDERSTOOD

# Each language as it is called in all of them: "spanish", "espanol", "spanisch".
_NAMES = {(str(Locale(code).get_display_name(other)), code) for code in UNDERSTOOD for other in UNDERSTOOD}
_CODES = {fold(name): code for name, code in _NAMES} | {code: code for code in UNDERSTOOD}
_CODES |= dict.fromkeys("castellano castelhano castigliano castillan castilian kastilisch".split(), "es")
_CODES |= dict.fromkeys("brasileiro brasileno brazilian bresilien brasilianisch brasiliano".split(), "pt")
MAX_CHARS = 100
_WORDS = re.compile(r"[a-z]+")
# "In English, please", "auf Deutsch bitte", "en français s'il vous plaît".
_AROUND = frozenset("in en em auf le il o el please por favor bitte s il vous plait svp per favore pf pls".split())


def code_of(text: str) -> str | None:
    """ISO 639-1 of the language that the text names and nothing else ("Español", "in English, please", "de")."""
    words = [word for word in _WORDS.findall(fold(text[:MAX_CHARS])) if word not in _AROUND]
    return _CODES.get(words[0]) if len(words) == 1 else _CODES.get(fold(text[:MAX_CHARS]).strip())
