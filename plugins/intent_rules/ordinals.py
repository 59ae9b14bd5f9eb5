"""Ordinals that choose a unit and name no day: "book the second one", "compare the first and the third".

Among units on the screen both readings are at hand, so an ordinal alone is a day only where the words around it say so.
"""

from __future__ import annotations

import re

from plugins.intent_rules.behind import behind
from plugins.intent_rules.mentions import Mention

MAX_POSITION = 5  # "book the 12th" means a day: no list of units is that long
RANGE_WORDS = r"(?:-|/|TO|TO THE|UNTIL|AND UNTIL|, UNTIL|to)"
_RANGE = re.compile(rf"(?: ?(?:ON THE|ON|THES?)){{0,6}} ?{RANGE_WORDS}(?: (?:ON THE|ON|THES?)){{0,6}} ?")
_DAY_CUE = re.compile(
    r"\b(?:ARRIVE|LEAVE|FROM|UNTIL|BETWEEN|DATES|DAY|CHECK|MOVE|WEEKEND|W\d)(?: (?:ON|THES?|THE|OF|FOR|DAY|,|:)){0,6}$"
)
_ON = re.compile(r"\bON(?: THE)?$")  # elsewhere the token stands for an article: "il primo"
_LANGUAGES_WITH_ON = frozenset({"en", "de"})
_CHOICE = (
    r"(?:BOOK|like|love|prefer|choose|pick|take|see|show(?: (?:ME|me|us))?|about|of|"
    r"elijo|prefiero|gusta|ver|muestra\w*|ensena\w*|compara\w*|quiero|quero|prefiro|mostra\w*|veux|prefere|"
    r"montre\w*|voir|prends|nehme|zeig\w*|mochte|moechte|vorrei|voglio|preferisco|confronta\w*)"
)
_CHOICE_BEFORE = re.compile(rf"\b{_CHOICE}(?: (?:ON|THES?|THE|A)){{0,6}}$")
_COMPARES = re.compile(r"\b(?:compar\w*|vergleich\w*|confront\w*|differen\w*|diferenc\w*|unterschied\w*)\b")


def days_only(text: str, mentions: list[Mention], language: str, units_shown: int) -> list[Mention]:
    """The mentions of a canonical text without the ordinals that stand for one of the units shown, or of others."""
    compares = _COMPARES.search(text) is not None
    kept: list[Mention] = []
    for index, mention in enumerate(mentions):
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        if not _is_lone_ordinal(mention):
            kept.append(mention)
        elif not compares and (
            _continues(text, kept, mention)
            or _starts(text, mention, following)
            or _says_day(text, mention, language, units_shown)
        ):
            kept.append(mention)
    return kept


def chooses(before: str) -> bool:
    """Whether the words before an ordinal choose something: "I like the …"."""
    return _CHOICE_BEFORE.search(behind(before, len(before))) is not None


def _is_lone_ordinal(mention: Mention) -> bool:
    return bool(
        mention.kind == "day"
        and mention.mark
        and mention.weekday is None
        and mention.this_month is None
        and (mention.mark == "~" or (mention.day or 0) <= MAX_POSITION)
    )


def _says_day(text: str, mention: Mention, language: str, units_shown: int) -> bool:
    before = behind(text, mention.start)
    if _DAY_CUE.search(before) or (language in _LANGUAGES_WITH_ON and _ON.search(before)):
        return True
    return mention.mark == "#" and (mention.day or 0) > units_shown and not chooses(before)


def _continues(text: str, kept: list[Mention], mention: Mention) -> bool:
    """The other end of what began with a day: "from the 1st to the 3rd", "between the first and the third"."""
    if not kept:
        return False
    between = text[kept[-1].end : mention.start]
    begun = re.search(r"\bBETWEEN(?: THE| ON){0,6}$", behind(text, kept[-1].start))
    return bool(_RANGE.fullmatch(between) or (begun and re.fullmatch(r" AND(?: ON)?(?: THES?)? ?", between)))


def _starts(text: str, mention: Mention, following: Mention | None) -> bool:
    return following is not None and _RANGE.fullmatch(text[mention.end : following.start]) is not None
