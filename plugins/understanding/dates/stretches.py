"""Finds spans of days: months and their parts, weeks, weekends, seasons, holidays and the days around them."""

from __future__ import annotations

from dataclasses import replace

from plugins.understanding.dates.days import WHICH, read_day
from plugins.understanding.dates.mention import Mention, Stretch
from plugins.understanding.dates.words import Words
from plugins.understanding.lexicon import Item

MAX_CALENDAR_WEEK = 53
_EVERYDAY = frozenset({"mar", "set", "out", "ago", "mer"})  # the sea, seven …: months beside a day only
_NAMES = frozenset({"marco"})  # of people, where a month of another language is written so
LOOK_BACK = 8  # tokens
PARTS = ("begin", "mid", "end", "whole")
_PART_UNITS = frozenset({"week", "fortnight", "half", "day"})


def read_stretch(words: Words, start: int) -> Stretch | None:
    """The longest span that is spoken of from token `start` on."""
    readers = (_holiday, _part_of_month, _nth_of_month, _weekend, _week, _bridge, _season, _month, _calendar_week)
    found = [stretch for reader in readers if (stretch := reader(words, start)) is not None]
    return max(found, key=lambda stretch: stretch.end, default=None)


def _month(words: Words, start: int) -> Stretch | None:
    """ "August", "next June", "im Juli 2027", "may" where it is a month."""
    which = words.item(start, "which", *WHICH)
    at = words.skip(which.end, "the") if which else start
    name = words.month(at, is_beside=which is not None or _goes_with_month(words, at))
    if name is None or _is_slip_alone(words, at, name):
        return None
    end = name.end + (words.text(name.end) == "." and name.category == "month_short" and words.touches(name.end))
    return _with_year(words, Stretch(start, end, "month", month=int(name.value), which=which.value if which else None))


def _goes_with_month(words: Words, at: int) -> bool:
    """ "In may", "mid may", "may?": what makes a month of a short or everyday word."""
    if words.tokens[at].plain in _EVERYDAY:
        return False
    before = words.before(at, "link", "of", "in", "on", "for") or words.before(at, "part", *PARTS)
    if before and not before.is_foreign:
        return not words.item(at + 1, "which") and words.is_open(at + 1)
    return len(words) <= 2 and at == 0


def _is_slip_alone(words: Words, at: int, name: Item) -> bool:
    """ "Marco" is a name, "in febbrio" a month: a slip needs a word before it that months have."""
    if not name.is_fuzzy and not (name.is_foreign and words.tokens[at].plain in _NAMES):
        return False
    return not (words.before(at, "link", "in") or words.before(at, "part", *PARTS) or words.before(at, "which"))


def _with_year(words: Words, stretch: Stretch) -> Stretch:
    year = words.year(stretch.end)
    if year and not words.is_counted(year[1]):
        return replace(stretch, year=year[0], end=year[1])
    return stretch


def _month_at(words: Words, index: int) -> Stretch | None:
    """A month that a part is of: "of July", "de agosto", "of next month", "del mes"."""
    at = words.skip(index, "of", "in", "the", "on")
    which = words.item(at, "which", *WHICH)
    behind = words.skip(which.end, "the") if which else at
    name = words.month(behind, is_beside=at > index or which is not None)
    if name:
        return _with_year(words, Stretch(index, name.end, "month", month=int(name.value)))
    unit = words.item(behind, "unit", "month")
    if unit and (which or at > index):
        after = words.item(unit.end, "which", *WHICH)
        found = which or after
        end = after.end if after and not which else unit.end
        return Stretch(index, end, "this_month", which=found.value if found else "this")
    return None


def _this_month(words: Words, start: int) -> Stretch | None:
    which = words.item(start, "which", *WHICH)
    at = words.skip(which.end, "the") if which else start
    unit = words.item(at, "unit", "month")
    if unit is None:
        return None
    after = words.item(unit.end, "which", *WHICH)
    found = which or after
    if found is None:
        return None
    return Stretch(start, max(unit.end, found.end), "this_month", which=found.value)


def _part_of_month(words: Words, start: int) -> Stretch | None:
    """ "Early May", "a mediados de agosto", "Ende nächsten Monats", "all of July"."""
    part = words.item(start, "part", *PARTS)
    if part is None:
        return _this_month(words, start)
    at = part.end + (words.text(part.end) == "-")
    month = _month_at(words, at)
    if month is None:
        name = words.month(at, is_beside=True)
        month = _with_year(words, Stretch(at, name.end, "month", month=int(name.value))) if name else None
    if month is None:
        return _beside_part(words, start, part) or _end_of_month(words, start, part)
    named = None if part.value == "whole" else part.value
    return Stretch(start, month.end, month.kind, month.month, month.year, month.which, named)


