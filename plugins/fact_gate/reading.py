"""What a sentence states: amounts, dates, times, counts, amenities, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel.dates import get_month_names

from plugins.fact_gate import vocabulary as v

_PLAIN = str.maketrans({
    "’": "'", "‘": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "“": '"', "”": '"', "*": " ", "`": " ", "#": " ", ">": " ", "|": " ", "~": " ", "ß": "s", "×": "x", "…": ".",
})  # fmt: skip
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_DIGITS = {ord(char): str(unicodedata.digit(char)) for char in map(chr, range(0x660, 0xFF1A)) if char.isdigit()}
MASK = "\0"


def visible(text: str) -> str:
    """Without characters that nobody sees, with digits of other scripts and look-alike forms made plain.

    What is invisible could hide a word from a reader of words; it says nothing to a guest either.
    """
    return _INVISIBLE.sub("", text)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lowercase, without accents and marks of emphasis, as long as the text: places in both are the same."""
    return "".join(map(_plain, text.translate(_PLAIN).translate(_DIGITS)))


def _plain(char: str) -> str:
    if char.isascii():
        return char.lower()
    base = [c for c in unicodedata.normalize("NFKD", char.lower()) if not unicodedata.combining(c)]
    return base[0] if base else " "


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement's words: text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Amount(Stated):
    value: Decimal
    currencies: frozenset[str]  # what the sign or word may mean; empty: none is written
    number: tuple[int, int]  # the place of the number alone


@dataclass(frozen=True, slots=True)
class Day(Stated):
    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Count(Stated):
    value: Decimal
    noun: str  # a key of vocabulary.NOUNS
    number: tuple[int, int]


class Text:
    """A sentence that is read statement by statement; what was read is masked and not read again."""

    def __init__(self, text: str) -> None:
        self.plain = plain(text)
        self.left = self.plain

    def take(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match in what is left; it is masked when the next one is asked for."""
        for match in list(pattern.finditer(self.left)):
            if MASK not in match.group():
                self.mask(match.start(), match.end())
                yield match

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Mask every match: it states nothing that is to be proved."""
        for match in pattern.finditer(self.left):
            self.mask(*match.span())

    def mask(self, start: int, end: int) -> None:
        self.left = self.left[:start] + MASK * (end - start) + self.left[end:]


# --- numbers ----------------------------------------------------------------------------------------------------------


def number(written: str) -> Decimal | None:
    """1.200,50 · 1,200.50 · 1 200 · 95: the last mark with one or two digits after it is the decimal one."""
    written = written.strip().replace(" ", "").replace("'", "").replace("\u202f", "").replace("\u00a0", "")
    decimals = re.search(r"[.,](\d{1,2})$", written)
    whole = written[: decimals.start()] if decimals else written
    try:
        return Decimal(re.sub(r"[.,]", "", whole) + (f".{decimals.group(1)}" if decimals else ""))
    except InvalidOperation:
        return None


# --- amounts ----------------------------------------------------------------------------------------------------------

_AMOUNT = re.compile(
    rf"(?:(?P<before>{v.CURRENCY}) ?(?P<n1>{v.NUMBER})|(?<![\d.,])(?P<n2>{v.NUMBER}) ?(?P<after>{v.CURRENCY}))(?!\w)"
)
_PRICED = re.compile(
    rf"(?:(?<!\w)(?:{v.PRICE_WORD})(?!\w)[^\d\0.;!?]{{0,25}}(?P<n1>{v.NUMBER})(?! ?(?:m2|m²|%|:))(?![\d/])"
    rf"|(?P<n2>{v.NUMBER}) ?(?:{v.PER_NIGHT}))(?!\w)"
)
LEFT_MONEY = re.compile(rf"(?<!\w)(?:{v.CURRENCY})(?!\w)|[€£¥]")


def amounts(text: Text) -> Iterator[Amount]:
    for match in text.take(_AMOUNT):
        group = "n1" if match["n1"] else "n2"
        if (value := number(match[group])) is not None:
            yield Amount(*match.span(), value, _currencies(match["before"] or match["after"]), match.span(group))
    for match in text.take(_PRICED):
        group = "n1" if match["n1"] else "n2"
        if (value := number(match[group])) is not None:
            yield Amount(*match.span(), value, frozenset(), match.span(group))


def _currencies(written: str) -> frozenset[str]:
    for pattern, currencies in v.CURRENCIES.items():
        if re.fullmatch(pattern, written):
            return frozenset(currencies)
    return frozenset({"?"})


# --- dates ------------------------------------------------------------------------------------------------------------


def _months(languages: Sequence[str] = v.LANGUAGES) -> dict[str, int]:
    found: dict[str, int] = {}
    for language in languages:
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, "format", locale=language).items():
                found[plain(name).strip(".")] = month
    found |= {"sept": 9, "set": 9, "maerz": 3}
    return {name: month for name, month in found.items() if len(name) > 2}


