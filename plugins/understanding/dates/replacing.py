"""A day that takes the place of one end of the stay that is known: "Sunday, not Monday", "we'll add the Monday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from plugins.understanding.dates.case import Case
from plugins.understanding.dates.mention import Mention


def with_replaced_end(case: Case) -> Case:
    """The case with a lone day as the end that it replaces."""
    statement, day = case.statement, case.statement.arrival
    if day is None or statement.departure or statement.is_arrival_said or case.context.known.check_out is None:
        return case
    if _is_departure(case, day):
        return replace(case, statement=replace(statement, arrival=None, departure=day))
    return replace(
        case,
        statement=replace(statement, is_arrival_said=_is_of(case, "check_in") or case.words.says("change", "extend")),
    )


def _is_departure(case: Case, day: Mention) -> bool:
    if "check_in" in case.statement.kept or _is_of(case, "check_out"):
        return True
    return case.words.says("change", "extend") and not case.words.says("front") and _is_nearer_to_end(case, day)


def _is_of(case: Case, end: str) -> bool:
    """Whether the day that is called off is this end of the stay, and not the other."""
    off, known = case.statement.instead_of, case.context.known
    if off is None or known.check_in is None or known.check_out is None:
        return False
    fits = {"check_in": _fits(off, known.check_in), "check_out": _fits(off, known.check_out)}
    return fits[end] and not all(fits.values())


def _fits(day: Mention, known: date) -> bool:
    if day.kind == "weekday":
        return day.weekday == known.weekday()
    return day.day == known.day and day.month in (None, known.month)


def _is_nearer_to_end(case: Case, day: Mention) -> bool:
    """Whether the day lies rather behind the stay than before it."""
    start, end = case.context.known.check_in, case.context.known.check_out
    if start is None or end is None:
        return False
    before, after = case.calendar.dates(day, before=start), case.calendar.dates(day, after=end)
    if not after:
        return False
    return not before or (after[0] - end) < (start - before[0])
