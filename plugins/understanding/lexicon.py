"""What the words of a message may mean: phrases of the tables found in its tokens, those of other languages where the
message's own knows nothing, and those that are nearly written so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.words.languages import UNDERSTOOD
from plugins.understanding.phrases import Sense, compounds, matches, trie
from plugins.understanding.spelling import Pairs, Spellings, is_common
from plugins.understanding.tokens import Token

# Categories in which a slip of the finger is looked through, from words of so many letters: shorter ones are too near
# to others. In those of things a common word is never taken for another.
FUZZY = {"month": 5, "weekday": 5, "unit": 5, "people": 5, "feature": 5, "kind": 5, "bedroom": 5, "bathroom": 6}
THINGS = frozenset({"feature", "kind", "bedroom", "bathroom"})
FUZZY_LENGTH = min(FUZZY.values())
SOUND_LENGTH = 4  # of a word that is one of a thing's as it sounds
FOREIGN_LENGTH = 4  # a word of another language counts when it is no shorter


@dataclass(frozen=True, slots=True)
class Item:
    """Tokens `start` to `end` (exclusive) and one meaning they may have."""

    start: int
    end: int
    category: str
    value: str
    is_foreign: bool = False  # from another language's table
    is_fuzzy: bool = False  # but for one letter


@cache
def _spellings(language: str) -> Spellings[Sense]:
    """Single words of FUZZY categories."""
    return Spellings(
        (
            (word, sense)
            for word, node in trie(language).next.items()
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
        _pairs(language)


@cache
def _sounds(language: str) -> Spellings[Sense]:
    """Single words of THINGS, short ones too."""
    words = trie(language).next.items()
    return Spellings(
        (
            (word, sense)
            for word, node in words
            for sense in node.senses
            if sense.category in THINGS and len(word) >= SOUND_LENGTH
        ),
        language,
    )


@cache
def _pairs(language: str) -> Pairs[Sense]:
    """Phrases of two words of THINGS."""
    return Pairs(
        (
            (first, second, sense)
            for first, node in trie(language).next.items()
            for second, last in node.next.items()
            for sense in last.senses
            if sense.category in THINGS
        ),
        language,
    )


def _near_pair(language: str, first: Token, second: Token) -> tuple[Sense, ...]:
    """Senses of the phrase that two tokens are meant for; a common word is none's slip."""
    near = _pairs(language).near(first.plain, second.plain)
    if not near:
        return ()
    known = trie(language).next
    slips = [token for token in (first, second) if token.plain not in known]
    return () if not slips or all(is_common(token.text) for token in slips) else near


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

    def is_spelled(self, index: int) -> bool:
        """Whether a phrase of any language begins at token `index`, as it is written."""
        return any(not item.is_fuzzy for item in self._at[index].values())

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
        if token.kind != "word":
            return found
        if pair := self._pair(start):
            return found | pair
        if found:
            return found
        if senses := compounds(self.language, token.plain):
            return self._made(start, start + 1, _sounds(self.language).alike(token.plain) or senses)
        if len(token.plain) >= FOREIGN_LENGTH:
            for language in UNDERSTOOD:
                if language != self.language and (foreign := self._of(start, language, is_foreign=True)):
                    return foreign
        if len(token.plain) >= SOUND_LENGTH:
            return self._made(start, start + 1, _near(self.language, token))
        return {}

    def _pair(self, start: int) -> dict[str, Item]:
        """What two words together are nearly."""
        following = self.tokens[start + 1 : start + 2]
        if not following or following[0].kind != "word":
            return {}
        return self._made(start, start + 2, _near_pair(self.language, self.tokens[start], following[0]))

    def _made(self, start: int, end: int, senses: Sequence[Sense]) -> dict[str, Item]:
        """Items of senses that no table has for the words as they are written."""
        made = {
            sense.category: Item(start, end, sense.category, sense.value, is_fuzzy=True) for sense in reversed(senses)
        }
        for item in made.values():
            self._ending[end].setdefault(item.category, item)
        return made

    def _of(self, start: int, language: str, *, is_foreign: bool = False) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for end, sense in matches(trie(language), self.tokens, start):
            known = found.get(sense.category)
            item = Item(start, end, sense.category, sense.value, is_foreign)
            self._ending[end].setdefault(sense.category, item)  # the first to begin is the longest
            if known is None or end > known.end:
                found[sense.category] = item
        return found
