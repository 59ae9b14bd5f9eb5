"""Finds spans of days: months and their parts, weeks, weekends, seasons, holidays and the days around them."""

from __future__ import annotations

from plugins.understanding.dates.finding.days import WHICH, read_day
from plugins.understanding.dates.finding.months import (
    month_at,
    read_month,
    read_nth_of_month,
    read_part_of_month,
    with_year,
)
from plugins.understanding.dates.mention import Mention, PeriodKind, Stretch
from plugins.understanding.dates.words import Words

MAX_CALENDAR_WEEK = 53


def read_stretch(words: Words, start: int) -> Stretch | None:
    """The longest span that is spoken of from token `start` on."""
    readers = (
        _holiday,
        read_part_of_month,
        read_nth_of_month,
        _weekend,
        _weekend_in,
        _week,
        _bridge,
        _season,
        read_month,
        _calendar_week,
    )
    found = [stretch for reader in readers if (stretch := reader(words, start)) is not None]
    return max(found, key=lambda stretch: stretch.end, default=None)


def _weekend(words: Words, start: int) -> Stretch | None:
    """ "This weekend", "finde del 15 de mayo", "any weekend in March", "weekend after next"."""
    which = words.item(start, "which", *WHICH, "any")
    at = words.skip(which.end, "the") if which else start
    name = words.item(at, "weekend")
    if name is None:
        return None
    value, end = which.value if which else None, name.end
    after = words.item(end, "which", *WHICH)
    later = words.item(end, "which_after") if which is None and after is None and words.is_open(end + 1) else None
    if later and words.before(at, "link", "the"):
        return Stretch(start, later.end, "weekend", which="following", is_long=name.value == "long")
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
    month = read_part_of_month(words, words.skip(end, "of", "in", "the", "on")) or month_at(words, end)
    if month and month.month:
        return Stretch(
            start, month.end, "month", month.month, month.year, month.which, month.part, is_long=is_long, name="weekend"
        )
    return Stretch(start, end, "weekend", which=value, is_long=is_long)


def _weekend_in(words: Words, start: int) -> Stretch | None:
    """ "In two weekends", "dentro de dos findes": the one after the next."""
    before = words.item(start, "in_time", "before")
    number = words.count(words.skip(before.end, "on")) if before and not before.is_foreign else None
    name = words.item(number.end, "weekend") if number else None
    if number is None or name is None or number.value != 2:
        return None
    end = name.end + (words.text(name.end).lower() == "time")
    return Stretch(start, end, "weekend", which="after_next", is_long=name.value == "long")


def _day_of_weekend(words: Words, end: int) -> Mention | None:
    """ "(weekend) of the 12th", "del 15 de mayo"; not "for 2"."""
    at = words.skip(end, "of", "the", "on", "day")
    day = read_day(words, at)
    if day is None or day.kind not in ("date", "day") or words.is_counted(day.end) or words.tagged.at(day.end, "unit"):
        return None
    last = None if day.has_month else _last_of_weekend(words, day.end)
    if last:
        return last
    return day if day.has_month or day.is_firm or (at > end and not day.is_spelled) else None


def _last_of_weekend(words: Words, end: int) -> Mention | None:
    """ "(The weekend of 20) and 21 June"."""
    joint = words.item(end, "and") or words.item(end, "role", "to")
    day = read_day(words, words.skip(joint.end, "the", "of", "on", "day")) if joint else None
    return day if day and day.kind == "date" and day.month else None


def _has_article(words: Words, start: int) -> bool:
    before = words.before(start, "link", "the") or words.before(start, "link", "on")
    return before is not None and not words.before(start, "one")


def _week(words: Words, start: int) -> Stretch | None:
    """ "Next week", "the week of 12 May", "semana de ferragosto", "Woche vom 12."."""
    whole = words.item(start, "part", "whole")
    start_at = words.skip(whole.end, "the") if whole else start
    which = words.item(start_at, "which", *WHICH)
    at = words.skip(which.end, "the") if which else start_at
    unit = words.item(at, "unit", "week")
    if unit is None:
        return None
    after = words.item(unit.end, "which", *WHICH)
    if which is None and after is None and words.is_open(unit.end + 1) and words.before(at, "link", "the"):
        later = words.item(unit.end, "which_after")
        if later:
            return Stretch(start, later.end, "week", which="following")  # "the week after"
    found = which or after
    if found:
        end = max(unit.end, found.end)
        whole_after = None if whole else words.item(end, "part", "whole")
        end = whole_after.end if whole_after else end
        return Stretch(start, end, "week", which=found.value, is_full=bool(whole or whole_after))
    if whole:
        return None
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
    weekend = words.item(name.end, "weekend")
    end = weekend.end if weekend else name.end
    at = words.skip(end, "of", "in", "the", "on", "day")
    holiday = _holiday(words, at)
    day = read_day(words, at)
    if holiday and (day is None or holiday.end >= day.end):
        return Stretch(start, holiday.end, "bridge", name=holiday.name, year=holiday.year)
    if day and day.kind == "date":
        return Stretch(start, day.end, "bridge", day=day)
    month = read_part_of_month(words, at) or month_at(words, end)
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
        kind: PeriodKind = "weekend" if unit.category == "weekend" else "week"
        return with_year(words, Stretch(start, unit.end, kind, name=name.value))
    return with_year(words, Stretch(start, end, "holiday", name=name.value, which=which.value if which else None))


def _season(words: Words, start: int) -> Stretch | None:
    which = words.item(start, "which", *WHICH)
    at = words.skip(which.end, "the") if which else start
    name = words.item(at, "season")
    if name is None or any(words.item(at - steps, "auxiliary") for steps in (1, 2)):
        return None  # "ça a mal été"
    after = words.item(name.end, "which", *WHICH) if which is None else None
    found = which or after
    end = after.end if after else name.end
    return with_year(words, Stretch(start, end, "season", name=name.value, which=found.value if found else None))


def _calendar_week(words: Words, start: int) -> Stretch | None:
    """ "KW 32"."""
    name = words.item(start, "calendar_week")
    number = words.numbers.at(name.end) if name else None
    if name is None or number is None or not 0 < number.value <= MAX_CALENDAR_WEEK:
        return None
    return with_year(words, Stretch(start, number.end, "calendar_week", nth=number.value))


def day_of(stretch: Stretch) -> Mention | None:
    """A holiday as one end of a range: "from Good Friday to Easter Monday"."""
    if stretch.kind != "holiday":
        return None
    return Mention(stretch.start, stretch.end, "date", holiday=stretch.name, year=stretch.year, is_firm=True)
