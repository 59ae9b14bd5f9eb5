"""The days that a span stands for: months and their parts, weeks, weekends, seasons, holidays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from plugins.understanding.dates.days_of_month import day_in, last_day, month_of
from plugins.understanding.dates.holidays import Days, bridge, public_holidays, season
from plugins.understanding.dates.mention import Stretch
from plugins.understanding.dates.resolve import Calendar

HALF_DAY, BEGIN_DAY, MID_DAY = 15, 10, 20  # last days of a month's half and of its first two thirds
LEAST_LEFT_DAYS = 3  # of a month that is still meant when it has begun
LONGEST_MONTH = 31  # days
FRIDAY, SUNDAY = 4, 6
HALF_WEEK = 3  # days: from Friday on the next Monday is nearer
_YEAR_MONTHS = {"begin": (1, 3), "mid": (5, 8), "end": (10, 12)}  # first and last month of a year's part


@dataclass(frozen=True, slots=True)
class Span:
    """`days` that a stay lies in; or `is_stay`: arrival and departure themselves. `nights` where the words tell."""

    days: Days
    is_stay: bool = False
    nights: int | None = None


def span_of(stretch: Stretch, calendar: Calendar) -> Span | None:
    """None: the calendar has no such days any more."""
    match stretch.kind:
        case "month" | "this_month":
            span = _month(stretch, calendar)
        case "part":
            span = _part_of_window(stretch, calendar)
        case "week":
            span = _week(stretch, calendar)
        case "weekend":
            span = _weekend(stretch, calendar)
        case "season":
            span = _season(stretch, calendar)
        case "bridge":
            span = _bridge(stretch, calendar)
        case "calendar_week":
            span = _calendar_week(stretch, calendar)
        case "year":
            span = _year(stretch, calendar)
        case _:
            days = calendar.holiday_days(stretch.name or "", stretch.year)
            span = Span(days) if days else None
    return _from_today(span, calendar.today)


def _from_today(span: Span | None, today: date) -> Span | None:
    if span is None or span.days.end < today:
        return None
    if span.days.start >= today:
        return span
    return Span(Days(today, span.days.end), span.is_stay, span.nights)


def _month(stretch: Stretch, calendar: Calendar) -> Span | None:
    if stretch.kind == "this_month":
        if stretch.which is None and (of_window := _part_of_window(stretch, calendar)):
            return of_window  # "early in the month" that is spoken of
        months = 0 if stretch.which in (None, "this") else 2 if stretch.which == "after_next" else 1
        return _part(stretch, *month_of(calendar.today, months))
    if stretch.month is None:
        return None
    year = stretch.year or calendar.year or _year_spoken_of(stretch.month, calendar)
    if year:
        return _part(stretch, year, stretch.month)
    for candidate in (calendar.today.year, calendar.today.year + 1):
        span = _part(stretch, candidate, stretch.month)
        left = (span.days.end - calendar.today).days
        is_over = left < LEAST_LEFT_DAYS if span.days.start < calendar.today else False
        if left >= 0 and not is_over:
            return span
    return None


def _year_spoken_of(month: int, calendar: Calendar) -> int | None:
    """Of "the end of May", where a May is spoken of already."""
    window = calendar.window
    if window is None or calendar.is_known or (window.end - window.start).days > LONGEST_MONTH:
        return None
    return next((day.year for day in (window.start, window.end) if day.month == month), None)


def _part_of_window(stretch: Stretch, calendar: Calendar) -> Span | None:
    """ "The last week": of the month that is being spoken of."""
    window = calendar.window
    if (
        window is None
        or (calendar.is_known and stretch.nth is None)
        or (window.start.year, window.start.month) != (window.end.year, window.end.month)
    ):
        return None
    return _part(stretch, window.start.year, window.start.month)


def _part(stretch: Stretch, year: int, month: int) -> Span:
    """The part of a month that a span names."""
    first, last = date(year, month, 1), last_day(year, month)
    nth, part = stretch.nth or 1, stretch.part
    if part == "weekend":
        saturday = day_in(year, month, 5, nth)
        friday = saturday - timedelta(days=1)
        return Span(Days(friday, saturday + timedelta(days=1)), is_stay=True)
    if stretch.name == "weekend":
        days = _part_days(part, 1, 1, first, last)
        return Span(days, nights=3 if stretch.is_long else 2)
    if stretch.is_full:
        return Span(_full_week(nth, first, last))
    return Span(_part_days(part, nth, stretch.count, first, last))


def _full_week(nth: int, first: date, last: date) -> Days:
    """From a Monday to a Sunday within a month."""
    monday = first + timedelta(days=-first.weekday() % 7, weeks=nth - 1)
    if nth < 0:
        monday = last - timedelta(days=(last.weekday() + 1) % 7 + 6)
    return Days(monday, monday + timedelta(days=6))


def _part_days(part: str | None, nth: int, count: int, first: date, last: date) -> Days:
    match part:
        case "begin":
            return Days(first, first.replace(day=BEGIN_DAY))
        case "mid":
            return Days(first.replace(day=BEGIN_DAY + 1), first.replace(day=MID_DAY))
        case "end":
            return Days(first.replace(day=MID_DAY + 1), last)
        case "half" | "fortnight":
            middle = first.replace(day=HALF_DAY)
            return Days(first, middle) if nth == 1 else Days(middle + timedelta(days=1), last)
        case "week" | "days":
            size = 7 if part == "week" else 1
            length = timedelta(days=size * count - 1)
            if nth < 0:
                return Days(last - length, last)
            start = first + timedelta(days=size * (nth - 1))
            return Days(start, min(start + length, last))
        case _:
            return Days(first, last)


def full_week_near(span: Span) -> Span:
    """ "First week of June, Monday to Sunday": the week whose Monday is nearest to where the month's week begins."""
    monday = _monday(span.days.start + timedelta(days=HALF_WEEK))
    return replace(span, days=Days(monday, monday + timedelta(days=6)))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week_from(monday: date) -> Span:
    return Span(Days(monday, monday + timedelta(days=6)))


