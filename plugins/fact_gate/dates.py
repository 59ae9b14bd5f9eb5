"""Days, months and times, held against the journey and the owner's rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from plugins.fact_gate import reading
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.reading import Day, Stated
from plugins.fact_gate.rules import is_rule_time
from plugins.fact_gate.sentence import Objection, Sentence, is_written


def date_objections(about: Sentence, days: Sequence[Day]) -> Iterator[Objection]:
    for day in days:
        if not (
            any(is_day(day, known) for known in about.facts.dates)
            or any((day.day, day.month) == (g.day, g.month) for g in about.facts.guest_days)
            or (day.month is None and any(day.day == g.day for g in about.facts.guest_days))
        ):
            yield Objection("a date that nobody has named", day)


def is_day(day: Day, known: date) -> bool:
    return (
        day.day == known.day
        and (day.month is None or day.month == known.month)
        and (day.year is None or day.year == known.year)
    )


def month_objections(about: Sentence) -> Iterator[Objection]:
    """A month alone: the journey's, or one that guest or owner speak of."""
    months = {day.month for day in about.facts.dates} | {day.month for day in about.facts.guest_days}
    written = about.facts.owner + about.facts.guest + " ".join(about.facts.units[id_].text for id_ in about.subjects)
    for match in about.text.take(reading.BARE_MONTH):
        month = reading.MONTHS[match["mn"]]
        if month not in months and match["mn"] not in written:
            yield Objection("a month that nobody has named", Stated(*match.span()))


def time_objections(about: Sentence) -> Iterator[Objection]:
    for match in about.text.take(v.TIMES):
        if not (is_written(about, match.group()) or is_rule_time(about, match)):
            yield Objection("a time that no rule has", Stated(*match.span()))
