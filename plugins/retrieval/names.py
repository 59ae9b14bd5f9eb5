"""Recognises units by name and place: sentence encoders are weak at it (mean reciprocal rank 0.12 on real listings)."""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple
from uuid import UUID

from bot.offers.whereabouts import alike, place_words
from bot.store import rows
from bot.store.database import Connection
from bot.store.queries import load
from bot.words.phrases import for_guests
from plugins.retrieval.words import UNTELLING, tokens

COVERAGE = 0.75  # share of a name's weight that the guest's words must hold
SIMILAR = 0.84  # of two words, so that one slip of the finger is forgiven
MAX_WORDS = 200  # of one message that are looked up
MAX_NAMED = 4
MAX_MENTIONED = 24
COMMON_SHARE = 0.25  # a word that more units have in their name or place points at none of them
FRESH_S = 60.0  # a new or renamed unit is known by its name after this at the latest
MAX_TENANTS = 50  # 10,000 names take about 8 MB

SQL = load("retrieval")
LABELS = for_guests("labels")
_SEPARATOR = re.compile(r"\s+[-–—|·•]\s+|[,:;|(•·]|\s+[@&+]\s+")


class Named(NamedTuple):
    """A unit's name and where it is."""

    unit_id: UUID
    name: str
    place: str


class NameIndex:
    """The names and places of one tenant's units, by their words."""

    def __init__(self, rows: Sequence[tuple[UUID, str, str]]) -> None:
        names = [(unit_id, name) for unit_id, name, _ in rows]
        self._places: dict[str, set[UUID]] = defaultdict(set)
        for unit_id, name, place in rows:
            for word in place_words(f"{name} {place}"):
                self._places[word].add(unit_id)
        self._words = {unit_id: tuple(dict.fromkeys(tokens(name))) for unit_id, name in names}
        self._mentions: dict[str, list[UUID]] = defaultdict(list)
        for unit_id, name, place in rows:
            for word in dict.fromkeys(tokens(f"{name} {place}")):
                self._mentions[word].append(unit_id)
        self._heads: dict[str, list[UUID]] = defaultdict(list)
        for unit_id, name in names:
            for head in {*_spoken(_head(name)), " ".join(tokens(name))} - {""}:
                self._heads[head].append(unit_id)
        counts = Counter(word for words in self._words.values() for word in words)
        total = max(1, len(self._words))
        self._weight = {word: math.log(1 + total / count) for word, count in counts.items()}
        self._units: dict[str, list[UUID]] = defaultdict(list)
        for unit_id, words in self._words.items():
            for word in words:
                self._units[word].append(unit_id)
        self._spellings: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
        for word in counts:
            self._spellings[word[0], len(word)].append((word, letters_of(word)))

    def find(self, text: str) -> list[UUID]:
        """The units a text names, at most MAX_NAMED, the surest first."""
        written = tokens(text)[:MAX_WORDS]
        spelled = {word: self._known(word) for word in dict.fromkeys(written)}
        words = [spelled[word] for word in written]
        exact = self._contained(words)
        if exact:
            return exact[:MAX_NAMED]
        said = {word for word in words if word in self._weight and word not in UNTELLING}
        if not said:
            return []
        scores = sorted(((self._coverage(unit, said), unit) for unit in self._sharing(said)), reverse=True)
        sure = [unit for score, unit in scores if score >= COVERAGE]
        return sure if len(sure) <= MAX_NAMED else []

    def mentioning(self, words: Iterable[str]) -> list[UUID]:
        """The units with one of these words in their name or place, those with the most and rarest first."""
        common = max(MAX_NAMED, COMMON_SHARE * len(self._words))
        scores: Counter[UUID] = Counter()
        for word in {word for said in words for word in tokens(said)} - UNTELLING:
            units = self._mentions.get(word, [])
            if len(units) <= common:
                scores.update(dict.fromkeys(units, 1000 // (1 + len(units))))
        return [unit for unit, _ in scores.most_common(MAX_MENTIONED)]

    def at(self, place: str) -> list[UUID]:
        """The units that lie in a place, as bot.offers.whereabouts has it."""
        there = [
            {unit for known, units in self._places.items() if alike(word, known) for unit in units}
            for word in place_words(place)
        ]
        return list(set.intersection(*there)) if there else []

    def _contained(self, words: list[str]) -> list[UUID]:
        """Units whose whole name, or its part before a dash, stands in the text; a longer name wins over its part."""
        found: list[tuple[int, list[UUID]]] = []
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + 12) + 1):
                units = self._heads.get(" ".join(words[start:end]))
                if units and (end - start > 1 or self._is_own_word(words[start])):
                    found.append((end - start, units))
        found.sort(key=lambda item: -item[0])
        return list(dict.fromkeys(unit for _, units in found if len(units) <= MAX_NAMED for unit in units))

    def _is_own_word(self, word: str) -> bool:
        """A name of one word counts unless guests say the word anyway."""
        return len(word) > 3 and word not in UNTELLING and len(self._units[word]) == 1

    def _sharing(self, said: set[str]) -> set[UUID]:
        rare = [word for word in said if len(self._units[word]) <= MAX_NAMED]
        return {unit for word in rare for unit in self._units[word]}

    def _coverage(self, unit: UUID, said: set[str]) -> float:
        words = [word for word in self._words[unit] if word not in UNTELLING]
        if sum(word in said for word in words) < 2:  # one common word is no name
            return 0.0
        whole = sum(self._weight[word] for word in words)
        return sum(self._weight[word] for word in words if word in said) / whole

    def _known(self, word: str) -> str:
        """The word as the names spell it."""
        if word in self._weight or len(word) < 4 or word in UNTELLING:
            return word
        letters = letters_of(word)
        near = (
            other
            for step in (-1, 0, 1)
            for other, others in self._spellings.get((word[0], len(word) + step), ())
            if likest(word, letters, other, others) >= SIMILAR
        )
        best = max(((SequenceMatcher(None, word, other).ratio(), other) for other in near), default=(0.0, word))
        return best[1] if best[0] >= SIMILAR else word


