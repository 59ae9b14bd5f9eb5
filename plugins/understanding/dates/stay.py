"""What a statement changes of the stay that is known, and what has to be asked."""

from __future__ import annotations

from datetime import date, timedelta

from bot.types import Clarification, IntentChange
from plugins.understanding.dates.asking import (
    ask_alternatives,
    ask_departures,
    ask_long,
    ask_misfit,
    ask_month,
    ask_turned,
    ask_which,
)
from plugins.understanding.dates.case import Case, Outcome, case_of, counted
from plugins.understanding.dates.ends import LONGEST_NIGHTS, MAX_NIGHTS_UNASKED, Stay, is_turned_round, nights, stays
from plugins.understanding.dates.finding.lengths import MAX_NIGHTS
from plugins.understanding.dates.holidays import is_one_day
from plugins.understanding.dates.mention import Length, Mention
from plugins.understanding.dates.moving import settle_between, settle_following, settle_shift, settle_span
from plugins.understanding.dates.replacing import with_replaced_end
from plugins.understanding.dates.resolve import NARROW_DAYS
from plugins.understanding.dates.statement import Statement
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context

WRAPPED_NIGHTS = 21  # from which a departure without a month is rather a day before the arrival
NEAR_DAYS = 7  # so far from the known departure a new one may lie however long the stay is


def settle(statement: Statement, words: Words, context: Context) -> Outcome:
    """The change of the trip; nothing of it is before today."""
    case, outcome = with_replaced_end(case_of(statement, words, context)), Outcome()
    if statement.forgets:
        outcome.change = IntentChange(check_in=None, check_out=None, nights=None, period=None)
    if statement.flexible:
        outcome.change["flexible_days"] = statement.flexible.days
    if statement.alternatives:
        ask_alternatives(case, outcome)
    elif statement.arrival or statement.departure:
        _settle_days(case, outcome)
    else:
        settle_span(case, outcome)
        settle_shift(case, outcome)
        settle_following(case, outcome)
    if statement.departures:
        ask_departures(case, outcome)
    _settle_length(case, outcome)
    return outcome


def _settle_days(case: Case, outcome: Outcome) -> None:
    if ask_month(case, outcome):
        return
    weekdays = _weekdays_between(case)
    if weekdays:
        settle_span(case, outcome)
        outcome.change["nights"] = weekdays
        return
    found = stays(case)
    is_slip = any(day.slip for day in (case.statement.arrival, case.statement.departure) if day)
    if len(found) == 1 and _goes_back(case, found[0]):
        _leave_end_open(case, found[0], outcome)
    elif not found:
        ask_misfit(case, outcome)
    elif len(found) > 1 or is_slip:
        ask_which(case, found, outcome)
    elif is_turned_round(found[0], case):
        ask_turned(case, outcome)
    elif settle_between(case, found[0], outcome):
        pass
    elif nights(found[0]) > MAX_NIGHTS_UNASKED and not _is_spelled_out(case, found[0]):
        ask_long(case, found[0], outcome)
    else:
        _fill(case, found[0], outcome)


def _goes_back(case: Case, stay: Stay) -> bool:
    """Whether a departure without a month lies before the arrival, so that the next such day makes a stay of weeks:
    "we arrive on the 18th" — "he works until the 17th"."""
    departure, known, end = case.statement.departure, case.context.known, stay[1]
    start = stay[0] or known.check_in
    if departure is None or departure.kind != "day" or departure.month_which or case.statement.is_range:
        return False
    if case.statement.landmark or case.statement.stretch:
        return False  # a month was spoken of
    if start is None or end is None or (end.year, end.month) == (start.year, start.month):
        return False
    is_near = known.check_out is not None and abs((end - known.check_out).days) <= NEAR_DAYS
    return (end - start).days > WRAPPED_NIGHTS and not is_near


def _leave_end_open(case: Case, stay: Stay, outcome: Outcome) -> None:
    """Such a day is asked about where the guest speaks of leaving, and else none of the stay."""
    if stay[0]:
        _fill(case, (stay[0], None), outcome)
    if case.words.says("role", "leave"):
        day = case.statement.departure
        outcome.ask("check_out", [stay[1]] if stay[1] else [], case.text(day.start, day.end) if day else None)


def _is_spelled_out(case: Case, stay: Stay) -> bool:
    """ "From 1 February to 30 April": both ends with the names of their months, of a stay that people take."""
    days = (case.statement.arrival, case.statement.departure)
    are_dated = all(day is not None and day.month is not None and day.either is None for day in days)
    return case.statement.is_range and are_dated and nights(stay) <= LONGEST_NIGHTS


