"""What a statement changes of the stay that is known, and what has to be asked."""

from __future__ import annotations

from datetime import date, timedelta

from bot.types import Clarification, IntentChange
from plugins.understanding.dates.asking import ask_alternatives, ask_long, ask_misfit, ask_month, ask_turned, ask_which
from plugins.understanding.dates.case import Case, Outcome, case_of, counted
from plugins.understanding.dates.ends import MAX_NIGHTS_UNASKED, Stay, is_turned_round, nights, stays
from plugins.understanding.dates.finding.lengths import MAX_NIGHTS
from plugins.understanding.dates.holidays import is_one_day
from plugins.understanding.dates.mention import Length, Mention
from plugins.understanding.dates.moving import settle_between, settle_following, settle_shift, settle_span
from plugins.understanding.dates.resolve import NARROW_DAYS
from plugins.understanding.dates.statement import Statement
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context


def settle(statement: Statement, words: Words, context: Context) -> Outcome:
    """The change of the trip; nothing of it is before today."""
    case, outcome = case_of(statement, words, context), Outcome()
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
    if not found:
        ask_misfit(case, outcome)
    elif len(found) > 1 or is_slip:
        ask_which(case, found, outcome)
    elif is_turned_round(found[0], case):
        ask_turned(case, outcome)
    elif settle_between(case, found[0], outcome):
        pass
    elif nights(found[0]) > MAX_NIGHTS_UNASKED:
        ask_long(case, found[0], outcome)
    else:
        _fill(case, found[0], outcome)


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
        if end is None and length is None and not case.context.counted:
            _keep_departure(case, start, outcome)
    if end:
        change["check_out"] = end
        before = end - timedelta(days=length) if length else None
        if start is None and before and before >= case.context.today and not case.context.known.check_in:
            change["check_in"] = before
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


def _keep_departure(case: Case, start: date, outcome: Outcome) -> None:
    """A new arrival near the old one keeps the departure; one farther off moves the whole stay."""
    known, arrival = case.context.known, case.statement.arrival
    is_moved = arrival is not None and arrival.kind == "weekday" and not case.statement.is_arrival_said
    if is_moved and known.check_in and start < known.check_in and _is_added(case):
        is_moved = False
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


def _is_added(case: Case) -> bool:
    """ "Add the Thursday"."""
    return any(case.words.item(index, "change", "extend") for index in range(len(case.words)))


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
