"""What has to be asked before a statement of days counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plugins.understanding.dates.case import Case, Outcome
from plugins.understanding.dates.ends import MAX_NIGHTS_UNASKED, Stay, nights, pairs
from plugins.understanding.dates.finding.slips import months_near, unknown_month
from plugins.understanding.dates.mention import Mention


def ask_month(case: Case, outcome: Outcome) -> bool:
    """ "3 al 9 de xyz": whether a word stands where a month would and is none; then it is asked about."""
    arrival, departure = case.statement.arrival, case.statement.departure
    last = departure or arrival
    if last is None or last.kind != "day" or last.month_which:
        return False
    at = unknown_month(case.words, last.end)
    if at is None:
        return False
    calendar = replace(case.calendar, window=None)
    found: list[Stay] = []
    for month in months_near(case.words.language, case.words.tokens[at].plain):
        dated = replace(last, kind="date", month=month)
        if arrival and departure:
            found += pairs(arrival, dated, calendar)
        else:
            days = calendar.dates(dated)
            found += [(day, None) if arrival else (None, day) for day in days]
    _ask(case, found, case.text((arrival or last).start, at + 1), outcome)
    return True


def ask_which(case: Case, found: Sequence[Stay], outcome: Outcome) -> None:
    """Which of several stays; or whether one with a slip in it is meant."""
    days = _days(case)
    _ask(case, found, case.text(min(day.start for day in days), max(day.end for day in days)), outcome)


def ask_long(case: Case, stay: Stay, outcome: Outcome) -> None:
    """Whether a stay of months is meant."""
    start, end = stay
    days = _days(case)
    if start:
        outcome.change["check_in"] = start
    text = case.text(min(day.start for day in days), max(day.end for day in days))
    outcome.ask("check_out", [end] if end else [], text)


def ask_turned(case: Case, outcome: Outcome) -> None:
    """Whether a stay is meant the other way round."""
    arrival, departure = case.statement.arrival, case.statement.departure
    if arrival and departure:
        found = [stay for stay in pairs(departure, arrival, case.calendar) if nights(stay) <= MAX_NIGHTS_UNASKED]
        if found:
            ask_which(case, found, outcome)


def ask_misfit(case: Case, outcome: Outcome) -> None:
    """ "Tuesday 9 July" that is a Thursday: which of both is meant."""
    arrival = case.statement.arrival
    if arrival and arrival.weekday is not None and arrival.kind != "weekday":
        days = case.calendar.dates(replace(arrival, weekday=None))
        outcome.ask("check_in", list(days), case.text(arrival.start, arrival.end))
        departure = case.statement.departure
        ends = case.calendar.dates(departure) if departure and departure.month else ()
        if len(ends) == 1 and case.context.known.check_in is None:
            outcome.change["check_out"] = ends[0]  # it is plain by itself


def ask_alternatives(case: Case, outcome: Outcome) -> None:
    """ "The 5th or the 6th of June", "from 5 to 8 or from 12 to 15 June": one of them. A month is all of theirs."""
    stays = case.statement.alternatives
    days = [day for stay in stays for day in stay if day]
    last = next((day for day in reversed(days) if day.month), None)
    found: list[Stay] = []
    for arrival, departure in stays:
        if departure is None:
            found += [(day, None) for day in case.calendar.dates(_of_month(arrival, last))]
        else:
            found += pairs(arrival, _of_month(departure, last), case.calendar)
    if found:
        _ask(case, found, case.text(min(day.start for day in days), max(day.end for day in days)), outcome)


def ask_departures(case: Case, outcome: Outcome) -> None:
    """ "Back on the 26th or the 28th": which of them, behind the arrival that is known or said."""
    start = outcome.change.get("check_in") or case.context.known.check_in
    days = case.statement.departures
    last = next((day for day in reversed(days) if day.month), None)
    found = [one for day in days for one in case.calendar.dates(_of_month(day, last), after=start)]
    if found:
        outcome.ask("check_out", found, case.text(min(day.start for day in days), max(day.end for day in days)))


def _of_month(day: Mention, other: Mention | None) -> Mention:
    if other is None or day.kind != "day":
        return day
    return replace(day, kind="date", month=other.month, year=other.year)


def _days(case: Case) -> list[Mention]:
    return [day for day in (case.statement.arrival, case.statement.departure) if day]


def _ask(case: Case, found: Sequence[Stay], text: str, outcome: Outcome) -> None:
    starts, ends = [start for start, _ in found if start], [end for _, end in found if end]
    if starts or case.statement.departure is None or case.statement.arrival:
        outcome.ask("check_in", starts, text)
    if ends:
        outcome.ask("check_out", ends, text)