def _beside_part(words: Words, start: int, part: Item) -> Stretch | None:
    """ "Mitte bis Ende Juni", "early or mid June": the month stands behind the second."""
    joint = words.tagged.at(part.end, "role", "or", "and")
    other = words.item(joint.end, "part", *PARTS) if joint else None
    second = _part_of_month(words, joint.end) if joint and other else None
    if second is None or second.part is None or part.value == "whole":
        return None
    return Stretch(start, part.end, second.kind, second.month, second.year, second.which, part.value)


def _end_of_month(words: Words, start: int, part: Item) -> Stretch | None:
    """ "Fin de mes", "end of the month", "Monatsende"."""
    unit = words.item(words.skip(part.end, "of", "the"), "unit", "month")
    if unit is None or part.value == "whole":
        return None
    return Stretch(start, unit.end, "this_month", which="this", part=part.value)


def _nth_of_month(words: Words, start: int) -> Stretch | None:
    """ "The second week of August", "die ersten zwei Augustwochen", "les 15 premiers jours d'août", "last weekend in
    May"."""
    nth, count, at = _nth(words, start)
    if nth is None:
        return None
    compound = words.item(at, "month_part")
    if compound:
        unit = words.value(at, "month_part_unit") or "week"
        return Stretch(start, compound.end, "month", int(compound.value), part=unit, nth=nth, count=count)
    unit_item = words.tagged.at(at, "unit", "weekend")
    if unit_item is None:
        return _elliptic(words, start, nth, at)
    part = "weekend" if unit_item.category == "weekend" else unit_item.value
    if part not in _PART_UNITS and part != "weekend":
        return None
    month = _month_at(words, unit_item.end)
    if month is None:
        return _part_alone(words, start, unit_item, part, nth, count)
    named = "days" if part == "day" else part
    return Stretch(start, month.end, month.kind, month.month, month.year, month.which, named, nth, count)


def _part_alone(words: Words, start: int, unit: Item, part: str, nth: int, count: int) -> Stretch | None:
    """ "The last week": of the month that is spoken of. A part of what is named behind it is another thing."""
    if part == "day" or words.item(unit.end, "link", "of", "in") or not words.is_open(unit.end):
        return None
    return Stretch(start, unit.end, "part", part=part, nth=nth, count=count)


def _elliptic(words: Words, start: int, nth: int, at: int) -> Stretch | None:
    """ "L'ultima di luglio" is its week; "un week-end, le 2e de juin" is its weekend."""
    if not words.item(at, "link", "of"):
        return None
    unit = _unit_before(words, start) or ("week" if nth < 0 else None)
    month = _month_at(words, at) if unit else None
    return month and Stretch(start, month.end, month.kind, month.month, month.year, month.which, unit, nth)


def _unit_before(words: Words, start: int) -> str | None:
    """The weekend that was spoken of some words before, where ordinals do not count days."""
    if words.language in ("en", "de"):
        return None
    around = range(max(0, start - LOOK_BACK), start)
    return "weekend" if any(words.item(index, "weekend") for index in around) else None


def _nth(words: Words, start: int) -> tuple[int | None, int, int]:
    """(which, how many, end) of "second", "first two", "15 premiers", "last"."""
    last = words.item(start, "last")
    number = words.numbers.at(start)
    if last:
        nth, at = -1, last.end
    elif number and number.is_ordinal and number.value <= 5:
        nth, at = number.value, number.end
    elif number and not number.is_ordinal and number.value <= 20:
        return _counted_first(words, number.value, number.end)
    else:
        return None, 1, start
    further = words.numbers.at(at)
    if further and not further.is_ordinal and 1 < further.value <= 20:
        return nth, further.value, further.end
    return nth, 1, at


def _counted_first(words: Words, count: int, at: int) -> tuple[int | None, int, int]:
    """The number before its ordinal: "les deux premières semaines", "las dos últimas"."""
    last, number = words.item(at, "last"), words.numbers.at(at)
    if last:
        return -1, count, last.end
    if number and number.is_ordinal and number.value == 1:
        return 1, count, number.end
    return None, 1, at


def _weekend(words: Words, start: int) -> Stretch | None:
    """ "This weekend", "finde del 15 de mayo", "any weekend in March", "weekend after next"."""
    which = words.item(start, "which", *WHICH, "any")
    at = words.skip(which.end, "the") if which else start
    name = words.item(at, "weekend")
    if name is None:
        return None
    value, end = which.value if which else None, name.end
    after = words.item(end, "which", *WHICH)
    if after and value in (None, "any"):
        value, end = after.value, after.end
    if value is None and _has_article(words, start):
        value = "this"
    is_long = name.value == "long"
    holiday = _holiday(words, words.skip(end, "of", "in", "the", "on", "for", "day"))
    if holiday:
        return Stretch(start, holiday.end, "weekend", name=holiday.name, year=holiday.year, is_long=is_long)
    day = _day_of_weekend(words, end)
    if day:
        return Stretch(start, day.end, "weekend", day=day, is_long=is_long)
    month = _part_of_month(words, words.skip(end, "of", "in", "the", "on")) or _month_at(words, end)
    if month and month.month:
        return Stretch(
            start, month.end, "month", month.month, month.year, month.which, month.part, is_long=is_long, name="weekend"
        )
    return Stretch(start, end, "weekend", which=value, is_long=is_long)