def letters_of(word: str) -> int:
    """The word's letters as bits; several may share one."""
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % 64
    return bits


def likest(word: str, letters: int, other: str, others: int) -> float:
    """What the ratio of two words is at most: a letter that the other lacks is nowhere in it. Far cheaper."""
    shared = min(len(word) - (letters & ~others).bit_count(), len(other) - (others & ~letters).bit_count())
    return 2 * shared / (len(word) + len(other))


def _head(name: str) -> str:
    """A name without what follows a dash or comma: "Villa Savanna – pool, sea" is called Villa Savanna, and
    "Vistamar, Cala en Porter" Vistamar; "Studio, second floor" has no name of its own."""
    words = tokens(_SEPARATOR.split(name, maxsplit=1)[0])
    return "" if len(words) == 1 and words[0] in _kinds() else " ".join(words)


def _spoken(head: str) -> set[str]:
    """A name as it is spoken, with its article and without: "(La) Casita de Pita"."""
    article, _, rest = head.partition(" ")
    return {head, rest} if article in UNTELLING and " " in rest else {head}


@cache
def _kinds() -> frozenset[str]:
    """What kinds of homes are called, in all languages."""
    said = (LABELS.in_all(f"types.{kind}").values() for kind in LABELS.group("types", None))
    return frozenset(word for texts in said for text in texts for word in tokens(text))


class Names:
    """Each tenant's index, read again when it is no longer fresh."""

    def __init__(self) -> None:
        self._indexes: OrderedDict[UUID, tuple[float, NameIndex]] = OrderedDict()

    async def of(self, conn: Connection, tenant_id: UUID) -> NameIndex:
        known = self._indexes.get(tenant_id)
        if known is None or known[0] < time.monotonic():
            names = await rows.every(conn, Named, SQL["unit_names"], {"tenant_id": tenant_id})
            known = (time.monotonic() + FRESH_S, await asyncio.to_thread(NameIndex, names))
            self._indexes[tenant_id] = known
            if len(self._indexes) > MAX_TENANTS:
                self._indexes.popitem(last=False)
        return known[1]