def _weekdays_between(case: Case) -> int | None:
    """Nights of "Friday to Sunday in March": which of its weekends is not said."""
    arrival, departure, window = case.statement.arrival, case.statement.departure, case.calendar.window
    if arrival is None or departure is None or window is None or not (case.span or _is_period_known(case)):
        return None
    if arrival.kind != "weekday" or departure.kind != "weekday" or arrival.which or arrival.week:
        return None
    if (window.end - window.start).days <= NARROW_DAYS or arrival.weekday is None or departure.weekday is None:
        return None
    return (departure.weekday - arrival.weekday) % 7 or 7


def _is_period_known(case: Case) -> bool:
    return case.context.known.period is not None and case.context.known.check_in is None


def _fill(case: Case, stay: Stay, outcome: Outcome) -> None:
    start, end = _of_weekend(stay, case)
    change, length = outcome.change, counted(case.statement.length)
    if start:
        change["check_in"] = start
        if end is None and "check_out" in case.statement.kept:
            _hold_departure(case, start, outcome)
        elif end is None and length is None and not case.context.counted and "nights" not in case.statement.kept:
            _keep_departure(case, start, outcome)
    if end:
        change["check_out"] = end
        before = end - timedelta(days=length) if length else None
        if start is None and before and before >= case.context.today and not case.context.known.check_in:
            change["check_in"] = before
        elif start is None and "nights" in case.statement.kept and case.context.known.nights:
            change["check_in"] = max(end - timedelta(days=case.context.known.nights), case.context.today)
    outcome.certain |= _plain_fields(case.statement, change)


def _of_weekend(stay: Stay, case: Case) -> Stay:
    """ "This weekend, leaving Monday": the other end is the weekend's."""
    start, end = stay
    stretch = case.statement.stretch
    is_named = stretch is not None and start is None and (stretch.kind == "weekend" or is_one_day(stretch.name or ""))
    if case.span is None or not (case.span.is_stay or is_named) or case.statement.length:
        return stay
    days = case.span.days
    if start is None and end and days.start < end and not case.context.known.check_in:
        return days.start, end
    if end is None and start and days.start <= start < days.end:
        return start, days.end
    return stay


def _plain_fields(statement: Statement, change: IntentChange) -> set[str]:
    """Fields that everybody reads alike. Of "from the 3rd to 8 August" both ends are plain."""
    ends = (("check_in", statement.arrival), ("check_out", statement.departure))
    found = {name for name, day in ends if day and name in change and _is_plain(day)}
    if "check_out" in found and statement.is_range:
        found.add("check_in")
    return found


def _is_plain(day: Mention) -> bool:
    """Not "next Friday", which is two days apart for two people, nor "in two weeks"."""
    is_near = day.kind == "offset" and not day.months and day.days <= 2
    return is_near or day.month is not None or day.month_which is not None


def _hold_departure(case: Case, start: date, outcome: Outcome) -> None:
    """ "We arrive on the 12th, the way back doesn't change"."""
    end = case.context.known.check_out
    if end and 0 < (end - start).days <= MAX_NIGHTS_UNASKED:
        outcome.change["check_out"] = end


def _keep_departure(case: Case, start: date, outcome: Outcome) -> None:
    """A new arrival near the old one keeps the departure; one farther off moves the whole stay."""
    known, arrival = case.context.known, case.statement.arrival
    is_moved = arrival is not None and arrival.kind == "weekday" and not case.statement.is_arrival_said
    if not (known.check_in and known.check_out) or is_moved:
        return
    length, before = (known.check_out - start).days, (known.check_out - known.check_in).days
    if 0 < length <= max(2 * before, before + 3) and length <= MAX_NIGHTS_UNASKED:
        outcome.change["check_out"] = known.check_out


def _settle_change(case: Case, length: Length, outcome: Outcome) -> None:
    """So many nights more or fewer; at the beginning of the stay they move its arrival."""
    known = case.context.known
    total = (known.nights or 0) + length.sign * length.nights
    if not known.nights or not 0 < total <= MAX_NIGHTS:
        return
    start = known.check_in - timedelta(days=length.sign * length.nights) if known.check_in else None
    if length.is_first and known.check_out and start and start >= case.context.today:
        outcome.change |= {"check_in": start, "check_out": known.check_out}
    else:
        outcome.change["nights"] = total


def _settle_length(case: Case, outcome: Outcome) -> None:
    length, change, known = case.statement.length, outcome.change, case.context.known
    if length is None:
        return
    if change.get("check_out"):
        stay = (change.get("check_in") or known.check_in, change["check_out"])
        if counted(length) == nights(stay):
            change["nights"] = length.nights
        return
    if length.is_weak and known.nights is not None and not change.get("check_in"):
        return
    if length.sign:
        _settle_change(case, length, outcome)
        return
    if length.least:
        options = (str(length.least), str(length.nights))
        outcome.clarifications.append(Clarification("nights", options, case.text(length.start, length.end)))
        return
    change["nights"] = length.nights