def _day_of_weekend(words: Words, end: int) -> Mention | None:
    """ "(weekend) of the 12th", "del 15 de mayo"; not "for 2"."""
    at = words.skip(end, "of", "the", "on", "day")
    day = read_day(words, at)
    if day is None or day.kind not in ("date", "day") or words.is_counted(day.end) or words.tagged.at(day.end, "unit"):
        return None
    return day if day.has_month or day.is_firm or (at > end and not day.is_spelled) else None


def _has_article(words: Words, start: int) -> bool:
    before = words.before(start, "link", "the") or words.before(start, "link", "on")
    return before is not None and not words.before(start, "one")


def _week(words: Words, start: int) -> Stretch | None:
    """ "Next week", "the week of 12 May", "semana de ferragosto", "Woche vom 12."."""
    which = words.item(start, "which", *WHICH)
    at = words.skip(which.end, "the") if which else start
    unit = words.item(at, "unit", "week")
    if unit is None:
        return None
    after = words.item(unit.end, "which", *WHICH)
    found = which or after
    if found:
        return Stretch(start, max(unit.end, found.end), "week", which=found.value)
    if words.before(start, "one") or words.numbers.at(start - 1):
        return None  # "a week from 10 June" is a length
    behind = words.skip(unit.end, "of", "the", "day", "on")
    if behind == unit.end and not words.item(unit.end, "role", "from"):
        return None
    holiday = _holiday(words, behind)
    if holiday:
        return Stretch(start, holiday.end, "week", name=holiday.name, year=holiday.year)
    day = read_day(words, words.skip(unit.end, "of", "the", "day", "on"))
    joint = words.item(day.end, "role", "to", "until") if day else None
    if day and day.kind in ("date", "day") and joint is None and not words.is_counted(day.end):
        return Stretch(start, day.end, "week", day=day)
    return None


def _bridge(words: Words, start: int) -> Stretch | None:
    """ "Puente de diciembre", "ponte del 25 aprile", "bank holiday": a public holiday and the days off around it."""
    name = words.item(start, "bridge")
    if name is None:
        return None
    at = words.skip(name.end, "of", "in", "the", "on", "day")
    holiday = _holiday(words, at)
    day = read_day(words, at)
    if holiday and (day is None or holiday.end >= day.end):
        return Stretch(start, holiday.end, "bridge", name=holiday.name, year=holiday.year)
    if day and day.kind == "date":
        return Stretch(start, day.end, "bridge", day=day)
    month = _part_of_month(words, at) or _month_at(words, name.end)
    if month and month.month:
        return Stretch(start, month.end, "bridge", month.month, month.year, part=month.part)
    weekday = words.tagged.at(name.end, "weekday", "weekend")
    if weekday or words.before(start, "which", *WHICH):
        return Stretch(start, weekday.end if weekday else name.end, "bridge")
    return None


def _holiday(words: Words, start: int) -> Stretch | None:
    which = words.item(start, "which", *WHICH)
    at = which.end if which else start
    name = words.item(at, "holiday")
    if name is None or (name.is_foreign and name.end - name.start < 2 and len(words.text(name.start)) < 5):
        return None
    end = name.end
    unit = words.tagged.at(end, "unit", "weekend")
    if unit and (unit.category == "weekend" or unit.value == "week") and words.language in ("en", "de"):
        kind = "weekend" if unit.category == "weekend" else "week"
        return _with_year(words, Stretch(start, unit.end, kind, name=name.value))  # type: ignore[arg-type]  # both are kinds
    return _with_year(words, Stretch(start, end, "holiday", name=name.value, which=which.value if which else None))


def _season(words: Words, start: int) -> Stretch | None:
    which = words.item(start, "which", *WHICH)
    at = words.skip(which.end, "the") if which else start
    name = words.item(at, "season")
    if name is None:
        return None
    after = words.item(name.end, "which", *WHICH) if which is None else None
    found = which or after
    end = after.end if after else name.end
    return _with_year(words, Stretch(start, end, "season", name=name.value, which=found.value if found else None))


def _calendar_week(words: Words, start: int) -> Stretch | None:
    """ "KW 32"."""
    name = words.item(start, "calendar_week")
    number = words.numbers.at(name.end) if name else None
    if name is None or number is None or not 0 < number.value <= MAX_CALENDAR_WEEK:
        return None
    return _with_year(words, Stretch(start, number.end, "calendar_week", nth=number.value))


def day_of(stretch: Stretch) -> Mention | None:
    """A holiday as one end of a range: "from Good Friday to Easter Monday"."""
    if stretch.kind != "holiday":
        return None
    return Mention(stretch.start, stretch.end, "date", holiday=stretch.name, year=stretch.year, is_firm=True)
