"""Days and lists as people write them in a sentence of their language.

Babel knows the patterns; here is only what it leaves out: the French first of a month, and the vowels that Spanish and
Italian keep apart.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Literal

from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list

from bot.words.folding import fold
from bot.words.languages import formats

_FIRST = re.compile(r"(?<!\d)1(?= ?[–a-zé])")  # of a month, in French
_ZERO = re.compile(r"(?<!\d)0(?=\d(?!\d))")  # of a day, in Italian intervals only


def day(value: date, locale: str | None) -> str:
    """ "August 10, 2026", "1er août 2026"."""
    return _spelled(str(format_date(value, "long", locale=formats(locale))), locale)


def day_month(value: date, locale: str | None) -> str:
    """ "Aug 10"."""
    return _spelled(str(format_skeleton("MMMd", value, locale=formats(locale))), locale)


def month(value: date, locale: str | None) -> str:
    """ "August 2026"."""
    return str(format_skeleton("yMMMM", value, locale=formats(locale)))


def stay(check_in: date, check_out: date, locale: str | None) -> str:
    """ "Aug 10 – 15, 2026", "10.–15. Aug. 2026"."""
    return _spelled(str(format_interval(check_in, check_out, "yMMMd", locale=formats(locale))), locale)


def span(start: date, end: date, locale: str | None) -> str:
    """A whole month by its name, other days as a stay with whole names, so that no dot stands inside a sentence."""
    return month(start, locale) if is_month(start, end) else days(start, end, locale)


def days(start: date, end: date, locale: str | None) -> str:
    """ "August 1 – 31, 2026": with whole names."""
    known, text = formats(locale), stay(start, end, locale)
    for each in {start.month, end.month}:
        short, whole = (str(known.months["format"][width][each]) for width in ("abbreviated", "wide"))
        text = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", whole, text)
    return text


def is_month(start: date, end: date) -> bool:
    """Whether these days, both included, are a month from its first to its last."""
    return start.day == 1 and end == start.replace(day=monthrange(start.year, start.month)[1])


def listing(items: Iterable[str], locale: str | None, style: Literal["standard", "or"] = "standard") -> str:
    """ "a, b and c"; with style "or": "a, b or c"."""
    *others, last = list(items) or [""]
    text = str(format_list([*others, last], style=style, locale=formats(locale)))
    return _eased(text, last, formats(locale).language) if others else text


def _spelled(text: str, locale: str | None) -> str:
    match formats(locale).language:
        case "fr":
            return _FIRST.sub("1er", text)
        case "it":
            return _ZERO.sub("", text)
    return text


# The word before the last item, what that begins with, and what the word becomes: "piscina e internet", "uno u otro".
_MEETING = (
    ("es", " y ", re.compile(r"h?i(?![aeou])"), " e "),
    ("es", " o ", re.compile(r"h?o"), " u "),
    ("it", " e ", re.compile(r"e"), " ed "),
)


def _eased(text: str, last: str, language: str) -> str:
    start = text[: len(text) - len(last)]
    sound = fold(last).lstrip('*«“" ')
    for of, word, vowel, eased in _MEETING:
        if of == language and start.endswith(word) and vowel.match(sound):
            return start.removesuffix(word) + eased + last
    return text
