"""Words that are meant although they are written otherwise: a slip of the finger, or spelt as they sound.

A word that is common in any language is never taken for another: what the encoder knows as one piece is common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from bot.sentence_encoder import is_piece

TWO_SLIPS_LENGTH = 9  # letters of a word that may have two slips ...
THREE_SLIPS_LENGTH = 14  # ... and three
SOUND_LENGTH = 4  # letters of a sound that tells words apart
MAX_LENGTH = 40  # letters looked at
_DOUBLED = re.compile(r"(.)\1+")
# In this order; all letters are folded. What is voiced at the end of a German word sounds as if it were not.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tion", "sion"), ("ph", "f"), ("qu|ck", "k"), ("s?c(?=[eiy])", "s"), ("ch", "#"), ("c", "k"), ("x", "ks"),
        ("z", "s"), ("[vw]", "b"), ("[yj]", "i"), ("h", ""), ("n(?=[bp])", "m"), ("#", "ch"),
    )
]  # fmt: skip
# Endings of small things as they sound, and what stands in their place in the word itself: "finquita", "terracita".
_SMALL: dict[str, dict[str, tuple[str, ...]]] = {
    "de": {"ik": ("unk",)},  # "Wohnig": the Alemannic ending of "Wohnung"
    "es": {"sita": ("a", ""), "sito": ("o", ""), "ita": ("a",), "ito": ("o",), "itas": ("as",), "itos": ("os",)},
    "pt": {"sina": ("a", ""), "sino": ("o", ""), "ina": ("a",), "ino": ("o",), "inas": ("as",), "inos": ("os",)},
    "it": {"ina": ("a",), "ino": ("o", "a"), "eta": ("a",), "eto": ("o",), "uca": ("a",), "sina": ("a",)},
}
_HARDENED = str.maketrans("bdg", "ptk")

S = TypeVar("S")


class Spellings(Generic[S]):
    """Words with what each stands for, to be found by what is nearly one of them."""

    def __init__(self, words: Iterable[tuple[str, S]], language: str) -> None:
        self._language = language
        self._by_start: dict[tuple[str, int], list[tuple[str, S]]] = {}
        self._by_sound: dict[str, list[S]] = {}
        for word, sense in words:
            self._by_start.setdefault((word[0], len(word)), []).append((word, sense))
            key = sound(word, language)
            if len(key) >= SOUND_LENGTH:
                self._by_sound.setdefault(key, []).append(sense)

    def near(self, word: str) -> tuple[S, ...]:
        """What the words nearest to `word` stand for: of those that differ in one letter, or in two that changed
        places; for a long word, in two or three such slips. Those that sound the same come first."""
        word = word[:MAX_LENGTH]
        if alike := self.alike(word) or self._large(word):
            return alike
        for slips in range(1, _slips_of(word) + 1):
            found = [sense for known, sense in self._around(word, slips) if _distance(known, word, slips) == slips]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def alike(self, word: str) -> tuple[S, ...]:
        """What the words that sound like `word` stand for."""
        return tuple(dict.fromkeys(self._by_sound.get(sound(word[:MAX_LENGTH], self._language), ())))

    def _large(self, word: str) -> tuple[S, ...]:
        """What the word stands for that `word` is a diminutive of."""
        heard = sound(word, self._language)
        for ending, others in _SMALL.get(self._language, {}).items():
            if heard.endswith(ending):
                for other in others:
                    if found := self._by_sound.get(heard.removesuffix(ending) + other):
                        return tuple(dict.fromkeys(found))
        return ()

    def _around(self, word: str, slips: int) -> Iterable[tuple[str, S]]:
        for length in range(len(word) - slips, len(word) + slips + 1):
            yield from self._by_start.get((word[0], length), ())


class Pairs(Generic[S]):
    """Phrases of two words, of which one may have a slip or both may be spelt as they sound; or written as one."""

    def __init__(self, phrases: Iterable[tuple[str, str, S]], language: str) -> None:
        self._language = language
        self._behind: dict[str, list[tuple[str, S]]] = {}
        self._before: dict[str, list[tuple[str, S]]] = {}
        self._by_sound: dict[tuple[str, str], list[S]] = {}
        for first, second, sense in phrases:
            self._behind.setdefault(first, []).append((second, sense))
            self._before.setdefault(second, []).append((first, sense))
            self._by_sound.setdefault((sound(first, language), sound(second, language)), []).append(sense)

    def near(self, first: str, second: str) -> tuple[S, ...]:
        """What the phrases nearest to two words stand for."""
        first, second = first[:MAX_LENGTH], second[:MAX_LENGTH]
        found = self._by_sound.get((sound(first, self._language), sound(second, self._language)), [])
        if not found and len(second) > SOUND_LENGTH:
            found = [sense for word, sense in self._behind.get(first, ()) if _is_near(word, second)]
        if not found and len(first) > SOUND_LENGTH:
            found = [sense for word, sense in self._before.get(second, ()) if _is_near(word, first)]
        return tuple(dict.fromkeys(found))


def _is_near(known: str, word: str) -> bool:
    slips = _slips_of(word)
    return len(known) > SOUND_LENGTH and known[0] == word[0] and _distance(known, word, slips) <= slips


def _slips_of(word: str) -> int:
    return 1 + (len(word) >= TWO_SLIPS_LENGTH) + (len(word) >= THREE_SLIPS_LENGTH)


def _distance(known: str, word: str, limit: int) -> int:
    return OSA.distance(known, word, score_cutoff=limit)


@lru_cache(maxsize=4096)
def sound(word: str, language: str) -> str:
    """A folded word with letters that sound the same written the same."""
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    if language == "de":
        word = word.translate(_HARDENED)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=4096)
def is_common(written: str) -> bool:
    """Whether a word is one that many texts have, in whatever language, with a capital or without."""
    return any(is_piece(form) for form in {written, written.lower(), written.capitalize()})
