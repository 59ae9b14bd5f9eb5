"""One statement with all it is settled against, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.types import Clarification, IntentChange
from plugins.understanding.dates.days_of_month import last_day, months_on
from plugins.understanding.dates.holidays import REGIONS, Days
from plugins.understanding.dates.mention import Length
from plugins.understanding.dates.periods import SUNDAY, Span, full_week_near, span_of
from plugins.understanding.dates.resolve import Calendar, calendar_for
from plugins.understanding.dates.statement import Statement
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context

MONTHS = 12
MONDAY, SATURDAY = 0, 5


@dataclass(slots=True)
class Outcome:
    """Filled step by step."""

    change: IntentChange = field(default_factory=lambda: IntentChange())
    clarifications: list[Clarification] = field(default_factory=list)
    certain: set[str] = field(default_factory=set)

    def ask(self, about: str, days: list[date], text: str | None) -> None:
        """Which of these days is meant; none, where nobody knows."""
        options = tuple(day.isoformat() for day in sorted(set(days)))
        self.clarifications.append(Clarification(about, options, text))


@dataclass(frozen=True, slots=True)
class Case:
    statement: Statement
    words: Words
    context: Context
    calendar: Calendar
    span: Span | None  # of the statement's stretch
    other: Span | None  # of its other stretch

    def text(self, start: int, end: int) -> str:
        """The guest's words between two tokens."""
        tokens = self.words.tokens
        return self.words.message.text[tokens[start].start : tokens[end - 1].end]


def case_of(statement: Statement, words: Words, context: Context) -> Case:
    calendar = _beside_known(_calendar(statement, words, context), context)
    span = span_of(statement.stretch, calendar) if statement.stretch else None
    other = span_of(statement.other_stretch, calendar) if statement.other_stretch else None
    if span and _is_whole_week(statement):
        nearest = full_week_near(span)
        span = nearest if nearest.days.start >= context.today else span
    if span and statement.follows:
        span = replace(span, days=next_to(span.days))
    if span:
        calendar = replace(calendar, window=span.days, is_known=False)
    return Case(statement, words, context, _by_landmark(calendar, statement), span, other)


def _is_whole_week(statement: Statement) -> bool:
    """Whether a month's week is stayed from a Monday to its end."""
    stretch, first, last = statement.stretch, statement.arrival, statement.departure
    if stretch is None or stretch.kind != "month" or stretch.part != "week" or stretch.count != 1 or first is None:
        return False
    ends = last is not None and last.kind == "weekday" and last.weekday in (SATURDAY, SUNDAY)
    return (stretch.nth or 1) > 0 and first.kind == "weekday" and first.weekday == MONDAY and ends


def counted(length: Length | None) -> int | None:
    """Nights that were counted as they are: neither more nor fewer, nor between two numbers."""
    if length is None or length.sign or length.least:
        return None
    return length.nights


def _calendar(statement: Statement, words: Words, context: Context) -> Calendar:
    order = _order_in(statement, words)
    home = REGIONS[words.language]
    calendar = calendar_for(context.today, words.language, context.region, home, is_day_first=order)
    year = statement.year
    if year is None:
        return calendar
    return replace(calendar, year=year.year or context.today.year + (year.which == "next"))


def _order_in(statement: Statement, words: Words) -> bool | None:
    """Whether a numeric date that can be read in one way alone tells how the others are meant."""
    for day in (statement.arrival, statement.departure):
        if day is None or day.kind != "date" or day.either or day.day is None or day.day <= MONTHS:
            continue
        first = next((at for at in range(day.start, day.end) if words.is_number(at)), day.start)
        if words.text(first + 1) in "/.-" and words.is_number(first + 2):
            return int(words.text(first)) == day.day
    return None


def _beside_known(calendar: Calendar, context: Context) -> Calendar:
    known = context.known
    if known.check_in:
        return replace(calendar, window=Days(known.check_in, known.check_out or known.check_in), is_known=True)
    if known.period:
        return replace(calendar, window=Days(known.period.start, known.period.end))
    return calendar


def _by_landmark(calendar: Calendar, statement: Statement) -> Calendar:
    """ "The 7th is a Monday, we would come on the Friday before"."""
    first = statement.arrival or statement.departure
    if statement.landmark is None or first is None or first.kind not in ("weekday", "day"):
        return calendar
    days = calendar.dates(statement.landmark)
    return replace(calendar, window=Days(days[0], days[0]), is_known=False) if len(days) == 1 else calendar


def next_to(days: Days) -> Days:
    """The same days a month later where they are a month, else so many weeks later that they do not touch."""
    start, end = days.start, days.end
    if start.day == 1 and end == last_day(start.year, start.month):
        following = months_on(start, 1)
        return Days(following, last_day(following.year, following.month))
    further = timedelta(weeks=max(1, -(-(end - start).days // 7)))
    return Days(start + further, end + further)
