"""How long the stay is: nights counted in words, absolute or relative to what is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.intent_rules.behind import behind

MAX_NIGHTS = 365
_NUMBER = r"(?P<count>\d{1,3}|A)"
_NOT_BEFORE = (
    r"(?<!AGO )(?<!PER )(?<!LASTONE )(?<!NOPAST )(?<!/)(?<!- )(?<!-)(?<!\bOR )(?<!\d )(?<!every "
    r")(?<!INFUTURE )(?<!since )"
)
_NOT_AFTER = r"(?! (?:AGO|BEFORE|LATER|EARLIER|NOPAST|A WEEK|FROM TODAY|FROM TOMORROW|OR (?:\d|A )))"
_ABSOLUTE = tuple(
    (
        unit,
        re.compile(
            rf"(?<![\w.,:$€£-]){_NOT_BEFORE}{_NUMBER} ?-?(?: ?(?:STAY|SMALL|whole|full|ganze|tolle|BOOK))? "
            rf"?(?:{unit})\b{_NOT_AFTER}"
        ),
    )
    for unit in ("NIGHT", "DAY", "WEEK", "MONTH")
)
_UNIT_NIGHTS = {"NIGHT": 1, "DAY": 1, "WEEK": 7, "MONTH": 30}
# "a night", "a day", "a week" may also be a rate ("3 times a week"): they need a word of staying before them.
_LENGTH_BEFORE_A = re.compile(
    r"(?:^|[.,;!?:-]|\b(?:FOR|STAY|BOOK|ONLY|ABOUT|AND|WANT|want|TO|need|THES?|LEAVE|EXTEND|AFTER|IN|"
    r"buche|like|UNTIL|WITH))$"
)
_BOUND = re.compile(
    r"\b(?:(?:minim\w*|mindest\w*|ATLEAST|UPTO)(?: STAY)?(?: OF| THE| FROM){0,6}|STAY minim\w*(?: OF)?|"
    r"AGO|NOPAST|OF THE(?: OF)?)$"
)
_COST = re.compile(
    r"\b(?:cost\w*|price\w*|rate|charge|how much|BUDGET|cuesta|sale|cuanto|prix|coute|kostet|costa|"
    r"custa|preco|prezzo)\b[^.;!?]*$"
)
_FORTNIGHT = re.compile(r"(?<![#~^] )(?<!segunda )\b(?:A |1 |FOR |THES? )?FORTNIGHT\b(?! (?:FROM )?TO)")
_WEEKEND_BREAK = re.compile(
    r"\b(?:A|1|FAMILY|ROMANTIC|OVER THE|THES?) WEEKEND\b|\bWEEKEND (?:away|break|trip|stay|STAY|getaway)"
)
_NIGHT_OF = re.compile(
    r"\b(?:THE|THES|1|A|ONLY) NIGHT (?:OF|OF THE|ON|FROM THE)\b(?!.*# AND)|# NIGHT ONLY\b|\bONLY (?:THE )?#+ NIGHT\b"
)
_MORE = re.compile(
    rf"\b(?:EXTEND|MORE|another) (?:{_NUMBER.replace('count', 'one')} )?(?:MORE |EXTEND )?(?:NIGHT|"
    rf"(?P<unit_one>WEEK|DAY))\b"
    rf"|{_NUMBER.replace('count', 'two')} (?:MORE|EXTEND|SMALL) (?:NIGHT|(?P<unit_two>WEEK|DAY))\b"
    rf"|{_NUMBER.replace('count', 'three')} (?:NIGHT|(?P<unit_three>WEEK|DAY)) (?:MORE|EXTEND)\b"
)
_LESS = re.compile(
    rf"\b(?:LESS) (?:{_NUMBER.replace('count', 'one')} )?(?:NIGHT|(?P<unit_one>WEEK|DAY))\b"
    rf"|{_NUMBER.replace('count', 'two')} LESS (?:NIGHT|(?P<unit_two>WEEK|DAY))\b"
    rf"|{_NUMBER.replace('count', 'three')} (?:NIGHT|(?P<unit_three>WEEK|DAY)) (?:LESS|OF LESS)\b"
)


@dataclass(frozen=True, slots=True)
class Length:
    """`nights` when counted, `delta` when relative ("two more nights"); `explicit` when words count nights."""

    nights: int | None = None
    delta: int | None = None
    explicit: bool = True


def read_length(text: str) -> Length:
    """The length that a canonical text states. Two different counts ("2 or 3 nights") state none."""
    for pattern, sign in ((_MORE, 1), (_LESS, -1)):
        match = pattern.search(text)
        if match:
            return Length(delta=sign * _relative(match)) if _relative(match) else Length()
    for unit, pattern in _ABSOLUTE:
        counts = {
            _count(match["count"]) * _UNIT_NIGHTS[unit] for match in pattern.finditer(text) if _is_length(match, unit)
        }
        if counts:
            nights = counts.pop() if len(counts) == 1 else 0
            return Length(nights) if 0 < nights <= MAX_NIGHTS else Length()
    if _FORTNIGHT.search(text):
        return Length(14)
    if _NIGHT_OF.search(text):
        return Length(1)
    return Length(2, explicit=False) if _WEEKEND_BREAK.search(text) else Length()


def _is_length(match: re.Match[str], unit: str) -> bool:
    before = behind(match.string, match.start())
    if unit != "NIGHT" and "MOVE" in match.string.split():
        return False  # "a day earlier" shifts
    if match["count"] in ("A", "1") and _COST.search(before):
        return False
    if match["count"] == "A":
        return unit == "NIGHT" or _LENGTH_BEFORE_A.search(before) is not None
    if unit != "NIGHT" and re.search(r"\b(?:IN|minimum|UPTO|ATLEAST|BEFORE)$", before):
        return False
    return not _BOUND.search(before)


def _relative(match: re.Match[str]) -> int:
    groups = match.groupdict()
    number = next((groups[key] for key in ("one", "two", "three") if groups[key]), None)
    unit = next((groups[f"unit_{key}"] for key in ("one", "two", "three") if groups[f"unit_{key}"]), "NIGHT")
    if number is None and "another" not in match.group(0) and "EXTEND" not in match.group(0):
        return 0  # "more nights": how many was not said
    return _count(number or "A") * _UNIT_NIGHTS[unit]


def _count(number: str) -> int:
    return 1 if number == "A" else int(number)
