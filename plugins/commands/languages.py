"""The languages a guest may ask for: their names, and which of them the bot answers in."""

from __future__ import annotations

import re
import unicodedata

ANSWERED = ("es", "en")  # in which the bot answers; in the others it greets, and the team may answer
NATIVE = {
    "es": "Español",
    "en": "English",
    "pt": "Português",
    "fr": "Français",
    "de": "Deutsch",
    "it": "Italiano",
}
_OTHER_NAMES = {
    "es": "spanish espanol castellano spanisch espagnol spagnolo espanhol",
    "en": "english ingles anglais englisch inglese",
    "pt": "portuguese portugues portugais portugiesisch portoghese",
    "fr": "french frances francais franzosisch francese",
    "de": "german aleman deutsch allemand tedesco alemao",
    "it": "italian italiano italien italienisch",
}
_CODES = {name: code for code, names in _OTHER_NAMES.items() for name in (code, *names.split())}
_WORDS = re.compile(r"[a-z]+")
_AROUND = frozenset("in en em auf please por favor".split())


def code_of(text: str) -> str | None:
    """ISO 639-1 of the language that the text names and nothing else ("Español", "in English, please", "de")."""
    words = [word for word in _WORDS.findall(_fold(text)) if word not in _AROUND]
    return _CODES.get(words[0]) if len(words) == 1 else _CODES.get(_fold(text).strip())


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text[:100].casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
