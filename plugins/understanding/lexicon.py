"""What words may mean: tables by language (`tables/<language>/*.toml`), found in a message's tokens.

A table's file has a section a category, in it a line a value with its phrases:

    [month]
    1 = ["january", "jan"]

Phrases are folded and may have several words; marks in them are written as separate words where the tokeniser
separates them ("d ' abord" for "d'abord": loading does that). A phrase that ends in `*` stands for every word that
begins so ("barrierefrei*"), one that begins with it for every longer word that ends so ("*wohnung"). One word may have
many senses ("may", "segunda"): whoever composes them decides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from bot.words.languages import UNDERSTOOD
from plugins.understanding.spelling import Spellings, is_common
from plugins.understanding.tokens import Token, tokens

# Categories in which a slip of the finger is looked through, from words of so many letters: shorter ones are too near
# to others. In those of things a common word is never taken for another.
FUZZY = {"month": 5, "weekday": 5, "unit": 5, "people": 5, "feature": 5, "kind": 5, "bedroom": 5, "bathroom": 6}
THINGS = frozenset({"feature", "kind", "bedroom", "bathroom"})
FUZZY_LENGTH = min(FUZZY.values())
SOUND_LENGTH = 4  # of a word that is one of a thing's as it sounds
FOREIGN_LENGTH = 4  # a word of another language counts when it is no shorter


@dataclass(frozen=True, slots=True)
class Sense:
    category: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """Tokens `start` to `end` (exclusive) and one meaning they may have."""

    start: int
    end: int
    category: str
    value: str
    is_foreign: bool = False  # from another language's table
    is_fuzzy: bool = False  # but for one letter


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    senses: list[Sense] = field(default_factory=list)
    beginnings: list[tuple[str, Sense]] = field(default_factory=list)  # "barrierefrei*"
    endings: list[tuple[str, Sense]] = field(default_factory=list)  # "*wohnung"


@cache
def _trie(language: str) -> _Node:
    root = _Node()
    folder = files(__package__) / "tables" / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        for category, values in tomllib.loads(file.read_text("utf-8")).items():
            for value, phrases in values.items():
                for phrase in phrases:
                    _add(root, phrase, Sense(category, value))
    return root


def _add(root: _Node, phrase: str, sense: Sense) -> None:
    is_beginning, is_ending = phrase.endswith("*"), phrase.startswith("*")
    words = [token.plain for token in tokens(phrase.strip("*"))]
    if not words:
        raise ValueError(f"empty phrase for {sense}")
    node = root
    for word in words[:-1] if is_beginning or is_ending else words:
        node = node.next.setdefault(word, _Node())
    if is_beginning:
        node.beginnings.append((words[-1], sense))
    elif is_ending:
        node.endings.append((words[-1], sense))
    elif sense not in node.senses:
        node.senses.append(sense)


def _matches(root: _Node, sequence: Sequence[Token], start: int, *, is_foreign: bool) -> Iterator[tuple[int, Sense]]:
    """(end, sense) of every phrase that begins at `start`, shortest first. Words of another language are no compounds
    of this one's ("maravilla")."""
    node = root
    for index in range(start, len(sequence)):
        word = sequence[index].plain
        for beginning, sense in node.beginnings:
            if word.startswith(beginning):
                yield index + 1, sense
        for ending, sense in () if is_foreign else node.endings:
            if word.endswith(ending) and len(word) > len(ending):
                yield index + 1, sense
        following = node.next.get(word)
        if following is None:
            return
        node = following
        for sense in node.senses:
            yield index + 1, sense


def count_known(sequence: Sequence[Token], language: str) -> int:
    """How many of the tokens begin a phrase of a language's tables."""
    beginnings = _trie(language).next
    return sum(token.kind == "word" and token.plain in beginnings for token in sequence)


def values_of(language: str, category: str) -> frozenset[str]:
    """All values of a category of a language's tables."""
    found: set[str] = set()
    nodes = [_trie(language)]
    while nodes:
        node = nodes.pop()
        nodes += node.next.values()
        senses = [*node.senses, *(sense for _, sense in (*node.beginnings, *node.endings))]
        found |= {sense.value for sense in senses if sense.category == category}
    return frozenset(found)


@cache
def single_words(language: str, category: str) -> tuple[tuple[str, str], ...]:
    """(folded word, value) of the category's phrases of one word."""
    nodes = _trie(language).next.items()
    return tuple((word, sense.value) for word, node in nodes for sense in node.senses if sense.category == category)