MONTHS = _months()
MONTHS_OF = {language: _months((language,)) for language in v.LANGUAGES}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|o|\.)?"
_TO = (
    r" ?(?:-|to|until|till|through|and|al?|hasta(?: el)?|y|e|et|au|bis(?: zum)?|und|ate|all?|fino al)[ ]?"
    r"(?:the |el |le |il |den |o )?"
)
_YEAR = r"(?:(?:,|\.)? ?(?:de |del |do )?(?P<y>20\d\d)(?!\d))?"
_DATES = (
    re.compile(r"(?<!\d)(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
    re.compile(rf"(?<![\d/.-])(?P<d>{_D})(?P<s>[/.-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<y>20\d\d|\d\d)(?!\d)"),
    re.compile(
        rf"(?<!\w)(?:(?P<d1>{_D}){_ORDINAL}{_TO})?(?P<d>{_D}){_ORDINAL} ?(?:de |of |di |do )?(?P<mn>{_MONTH})\b\.?"
        rf"{_YEAR}"
    ),
    re.compile(
        rf"(?<!\w)(?P<mn>{_MONTH})\b\.? (?:the )?(?P<d1>{_D}){_ORDINAL}(?![\d:])"
        rf"(?:{_TO}(?P<d>{_D}){_ORDINAL}(?![\d:]))?{_YEAR}"
    ),
    re.compile(rf"(?<![\d/.,])(?P<d>{_D})/(?P<m>0?[1-9]|1[0-2])(?![\d/])"),
    re.compile(rf"(?<!\w)(?P<d>{_D})(?:st|nd|rd|th)(?!\w)(?! (?:floor|time|night|century))"),
)
BARE_MONTH = re.compile(rf"(?<!\w)(?P<mn>{_MONTH})(?!\w)(?<!mar)(?<!may)(?<!set)(?<!dic)(?<!dez)(?<!out)(?<!ago)")


def days(text: Text, language: str = "") -> Iterator[Day]:
    """Every day with its month; months of other languages are none ("9 out" is in October in Portuguese alone)."""
    months = MONTHS_OF.get(language, MONTHS)
    for pattern in _DATES:
        for match in list(pattern.finditer(text.left)):
            name = match.groupdict().get("mn")
            if MASK not in match.group() and (name is None or name in months):
                text.mask(*match.span())
                yield from _days(match)


def _days(match: re.Match[str]) -> Iterator[Day]:
    found = match.groupdict()
    month = MONTHS[found["mn"]] if found.get("mn") else int(found["m"]) if found.get("m") else None
    year = int(found["y"]) if found.get("y") else None
    year = year + 2000 if year is not None and year < 100 else year
    for name in ("d1", "d"):
        if found.get(name):
            yield Day(*match.span(), int(found[name]), month, year)


# --- counts -----------------------------------------------------------------------------------------------------------

_WORDS = "|".join(sorted(v.NUMBER_WORDS, key=len, reverse=True))
_COUNTS = tuple(
    (
        noun,
        re.compile(
            rf"(?<![\w.,/:-])(?:(?P<n>\d+(?:[.,]\d+)?)|(?P<w>{_WORDS}))[ -]"
            rf"(?:(?!{_WORDS})[a-z'-]{{3,12}} ){{0,2}}?(?:{words})(?!\w)"
            if noun != "size"
            else rf"(?<![\w.,/:-])(?P<n>\d+(?:[.,]\d+)?)(?P<w>) ?(?:{words})(?!\w)"
        ),
    )
    for noun, words in sorted(v.NOUNS.items(), key=lambda item: item[0] not in ("beds", "bathrooms", "children"))
)
_SLEEPS = re.compile(
    r"(?<!\w)(?:sleeps|sleeping|schlaft|capacity(?: (?:is|of|for))?|accommodates?|capacidad(?: (?:es|de|para))?"
    r"|capacite(?: de)?|kapazitat(?: von)?|capienza(?: di)?)"
    rf" (?:up to |for |hasta |bis zu |jusqu'a |fino a |ate )?(?:(?P<n>\d+)|(?P<w>{_WORDS}))(?!\w)"
)


def counts(text: Text, language: str = "") -> Iterator[Count]:
    """Numbers with what they count; an article ("a room") counts nothing."""
    for noun, pattern in (("guests", _SLEEPS), *_COUNTS):
        for match in list(pattern.finditer(text.left)):
            group = "n" if match["n"] else "w"
            if MASK in match.group() or (group == "w" and not _counts(match["w"], language)):
                continue
            value = number(match["n"]) if match["n"] else Decimal(v.NUMBER_WORDS[match["w"]])
            if value is not None:
                text.mask(*match.span())
                yield Count(*match.span(), value, noun, match.span(group))


def _counts(word: str, language: str) -> bool:
    return word not in v.ARTICLES and v.is_number_word(word, language)


# --- what is left -----------------------------------------------------------------------------------------------------

LEFT_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*(?:\w*)")
_LIST_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s")


def leftovers(text: Text) -> Iterator[Stated]:
    """Numbers that nothing explains; a list's own numbering is none."""
    if match := _LIST_NUMBER.match(text.left):
        text.mask(*match.span())
    for match in text.take(LEFT_NUMBER):
        yield Stated(*match.span())


def found(
    text: Text, pattern: re.Pattern[str], unless: Callable[[re.Match[str]], bool] = lambda _: False
) -> Iterator[Stated]:
    for match in pattern.finditer(text.plain):
        if not unless(match):
            yield Stated(*match.span())
