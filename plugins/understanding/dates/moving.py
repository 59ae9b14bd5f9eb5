"""A span of days, or a shift, beside the stay that is known."""

from __future__ import annotations

from datetime import date, timedelta

from bot.types import SURE, Period
from plugins.understanding.dates.case import Case, Outcome, counted, next_to
from plugins.understanding.dates.days_of_month import last_day, make, months_on
from plugins.understanding.dates.ends import Stay
from plugins.understanding.dates.holidays import Days
from plugins.understanding.dates.mention import Stretch

MAX_AHEAD_DAYS = 3 * 366
OPEN_NIGHTS = 5  # from which two days with "between" and a word of freedom are no stay but where one lies
WEEK = timedelta(weeks=1)


def settle_span(case: Case, outcome: Outcome) -> None:
    """A weekend is a stay; a month that corrects keeps the days of the stay; any other span is where it lies."""
    stretch, span, known = case.statement.stretch, case.span, case.context.known
    if stretch is None or span is None:
        return
    length = case.statement.length
    if span.is_stay:
        outcome.change["check_in"] = span.days.start
        if counted(length) is None or (length and length.is_weekend):
            outcome.change["check_out"] = span.days.end
        return
    if stretch.kind == "week" and stretch.which == "following" and known.check_in and known.check_out:
        outcome.change |= {"check_in": known.check_in + WEEK, "check_out": known.check_out + WEEK}
        return
    if known.check_in:
        moved = _to_month(case, stretch, known.check_in)
        if moved:
            outcome.change["check_in"] = moved
            if known.check_out:
                outcome.change["check_out"] = moved + (known.check_out - known.check_in)
            return
        if span.days.start <= known.check_in <= span.days.end:
            return
    _settle_period(case, stretch, span.days, outcome)
    if span.nights and counted(length) is None:
        outcome.change["nights"] = span.nights


def _settle_period(case: Case, stretch: Stretch, days: Days, outcome: Outcome) -> None:
    """Days that are known outside it go; how long the stay is does not."""
    known, start, end = case.context.known, stretch.start, stretch.end
    other = case.statement.other_stretch
    if other and case.other:
        days = Days(min(days.start, case.other.days.start), max(days.end, case.other.days.end))
        start, end = min(start, other.start), max(end, other.end)
    if (days.start - case.context.today).days > MAX_AHEAD_DAYS:
        return
    outcome.change["period"] = Period(days.start, days.end, case.text(start, end))
    if known.check_in or known.check_out:
        outcome.change |= {"check_in": None, "check_out": None, "nights": known.nights}


def _to_month(case: Case, stretch: Stretch, start: date) -> date | None:
    """The same day of another month: "I meant October", "pásalo a agosto, mismos días"."""
    is_month = stretch.kind in ("month", "this_month") and stretch.part is None
    if case.span is None or not is_month or not (case.statement.is_correction or case.statement.keeps_days):
        return None
    month = case.span.days.end
    if (start.year, start.month) == (month.year, month.month):
        return None
    moved = make(month.year, month.month, start.day) or last_day(month.year, month.month)
    return moved if moved >= case.context.today else None


def settle_shift(case: Case, outcome: Outcome) -> None:
    """ "A week later" moves the stay, "arrive a day earlier" one end of it. Nothing moves before today."""
    shift, known = case.statement.shift, case.context.known
    if shift is None:
        return
    if known.check_in is None:
        _shift_period(case, outcome)
        return
    if not shift.is_directed:
        options = [_moved(known.check_in, sign * shift.days, sign * shift.months) for sign in (-1, 1)]
        outcome.ask("check_in", [day for day in options if day >= case.context.today], None)
        return
    start = _moved(known.check_in, shift.days, shift.months)
    end = _moved(known.check_out, shift.days, shift.months) if known.check_out else None
    kept = case.statement.kept
    if case.statement.shifted == "check_in" or "check_out" in kept:
        end = known.check_out
    elif case.statement.shifted == "check_out" or "check_in" in kept:
        start = known.check_in
    if start < case.context.today or (end and end <= start):
        return
    if start != known.check_in:
        outcome.change["check_in"] = start
    if end:
        outcome.change["check_out"] = end


def settle_between(case: Case, stay: Stay, outcome: Outcome) -> bool:
    """ "Between 10 and 15 July, but only 3 nights", "some time between 20 July and 1 September": a period, and how long
    the stay in it is."""
    start, end = stay
    arrival, departure = case.statement.arrival, case.statement.departure
    if not (case.statement.is_between and start and end and arrival and departure):
        return False
    length = counted(case.statement.length) or case.context.known.nights
    if length is None and not (_is_flexible(case) and (end - start).days >= OPEN_NIGHTS):
        return False
    if length and length >= (end - start).days:
        return False
    outcome.change["period"] = Period(start, end, case.text(arrival.start, departure.end))
    if case.context.known.check_in or case.context.known.check_out:
        outcome.change |= {"check_in": None, "check_out": None}
    return True


def _is_flexible(case: Case) -> bool:
    acts = (span.acts[0] for span in case.words.message.spans if span.acts)
    return any(act.label == "flexible_dates" and act.confidence >= SURE for act in acts)


def settle_following(case: Case, outcome: Outcome) -> None:
    """ "The next one then": the weekend, week or month after the one that is known. Where homes are shown, it needs a
    word of correcting: else it is the next of them."""
    known = case.context.known
    if not case.statement.follows or case.span or (case.context.shown and not case.statement.is_correction):
        return
    if known.check_in and known.check_out:
        days = next_to(Days(known.check_in, known.check_out))
        outcome.change |= {"check_in": days.start, "check_out": days.end}
    elif known.period and not known.check_in:
        days = next_to(Days(known.period.start, known.period.end))
        outcome.change["period"] = Period(days.start, days.end, None)


def _shift_period(case: Case, outcome: Outcome) -> None:
    shift, period = case.statement.shift, case.context.known.period
    if shift is None or period is None or not shift.is_directed:
        return
    start, end = (_moved(day, shift.days, shift.months) for day in (period.start, period.end))
    if end >= case.context.today:
        outcome.change["period"] = Period(max(start, case.context.today), end, period.label)


def _moved(day: date, days: int, months: int) -> date:
    return months_on(day, months) + timedelta(days=days)
