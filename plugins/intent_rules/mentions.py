"""Finds the places of a canonical text that speak of a day, and what each says of it.

Only what the words say: turning it into a date needs a calendar (`resolve`), which date is the arrival needs the
words around it (`stay`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from plugins.intent_rules.behind import behind

MAX_MENTIONS = 64  # of one text: more dates than this nobody means

Kind = Literal["date", "day", "weekday", "offset", "weekend", "holiday", "vague"]

# What is counted is no day of a month: "the 3 adults", "Friday, 2 nights".
COUNTED = (
    r"(?:ADULT|CHILD|CHILDREN|PERSON|PARENTS|KINS?|COUPLE|FAMILY|NIGHT|DAY|WEEK|MONTH|YEAR|FORTNIGHT|"
    r"WEEKEND|OFUS|ROOM|MORE|LESS|"
    r"HOTEL|SMALL|TIME|AGE|STAR|PER|€|£|\$|euros?|eur|pounds|dolla?r\w*|usd|gbp|%|one|floor|option|"
    r"time|guest|bags?|dogs?|"
    r"cats?|cars?|perros?|gatos?|coches?|x)\b"
)
_ONE = r"1(?! (?:NIGHT|DAY|WEEK|PERSON|ADULT|CHILD|ROOM|OFUS|COUPLE))\b"  # "the 2nd one"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?![\d:/^])"
# The marks are possessive: "2~ WEEK" must not match as a day by leaving the mark out.
_YEAR = r"(?:(?: (?:OF THE|OF|,))? (?P<{}>20\d\d)\b)?"
_OF = r"(?:(?: ,)?(?: (?:OF THE|OF))? ?|[-/])"
_JOIN = r" ?(?:-|TO THE|TO|UNTIL THE|UNTIL|AND THE|AND ON THE|AND|OR THE|OR) ?"
_WEEKDAY = r"(?:(?:(?:NEXT|COMING|THIS) )?(?P<{}>W\d)(?: (?:NEXT|COMING))?(?: ,)?(?: (?:ON|THE|OF THE|DAY)){{0,6}} )?"
_THIS_MONTH = r"(?: (?:OF THE|OF|IN) (?P<{}>(?:THIS |NEXT |same |SAME )?MONTH(?: NEXT| THIS)?))"
_NEXT = r"(?:NEXT|COMING|THIS|AFTERNEXT)"
_WEEK = rf"(?:(?:(?:OF THE|OF|ON|IN|THES?) ){{0,6}}(?:{_NEXT} WEEK|WEEK {_NEXT}))"
_NUMBER = r"(?:\d{1,3}|A)"
_HOLIDAYS = (
    "XMASEVE|XMASDAY|XMAS|NYE|NYD|EASTERSUN|EASTERMON|EASTERWE|EASTER|GOODFRI|HOLYTHU|VALENTINE|HALLOWEEN|JULY4|JULY14|"
    "THANKSGIVING|REYES|EPIPHANY|SANJUAN|ASSUMPTION|FERRAGOSTO|PENTECOST|ASCENSION|CARNIVAL"
)
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("date", r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    ("date", 
rf"(?<![\d/.,$€£-])(?:THE "
rf")?(?P<first>\d{{1,2}})(?P<sep>[/.-])(?P<second>\d{{1,2}})(?:(?P=sep)(?P<year>20\d\d|"
rf"\d\d))?(?![\d/%]|[.,-]\d)(?! {COUNTED})"),
    ("date", 
rf"\b{_WEEKDAY.format('weekday')}(?:(?:THE|DAY) "
rf"){{0,6}}(?P<day>{_DAY})[#~]?+{_OF}M(?P<month>\d\d){_YEAR.format('year')}"),
    ("date", 
rf"{_WEEKDAY.format('weekday')}\bM(?P<month>\d\d)(?: (?:ON|THE)){{0,6}} "
rf"(?P<day>{_DAY})(?!/)[#~]?+(?! (?:OF )?M\d| (?!TIME\b){COUNTED}){_YEAR.format('year')}"),
    ("vague", 
r"\b(?P<ordinal>[1-5][#~^]|LASTONE|ultim[ao]|derniere|letzten?) WEEK (?:OF|IN|ON|OF THE)? "
r"?M(?P<month>\d\d)"),
    ("vague", r"\b(?:MID|ENDOF|STARTOF) ?(?:OF |THES? ){0,6}(?:M(?P<month>\d\d)|MONTH)"),
    ("weekend", 
rf"(?:(?P<lead>{_NEXT}|THES?) )?WEEKEND(?: (?P<trail>{_NEXT}))?(?: (?:OF THE|OF|ON)? "
rf"?(?:THE )?(?P<day>{_DAY})[#~]?+(?! {COUNTED})(?:(?: OF)? M(?P<month>\d\d))?)?"),
    ("offset", rf"\b(?:IN|INFUTURE) (?P<count>{_NUMBER}) (?P<unit>DAY|WEEK|MONTH)\b"),
    ("offset", rf"\b(?P<count>{_NUMBER}) (?P<unit>WEEK|MONTH) FROM (?P<base>TODAY|TOMORROW|W\d)"),
    ("offset", rf"(?<!FOR )\b(?P<count>{_NUMBER}) (?P<unit>DAY) FROM (?P<base>TODAY)"),
    ("offset", rf"(?<=ARRIVE )(?P<count>{_NUMBER}) (?P<unit>DAY)\b(?! (?:STAY|LATER|EARLIER|MORE))"),
    ("offset", r"\b(?:IN |INFUTURE )?(?:A |1 )?(?P<unit>FORTNIGHT) (?:(?:FROM )?(?P<base>TODAY|TOMORROW|W\d))"),
    ("offset", r"\b(?:IN|INFUTURE) (?:A |1 )?(?P<unit>FORTNIGHT)"),
    ("offset", r"\b(?P<base>TODAY|TONIGHT|TOMORROW|OVERMORROW)\b"),
    ("day", 
rf"(?:(?:NEXT|COMING|THIS) )?(?P<weekday>W\d)(?: ,)?(?: (?:ON|THE|DAY)){{0,6}} "
rf"(?P<day>{_DAY})(?P<mark>[#~]?+)(?!-)(?! {COUNTED}){_THIS_MONTH.format('here')}?"),
    ("day", rf"\b(?:THE )?(?P<day>{_DAY})(?P<mark>[#~]?+){_THIS_MONTH.format('here')}"),
    ("day", 
rf"\b(?P<day>{_DAY})[#~]?+(?={_JOIN}(?:W\d (?:THE )?)?"
rf"(?:{_DAY}[#~]?+{_OF}M\d\d|\d{{1,2}}/\d{{1,2}}(?![\d/]? ?{COUNTED})))"),
    ("weekday", rf"(?:(?P<lead>{_NEXT}) )?(?P<weekday>W\d)(?: (?P<trail>NEXT|COMING))?(?:(?: ,)? (?P<week>{_WEEK}))?"),
    ("weekday", rf"(?P<week>{_WEEK})(?: ,)?(?: (?:ON|THE|IN)){{0,6}} (?P<weekday>W\d)"),
    ("day", rf"\b(?:THE|DAY) (?P<day>{_DAY})(?P<mark>[#~]?+)(?! {COUNTED}| {_ONE}| \w+ {COUNTED})"),
    ("day", rf"(?<![\w.,/-])(?P<day>{_DAY})(?P<mark>#)(?! {COUNTED}| {_ONE})"),
    ("holiday", rf"\b(?P<holiday>{_HOLIDAYS})\b{_YEAR.format('year')}"),
    ("vague", rf"\b(?:{_NEXT} (?:WEEK|MONTH|YEAR)|(?:WEEK|MONTH|YEAR) {_NEXT})"),
    ("vague", r"\bM(?P<month>\d\d)\b"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
# A bare number is a day only as one end of a range or beside a date: "from 3 to 8", "M03 4 to 10".
_TAIL = re.compile(rf"{_JOIN}(?P<day>{_DAY})[#~]?+(?!\d|[./,]\d)(?! (?:OF )?M\d\d| {COUNTED}| ?[€£$%])")
_BARE_RANGE = re.compile(
    rf"(?:(?P<lead>FROM|BETWEEN|OF|OF THE|FOR|DATES)(?: THE)? |(?<![\w$€£#.,/-]))(?P<day>{_DAY})[#~]?+"
    rf"(?: ?- ?| TO THE | TO | UNTIL THE | UNTIL | AND THE | AND )(?P<until>{_DAY})[#~]?+(?!\w|"
    rf"[./,:-]\d)(?! {COUNTED}| ?[€£$%]| (?:OF )?M\d\d)"
)


_BEFORE_THE_DAY = re.compile(r"(?:\b(?:ON|FROM|UNTIL|TO|BETWEEN|ARRIVE|LEAVE|AND|FOR|OR)|-|^) ?$")
_BEFORE_THE_ONE = re.compile(r"\b(?:ON|FROM|UNTIL|BETWEEN|ARRIVE|LEAVE) ?$")
_DOTTED = r"[0-3]\d\.(?:0\d|1[0-2])(?!\d)"


@dataclass(frozen=True, slots=True)
class Mention:
    """One expression. `start` and `end` are offsets in the canonical text; None is what the words leave open."""

    kind: Kind
    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None  # 0 is Monday
    numeric: tuple[int, int] | None = None  # "5/6": either may be the month
    lead: str | None = None  # NEXT, COMING, THIS, AFTERNEXT: of the day or weekend
    week: str | None = None  # the same, of the week the weekday lies in
    this_month: str | None = None  # THIS or NEXT for "of this month"
    count: int | None = None
    unit: str | None = None
    base: str | None = None  # what an offset counts from
    holiday: str | None = None
    ordinal: str | None = None
    mark: str | None = None  # of an ordinal, as `text` writes it: "#" or "~"
    bare: bool = False  # a number alone, a day only if the talk is of dates


def find(text: str, language: str) -> list[Mention]:
    """The mentions in the order of the text, none overlapping; the earlier, then longer, wins."""
    found = [
        _mention(kind, match)
        for kind, pattern in _COMPILED
        for match in pattern.finditer(text)
        if _is_date(kind, match, language)
    ]
    chosen = _without_overlaps(found)
    return _with_bare_days(text, chosen)


def _is_date(kind: Kind, match: re.Match[str], language: str) -> bool:
    groups = match.groupdict()
    if groups.get("sep") and not groups.get("year"):
        if groups["sep"] == "-" or (groups["sep"] == "." and language != "de" and not _in_dotted_range(match)):
            return False
        return match.group(0) not in ("24/7", "1/2") and max(int(groups["first"]), int(groups["second"])) > 0
    if kind == "weekend" and not (groups["lead"] or groups["trail"] or groups["day"]):
        return False  # "a weekend" is a length
    if language == "en" and match.group(0).startswith("THE ") and not groups.get("mark") and not groups.get("month"):
        lead = _BEFORE_THE_ONE if groups.get("day") == "1" else _BEFORE_THE_DAY
        if not lead.search(behind(match.string, match.start())):
            return False  # "one of the 5", "find the one for me"
    if groups.get("mark") == "~":  # spelled-out ordinals count other things too: "the second option"
        return re.match(r" ?(?:$|[.,;!?)-]|[A-Z]{2})", match.string[match.end() :]) is not None
    return True


def _in_dotted_range(match: re.Match[str]) -> bool:
    """ "08.08. - 15.08." is two dates in any language; one number with a point in it may be a price or a time."""
    before, after = behind(match.string, match.start()) + " ", match.string[match.end() :]
    return bool(
        re.fullmatch(_DOTTED, match.group(0))
        and (re.match(rf" ?(?:-|TO|UNTIL) ?{_DOTTED}", after) or re.search(rf"\b{_DOTTED} ?(?:-|TO|UNTIL) ?$", before))
    )


def _mention(kind: Kind, match: re.Match[str]) -> Mention:
    groups = match.groupdict()
    year = groups.get("year")
    numeric = (int(groups["first"]), int(groups["second"])) if groups.get("sep") else None
    count = groups.get("count")
    week, here = groups.get("week"), groups.get("here")
    return Mention(
        kind=kind,
        start=match.start(),
        end=match.end(),
        day=_int(groups.get("day")),
        month=_int(groups.get("month")),
        year=(int(year) if len(year) == 4 else 2000 + int(year)) if year else None,
        weekday=int(groups["weekday"][1]) if groups.get("weekday") else None,
        numeric=numeric,
        lead=groups.get("lead") or groups.get("trail"),
        week=_which(week) if week else None,
        this_month=_which(here) or "THIS" if here else None,
        count=1 if count == "A" else _int(count),
        unit=groups.get("unit"),
        base=groups.get("base"),
        holiday=groups.get("holiday"),
        ordinal=groups.get("ordinal"),
        mark=groups.get("mark") or None,
    )


def _which(words: str) -> str | None:
    return next((word for word in ("AFTERNEXT", "NEXT", "COMING", "THIS") if word in words.split()), None)


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _without_overlaps(found: list[Mention]) -> list[Mention]:
    chosen: list[Mention] = []
    for mention in sorted(found, key=lambda item: (item.start, -item.end)):
        if not chosen or mention.start >= chosen[-1].end:
            chosen.append(mention)
    return chosen[:MAX_MENTIONS]


def _with_bare_days(text: str, mentions: list[Mention]) -> list[Mention]:
    extra: list[Mention] = []
    for mention in mentions:
        tail = _TAIL.match(text, mention.end)
        if tail and mention.day and mention.kind in ("date", "day"):
            extra.append(Mention("day", tail.start("day"), tail.end("day"), day=int(tail["day"])))
    for match in islice(_BARE_RANGE.finditer(text), MAX_MENTIONS):
        if ("AND" in match.group(0).split() and match["lead"] != "BETWEEN") or match["day"] == match["until"]:
            continue
        for name in ("day", "until"):
            bare = Mention("day", match.start(name), match.end(name), day=int(match[name]), bare=True)
            if not any(_overlap(bare, other) for other in (*mentions, *extra)):
                extra.append(bare)
    return _without_overlaps(mentions + extra)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
