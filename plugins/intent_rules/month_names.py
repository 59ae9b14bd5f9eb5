"""Month and weekday names of a language as tokens: M01–M12, W0 (Monday)–W6."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Literal

from babel.dates import get_day_names, get_month_names

from bot.words.folding import fold

_MORE = {
    "en": {
        "sept": "M09",
        "febuary": "M02",
        "tues": "W1",
        "thur": "W3",
        "thurs": "W3",
        "wensday": "W2",
        "thrusday": "W3",
    },
    "es": {"setiembre": "M09", "sep": "M09", "set": "M09"},
    "fr": {"fev": "M02", "sep": "M09"},
    "de": {"janner": "M01", "maerz": "M03", "mrz": "M03", "sep": "M09", "jun": "M06", "jul": "M07", "sonnabend": "W5"},
    "it": {"sett": "M09"},
}
# Whole names that are also everyday words ("may I", "march"); like the short ones they count only as part of a date.
_EVERYDAY = {"en": {"may", "march"}}
_VERB_FOLLOWS = r"(?! (?:i|we|you|be|have|need|not|also|want|come|stay|bring)\b)"
_COUNT_FOLLOWS = r"(?! ?(?:people|persons?|guests?|adults?|kids?|child|children|nights?|days?|of us|pax|rooms?))"
_BEFORE_WEEKDAY = (
    r"(?:on|this|next|from|until|till|to|coming|and|or|arriving|leaving|out|in|el|este|proximo|del|al|"
    r"y|hasta|desde|le|du|"
    r"au|il|dal|am|vom|zum|bis|ab|no|na|ate)"
)
_AFTER_WEEKDAY = (
    r"(?= ?(?:$|[,.;!?/-]|\d|(?:to|until|till|through|and|for|a|al|hasta|y|au|bis|und|e|ate|the|el|night)\b))"
)

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def tokens_for_names(plain: str, language: str) -> str:
    """Replace the names in folded text (`bot.words.folding.fold`)."""
    for pattern, replacement in _rules(language):
        plain = pattern.sub(replacement, plain)
    return plain


@cache
def _rules(language: str) -> tuple[Rule, ...]:
    wide, short = _names("wide", language), _names("abbreviated", language)
    everyday = {name: wide.pop(name) for name in _EVERYDAY.get(language, ())}
    more = _MORE.get(language, {})
    short = {name: token for name, token in (short | everyday | more).items() if name not in wide}
    months = {name: token for name, token in short.items() if token.startswith("M")}
    days = {name: token for name, token in short.items() if token.startswith("W")}

    def token(match: re.Match[str]) -> str:
        name = match["name"]
        return f"{match['lead']}{wide.get(name) or short[name]} "

    patterns = [
        rf"(?P<lead>)\b(?P<name>{_any(wide)})\b",
        rf"(?P<lead>\b\d{{1,2}}[#~]?(?: |-|/| of | de )?)(?P<name>{_any(months)})\b\.?{_VERB_FOLLOWS}",
        rf"(?P<lead>\b(?:in|of|late|early|mid|en|de|del|em|im|ende|anfang|mitte) "
        rf")(?P<name>{_any(months)})\b{_VERB_FOLLOWS}",
        rf"(?P<lead>(?:^|(?<=[ ,.;:(-])){_BEFORE_WEEKDAY} |^|[,/-] ?)(?P<name>{_any(days)})\b\.?{_AFTER_WEEKDAY}",
    ]
    if language == "en":  # the only one of our languages that puts the month first
        patterns.append(
            rf"(?P<lead>)\b(?P<name>{_any(months)})\b\.?(?=,? (?:the )?\d{{1,2}}(?:[#~]|\b){_COUNT_FOLLOWS})"
        )
    return tuple((re.compile(pattern), token) for pattern in patterns)


def _names(width: Literal["wide", "abbreviated"], language: str) -> dict[str, str]:
    months = {fold(name).rstrip("."): f"M{month:02}" for month, name in get_month_names(width, locale=language).items()}
    days = {fold(name).rstrip("."): f"W{day}" for day, name in get_day_names(width, locale=language).items()}
    return days | months


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))
