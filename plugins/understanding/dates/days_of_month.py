"""Days of a month by their place in it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def make(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none ("31 June")."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def day_in(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` such weekday of a month (0 is Monday); -1: the last."""
    if nth < 0:
        last = last_day(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7, weeks=nth - 1)


def months_on(day: date, months: int) -> date:
    """The same day so many months on; the month's last where it has no such day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return make(year, month + 1, day.day) or last_day(year, month + 1)


def month_of(day: date, months: int = 0) -> tuple[int, int]:
    """(year, month) of a day, so many months on."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1
