"""A message's words as the reader of people asks for them; every method looks a bounded way."""

from __future__ import annotations

from itertools import pairwise

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message
from plugins.understanding.numbers import Number

MAX_PEOPLE = 99
SKIPPED = 4  # filling words between two parts, at most
PLURAL_IN_S = frozenset({"en", "es", "fr", "pt"})  # languages whose unknown words in -s count something
PLURAL_LENGTH = 4
_SHARES = frozenset("%€$£¥₹°")
_STOPS = frozenset(".!?;…\n")


class Words:
    def __init__(self, message: Message, taken: frozenset[int]) -> None:
        self.message = message
        self.tagged = message.tagged
        self.tokens = message.tagged.tokens
        self.taken = taken
        self.nouns: set[str] = set()  # that were looked up in the learned head
        self.named: set[int] = set()  # where mentions of people end
        self.denied: frozenset[int] = frozenset()  # numbers of people that are no longer right

    def item(self, index: int, category: str) -> Item | None:
        return self.tagged.at(index, category)

    def end(self, index: int, *categories: str) -> int:
        """Behind the longest phrase of the categories at a token; the token itself when there is none."""
        item = self.tagged.at(index, *categories)
        return item.end if item else index

    def skip(self, index: int, *categories: str) -> int:
        """The first token behind up to SKIPPED phrases of the categories."""
        for _ in range(SKIPPED):
            end = self.end(index, *categories)
            if end == index:
                break
            index = end
        return index

    def text(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def touches(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].touches

    def is_stop(self, index: int) -> bool:
        """Whether a sentence ends at a token. A point after a number or a short form ends none."""
        text = self.text(index)
        if text == ".":
            before = self.tokens[index - 1] if index else None
            return not (before and (before.kind == "number" or self.item(index - 1, "short")))
        return text in _STOPS

    def number(self, index: int) -> Number | None:
        """A number of people at a token: whole, of at most two digits, not understood as something else."""
        found = self.message.numbers.at(index)
        if found is None or found.is_ordinal or found.value > MAX_PEOPLE or index in self.taken:
            return None
        if self.text(index - 1) in ("#", "€", "$", "£") or self.text(found.end) in _SHARES:
            return None
        if self._is_fraction(found) or self._is_in_row(found):
            return None
        return found

    def _is_in_row(self, number: Number) -> bool:
        """ "Test 1 2 3"."""
        begins = [at for at in (number.start - 2, number.start - 1, number.end, number.end + 1) if at >= 0]
        places = [at for at in begins if at < len(self.tokens) and self.tokens[at].kind == "number"]
        is_row = any(first + 1 == second or (first + 2 == second == number.end) for first, second in pairwise(places))
        return is_row and not self.taken.intersection(places)

    def _is_fraction(self, number: Number) -> bool:
        """ "2.500", "15:30", "1,5": one number with its neighbours."""
        behind = self.text(number.end) in (".", ",", ":", "'", "’") and self.touches(number.end)
        after = self.touches(number.end + 1) and self.text(number.end + 1).isdecimal()
        before = self.text(number.start - 1) in (".", ",", ":", "'", "’", "/") and self.touches(number.start)
        return (behind and after) or (before and self.text(number.start - 2).isdecimal())

    def is_listed(self, index: int) -> bool:
        """Whether a word stands where a list goes on, or behind "with"."""
        before = self.tagged.before(index, "people_plus", "people_with")
        return self.text(index - 1) == "," or (before is not None and not before.is_foreign)

    def one(self, index: int) -> int | None:
        """Behind an article ("a", "un altro")."""
        end = self.end(index, "people_one")
        return end if end > index else None

    def is_for_number(self, index: int) -> bool:
        """Whether "for" and a number of people stand at a token."""
        item = self.item(index, "people_for")
        number = self.number(self.skip(item.end, "people_fill")) if item and not item.is_foreign else None
        return number is not None and not self.counts_other(number.end)

    def counts_other(self, index: int) -> bool:
        """Whether the word behind a number says that it counts no people."""
        if index >= len(self.tokens):
            return False
        if self.text(index) == "+" and self.tokens[index].touches and self.item(index + 1, "people_other"):
            return True  # "7+ nights"
        item = self.item(index, "people_other")
        people = self.tagged.at(index, "people")
        if item and not (people and people.end >= item.end):
            return not item.is_foreign or people is None
        if self.tagged.at(index, "feature", "bedroom", "bathroom", "kind", "pet") and not people:
            return self.text(index) not in (",", "&", "+")
        token = self.tokens[index]
        if token.touches and token.kind == "word":
            return self.item(index, "people_short") is None and people is None
        return self._is_unknown_plural(index)

    def _is_unknown_plural(self, index: int) -> bool:
        token = self.tokens[index]
        is_plural = token.plain.endswith("s") and len(token.plain) > PLURAL_LENGTH and token.kind == "word"
        return is_plural and self.tagged.language in PLURAL_IN_S and not self._is_known(index)

    def _is_known(self, index: int) -> bool:
        return self.tagged.is_known(index)
