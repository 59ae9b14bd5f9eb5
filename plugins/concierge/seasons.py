"""Of what the house says of the year's months, the part that a guest asks about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

from babel.dates import get_month_names

from bot.words import writing
from bot.words.sentences import split
from plugins.concierge.talk import Talk

RANGE_WORDS = 4  # at most, between the two months of a range: "from June to mid-October"
_ABOUT_ALL = frozenset({"among", "use"})  # "which month is best?", "when does it rain?"


def asked(talk: Talk, index: int) -> tuple[int, ...]:
    """The months that a clause is about: those it names, else those of the message, else those of the trip."""
    clauses = [said.clause for said in talk.acts.said]
    own = [said.clause for said in talk.acts.said if said.index == index]
    for named in (own, clauses):
        if months := tuple(dict.fromkeys(month for clause in named for month in clause.months)):
            return months
    if any(_ABOUT_ALL & set(clause.details) for clause in own):
        return ()
    intent = talk.turn.intent
    if intent.check_in and intent.check_out:
        return tuple(dict.fromkeys((intent.check_in.month, intent.check_out.month)))
    period = intent.period
    return tuple(_range(period.start.month, period.end.month)) if period else ()


def about(text: str, months: Collection[int], language: str) -> str:
    """What a text says of these months: of a sentence that goes through several the parts about them. All of it where
    it has none."""
    told = [_fitting(sentence, months, language) for sentence in map(str.strip, split(text))]
    is_told = any(_named(sentence, language) & set(months) for sentence in told)
    return " ".join(filter(None, told)) if is_told else text


def _fitting(sentence: str, months: Collection[int], language: str) -> str:
    parts = [part.strip() for part in sentence.split(";")]
    if len(parts) < 2 or not _named(sentence, language):
        return sentence
    said = "; ".join(part for part in parts if _named(part, language) & set(months)).rstrip(" .")
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _named(text: str, language: str) -> set[int]:
    """The months that a text names, those within its ranges too."""
    found = [(match, _numbers(language)[match[0].lower()]) for match in _pattern(language).finditer(text)]
    months = {month for _, month in found}
    for (first, start), (second, end) in pairwise(found):
        if _is_range(text[first.end() : second.start()], language):
            months |= set(_range(start, end))
    return months


def _is_range(between: str, language: str) -> bool:
    words = between.split()
    is_list = words[:1] == [_and(language)] or "," in between or ";" in between
    return 0 < len(words) <= RANGE_WORDS and not is_list


def _range(start: int, end: int) -> Iterator[int]:
    """Months from one to another, over the year's end where need be."""
    yield start
    while start != end:
        start = start % 12 + 1
        yield start


@lru_cache
def _and(language: str) -> str:
    return writing.listing(("1", "2"), language).strip("12 ")


@lru_cache
def _numbers(language: str) -> dict[str, int]:
    return {name.lower(): number for number, name in get_month_names("wide", locale=language).items()}


@lru_cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _numbers(language)))})\b", re.IGNORECASE)
