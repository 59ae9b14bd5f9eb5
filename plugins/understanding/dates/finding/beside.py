"""Finds days by another one: "the Thursday before Good Friday", "am Dienstag nach Ostern", "the day after 5 June"."""

from __future__ import annotations

from dataclasses import replace

from plugins.understanding.dates.finding.days import read_day, weekday_at
from plugins.understanding.dates.mention import Mention, Shift
from plugins.understanding.dates.words import Words

_CENTRES = {  # the day of a season that others lie by
    "easter": "easter_sunday",
    "pentecost": "pentecost_sunday",
    "christmas": "christmas_day",
    "new_year": "new_years_day",
}
MAX_DAYS = 4  # "3 days before 5 June" is a day; "30 days before" is a notice


def read_beside(words: Words, start: int) -> Mention | None:
    return _weekday_beside(words, start) or _day_beside(words, start)


def read_neighbour(words: Words, start: int) -> Shift | None:
    """ "The day before", "le lendemain", "la víspera": of what is spoken of."""
    beside = words.item(start, "day_beside")
    if beside is None or beside.is_foreign or not words.is_open(beside.end):
        return None
    return Shift(start, beside.end, 1 if beside.value == "later" else -1)


def _weekday_beside(words: Words, start: int) -> Mention | None:
    name = weekday_at(words, start)
    side = words.item(name.end, "beside") if name else None
    day = _named_day(words, side.end) if side else None
    if name is None or side is None or day is None:
        return None
    is_before = side.value == "before"
    return replace(name, end=day.end, beside=day, is_before=is_before, is_firm=True)


def _day_beside(words: Words, start: int) -> Mention | None:
    """ "The day before Good Friday", "two days after 5 June"."""
    beside, number = words.item(start, "day_beside"), words.count(start)
    unit = words.item(number.end, "unit", "day") if number and not number.is_ordinal else None
    side = words.item(unit.end, "beside") if unit else None
    if beside:
        day, count = _named_day(words, beside.end), 1 if beside.value == "later" else -1
    elif side and number and number.value <= MAX_DAYS:
        day, count = _named_day(words, side.end), number.value * (-1 if side.value == "before" else 1)
    else:
        return None
    return replace(day, start=start, days=count) if day else None


def _named_day(words: Words, index: int) -> Mention | None:
    """A date, or a holiday, at a token or behind an article."""
    at = words.skip(index, "the", "of", "on", "day")
    name = words.item(at, "holiday")
    if name:
        holiday = _CENTRES.get(name.value, name.value)
        return Mention(at, name.end, "date", is_firm=True, holiday=holiday)
    day = read_day(words, at)
    return day if day and day.kind == "date" else None
