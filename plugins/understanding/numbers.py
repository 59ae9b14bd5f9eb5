"""Whole numbers in a message's tokens: digits, and number words of six languages.

Number words are read by text2num; what it does not know or would misread lies in the tables' category `number`, whose
values are the numbers ("half a dozen" = 6). How digits are grouped ("1.200") is a matter of money, what they mean
beside marks ("12/7") one of dates.
"""

from __future__ import annotations

from dataclasses import dataclass

from text_to_num import find_numbers

from plugins.understanding.lexicon import Tagged
from plugins.understanding.tokens import Token

MAX_DIGITS = 12  # a longer run is a telephone or card number
CODE_DIGITS = 3  # from which digits behind capitals are a booking's code ("RT-8813", "HM204"), no amount
_ORDINAL_SIGNS = frozenset("ºª°")
_ORDINAL_ENDS = {  # "2a" are two adults where it is not "segunda"
    "en": frozenset("st nd rd th".split()),
    "es": frozenset("o a er ro ra do da to ta".split()),
    "pt": frozenset("o a".split()),
    "fr": frozenset("er ere re eme ieme nd nde e".split()),
    "de": frozenset("te ter ten".split()),
    "it": frozenset("o a".split()),
}


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    value: int
    is_ordinal: bool = False  # "first", "3rd", "21er", "1º"
    is_spelled: bool = False  # written as words
    is_article: bool = False  # "a", "un", "eine", "uma": perhaps no number at all


class Numbers:
    """The numbers of a message by the token they begin at."""

    def __init__(self, tagged: Tagged) -> None:
        self._found = _spelled(tagged) | _tabled(tagged) | _digits(tagged)

    def at(self, index: int) -> Number | None:
        return self._found.get(index)

    def all(self) -> list[Number]:
        return [self._found[index] for index in sorted(self._found)]


def _digits(tagged: Tagged) -> dict[int, Number]:
    found, sequence = {}, tagged.tokens
    ends = _ORDINAL_ENDS.get(tagged.language, frozenset()) | _ORDINAL_SIGNS
    for index, token in enumerate(sequence):
        if token.kind != "number" or len(token.text) > MAX_DIGITS or _is_code(tagged, index):
            continue
        following = sequence[index + 1] if index + 1 < len(sequence) else None
        is_ordinal = following is not None and following.touches and following.plain in ends
        found[index] = Number(index, index + 1 + is_ordinal, int(token.text), is_ordinal)
    return found


def _is_code(tagged: Tagged, index: int) -> bool:
    sequence, at = tagged.tokens, index
    if len(sequence[at].text) < CODE_DIGITS:
        return False
    if at > 1 and sequence[at].touches and sequence[at - 1].text in "-_":
        at -= 1
    letters = sequence[at - 1] if at and sequence[at].touches else None
    if letters is None or letters.kind != "word" or len(letters.text) < 2 or not letters.text.isupper():
        return False
    return tagged.at(at - 1, "money_sign", "month") is None  # "EUR500"


def _tabled(tagged: Tagged) -> dict[int, Number]:
    return {
        item.start: Number(item.start, item.end, int(item.value), item.category == "ordinal", True)
        for item in tagged.all("number", "ordinal")
        if not item.is_foreign
    }


def _spelled(tagged: Tagged) -> dict[int, Number]:
    words = [_Word(token) for token in tagged.tokens]
    found = {}
    for seen in find_numbers(words, tagged.language, 0):
        if any(tagged.tokens[index].kind == "number" for index in range(seen.start, seen.end)):
            continue  # "5 hundred" is money's
        is_article = seen.value == 1 and tagged.is_(seen.start, "article", "a") is not None
        found[seen.start] = Number(seen.start, seen.end, int(seen.value), bool(seen.is_ordinal), True, is_article)
    return found


class _Word:
    """A token as text2num wants to see it."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def text(self) -> str:
        return self._token.text.lower()

    def text_lowercase(self) -> str:
        return self._token.text.lower()

    def nt_separated(self, previous: _Word) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self._token.kind == "number" or (self._token.kind == "mark" and self._token.text != "-")