@cache
def _spellings(language: str) -> Spellings[Sense]:
    """Single words of FUZZY categories."""
    return Spellings(
        (
            (word, sense)
            for word, node in _trie(language).next.items()
            for sense in node.senses
            if len(word) >= FUZZY.get(sense.category, len(word) + 1)
        ),
        language,
    )


def load_all() -> None:
    """Load the tables of every language, which a first unknown word would otherwise wait for."""
    for language in UNDERSTOOD:
        _spellings(language)
        _sounds(language)


@cache
def _sounds(language: str) -> Spellings[Sense]:
    """Single words of THINGS, short ones too."""
    words = _trie(language).next.items()
    return Spellings(
        (
            (word, sense)
            for word, node in words
            for sense in node.senses
            if sense.category in THINGS and len(word) >= SOUND_LENGTH
        ),
        language,
    )


def _near(language: str, token: Token) -> tuple[Sense, ...]:
    """Senses of the words that a token is meant for, as it stands in no table."""
    near = _spellings(language).near(token.plain) if len(token.plain) >= FUZZY_LENGTH else ()
    near = near or _sounds(language).alike(token.plain)
    if any(sense.category in THINGS for sense in near) and is_common(token.text):
        return tuple(sense for sense in near if sense.category not in THINGS)
    return near


class Tagged:
    """A message's tokens with all that they may mean. Reads as `language`, other languages where it knows nothing."""

    def __init__(self, sequence: Sequence[Token], language: str) -> None:
        self.tokens = tuple(sequence)
        self.language = language
        self._ending: list[dict[str, Item]] = [{} for _ in range(len(self.tokens) + 1)]
        self._at: list[dict[str, Item]] = [self._items(index) for index in range(len(self.tokens))]

    def at(self, index: int, *categories: str) -> Item | None:
        """The longest phrase of one of the categories that begins at token `index`."""
        if not 0 <= index < len(self._at):
            return None
        longest: Item | None = None
        found = self._at[index]
        for category in categories:
            item = found.get(category)
            if item and (longest is None or item.end > longest.end):
                longest = item
        return longest

    def here(self, index: int) -> Collection[Item]:
        """The longest phrase of each category that begins at token `index`."""
        return self._at[index].values() if 0 <= index < len(self._at) else ()

    def is_known(self, index: int) -> bool:
        """Whether any phrase of any language begins at token `index`."""
        return 0 <= index < len(self._at) and bool(self._at[index])

    def is_written(self, index: int) -> bool:
        """Whether a phrase of the message's own language begins at token `index`, as it is written."""
        return any(not item.is_foreign and not item.is_fuzzy for item in self._at[index].values())

    def is_(self, index: int, category: str, *values: str) -> Item | None:
        """The phrase of `category` at `index` if its value is one of `values`."""
        item = self.at(index, category)
        return item if item and item.value in values else None

    def before(self, index: int, *categories: str) -> Item | None:
        """The longest phrase of one of the categories that ends just before token `index`."""
        if not 0 <= index < len(self._ending):
            return None
        longest: Item | None = None
        found = self._ending[index]
        for category in categories:
            item = found.get(category)
            if item and (longest is None or item.start < longest.start):
                longest = item
        return longest

    def all(self, *categories: str) -> Iterator[Item]:
        """Every phrase of the categories in order; one inside a longer one of its category is left out."""
        ends = dict.fromkeys(categories, 0)
        for index in range(len(self.tokens)):
            for category in categories:
                item = self._at[index].get(category)
                if item and index >= ends[category]:
                    ends[category] = item.end
                    yield item

    def _items(self, start: int) -> dict[str, Item]:
        """Category → the longest phrase at `start`."""
        found = self._of(start, self.language)
        token = self.tokens[start]
        if found or token.kind != "word":
            return found
        if len(token.plain) >= FOREIGN_LENGTH:
            for language in UNDERSTOOD:
                if language != self.language and (foreign := self._of(start, language, is_foreign=True)):
                    return foreign
        if len(token.plain) >= SOUND_LENGTH:
            near = {
                sense.category: Item(start, start + 1, sense.category, sense.value, is_fuzzy=True)
                for sense in reversed(_near(self.language, token))
            }
            for item in near.values():
                self._ending[item.end].setdefault(item.category, item)
            return near
        return {}

    def _of(self, start: int, language: str, *, is_foreign: bool = False) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for end, sense in _matches(_trie(language), self.tokens, start, is_foreign=is_foreign):
            known = found.get(sense.category)
            item = Item(start, end, sense.category, sense.value, is_foreign)
            self._ending[end].setdefault(sense.category, item)  # the first to begin is the longest
            if known is None or end > known.end:
                found[sense.category] = item
        return found