def _week(stretch: Stretch, calendar: Calendar) -> Span | None:
    if stretch.name:
        days = calendar.holiday_days(stretch.name, stretch.year)
        return _week_from(_monday(days.start)) if days else None
    if stretch.day:
        dates = calendar.dates(stretch.day)
        return _week_from(_monday(dates[0])) if len(dates) == 1 else None
    monday = _monday(calendar.today)
    if stretch.which == "following" and calendar.window:
        return _week_from(_monday(calendar.window.start) + timedelta(weeks=1))
    weeks = {"this": 0, "after_next": 2}.get(stretch.which or "", 1)
    week = _week_from(monday + timedelta(weeks=weeks))
    return replace(week, nights=7) if stretch.is_full else week


def _weekend(stretch: Stretch, calendar: Calendar) -> Span | None:
    if stretch.name:
        days = calendar.holiday_days(stretch.name, stretch.year)
        if days is None:
            return None
        joined = bridge(days)
        start = joined.start - timedelta(days=max(joined.start.weekday() - FRIDAY, 0))
        return Span(Days(start, joined.end))
    if stretch.day:
        dates = calendar.dates(stretch.day)
        return _weekend_of(dates[0]) if len(dates) == 1 else None
    if stretch.which in (None, "any"):
        return None
    friday = _friday(stretch, calendar)
    if stretch.is_long:
        return Span(Days(friday, friday + timedelta(days=3)))
    return Span(Days(friday, friday + timedelta(days=2)), is_stay=True)


def _weekend_of(day: date) -> Span:
    """The weekend that a day lies in, or the one nearest to it, which is a guess."""
    friday = _monday(day) + timedelta(days=FRIDAY)
    if day.weekday() >= FRIDAY:
        return Span(Days(friday, friday + timedelta(days=2)), is_stay=True)
    if day.weekday() <= 1:
        return Span(Days(friday - timedelta(weeks=1), day))
    return Span(Days(day, friday + timedelta(days=2)))


def _friday(stretch: Stretch, calendar: Calendar) -> date:
    """The Friday of the weekend that is meant."""
    friday = _monday(calendar.today) + timedelta(days=FRIDAY)
    has_begun = calendar.today.weekday() >= FRIDAY
    match stretch.which:
        case "following" if calendar.window:
            return _monday(calendar.window.start) + timedelta(days=FRIDAY, weeks=1)
        case "following" | "after_next":
            return friday + timedelta(weeks=1 + has_begun)
        case "next" if calendar.language == "en" or has_begun:
            return friday + timedelta(weeks=1)
        case "coming" if has_begun:
            return friday + timedelta(weeks=1)
        case _:
            return friday + timedelta(weeks=calendar.today.weekday() == SUNDAY)


def _season(stretch: Stretch, calendar: Calendar) -> Span | None:
    year = stretch.year or calendar.year
    years = (year,) if year else range(calendar.today.year - 1, calendar.today.year + 2)
    spans = (season(stretch.name or "", one, calendar.region) for one in years)
    least = timedelta(days=LEAST_LEFT_DAYS)
    found = [days for days in spans if days.end - least >= calendar.today]
    if stretch.which in ("coming", "next", "following") and found and found[0].start <= calendar.today:
        found = found[1:]
    return Span(found[0]) if found else None


def _bridge(stretch: Stretch, calendar: Calendar) -> Span | None:
    if stretch.name:
        days = calendar.holiday_days(stretch.name, stretch.year)
        return Span(bridge(days)) if days else None
    if stretch.day:
        dates = calendar.dates(stretch.day)
        return Span(bridge(Days(dates[0], dates[0]))) if len(dates) == 1 else None
    if stretch.month is None:
        return _next_bridge(calendar)
    month = _month(stretch, calendar)
    if month is None:
        return None
    bridges = [bridge(Days(day, day)) for day in public_holidays(calendar.region, month.days.start, month.days.end)]
    joined = [days for days in bridges if (days.end - days.start).days >= 2]
    if not joined:
        return month
    return Span(Days(min(days.start for days in joined), max(days.end for days in joined)))


def _next_bridge(calendar: Calendar) -> Span | None:
    """The next public holiday that makes a long weekend."""
    year, window = timedelta(days=366), calendar.window
    first, last = calendar.today, calendar.today + year
    if window is not None and not calendar.is_known:
        first, last = max(first, window.start), window.end  # of the month that is spoken of
    for day in public_holidays(calendar.region, first, last):
        days = bridge(Days(day, day))
        if (days.end - days.start).days >= 2:
            return Span(days)
    return None


def _year(stretch: Stretch, calendar: Calendar) -> Span:
    """A part of a year, in months."""
    first, last = _YEAR_MONTHS[stretch.part or ""]
    year = stretch.year or calendar.today.year + 1
    return Span(Days(date(year, first, 1), last_day(year, last)))


def _calendar_week(stretch: Stretch, calendar: Calendar) -> Span | None:
    year = stretch.year or calendar.year
    for candidate in (year,) if year else (calendar.today.year, calendar.today.year + 1):
        try:
            monday = date.fromisocalendar(candidate, stretch.nth or 1, 1)
        except ValueError:
            return None
        if monday >= calendar.today or year:
            return _week_from(monday)
    return None
