"""Days, months and weekdays, held against the journey and the owner's rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from plugins.fact_gate import reading
from plugins.fact_gate.reading import Day, Stated
from plugins.fact_gate.sentence import Objection, Sentence


def date_objections(about: Sentence, days: Sequence[Day]) -> Iterator[Objection]:
    for day in days:
        if (
            any(is_day(day, known) for known in about.facts.dates)
            or any((day.day, day.month) == (g.day, g.month) for g in about.facts.guest_days)
            or (day.month is None and any(day.day == g.day for g in about.facts.guest_days))
        ):
            about.explain(day, "date")
        else:
            yield Objection("a date that nobody has named", day)


def is_day(day: Day, known: date) -> bool:
    return (
        day.day == known.day
        and (day.month is None or day.month == known.month)
        and (day.year is None or day.year == known.year)
    )


def month_objections(about: Sentence) -> Iterator[Objection]:
    """A month alone: the journey's, or one that guest or owner speak of. "Mai" is no month in Italian."""
    known = reading.MONTHS_OF.get(about.language, reading.MONTHS)
    months = {day.month for day in about.facts.dates} | {day.month for day in about.facts.guest_days}
    written = about.facts.owner + about.facts.guest + " ".join(about.facts.units[id_].text for id_ in about.subjects)
    for match in about.text.take(reading.BARE_MONTH):
        if match["mn"] not in known:
            continue
        if reading.MONTHS[match["mn"]] not in months and match["mn"] not in written:
            yield Objection("a month that nobody has named", Stated(*match.span()))
