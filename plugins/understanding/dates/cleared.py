"""A month that was misspelt, and asked about: the guest's next message says which is meant, or that it is the one."""

from __future__ import annotations

from dataclasses import replace

from plugins.understanding.dates.answers import agrees
from plugins.understanding.dates.compose import compose
from plugins.understanding.dates.finding.pieces import pieces
from plugins.understanding.dates.finding.slips import months_near, unknown_month
from plugins.understanding.dates.mention import Mention
from plugins.understanding.dates.statement import Scene, Statement
from plugins.understanding.dates.stay import settle
from plugins.understanding.dates.trust import trusted
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context, Stated


def cleared(statement: Statement, words: Words, context: Context) -> Stated | None:
    """ "3 al 9 de ferbero" — "sí", or "febrero": the days of the message before, in that month."""
    is_answer = _named(statement) or statement.arrival or (statement.is_empty and agrees(words))
    if context.before is None or not is_answer:
        return None
    earlier = replace(context, asked=frozenset(), question=None)
    theirs = Words(context.before)
    said = compose(Scene(trusted(pieces(theirs, lambda index: True), theirs).pieces, theirs, earlier))
    last = said.departure or said.arrival
    named = _named(statement) or _repeated(statement, said)
    if named is None and not statement.is_empty:
        return None
    month = _month(last, theirs, named) if last else None
    if last is None or month is None:
        return None
    arrival = said.arrival and _cleared(said.arrival, month)
    departure = said.departure and _cleared(said.departure, month)
    if last.kind == "day":
        arrival, departure = (arrival, _of(last, month)) if said.departure else (_of(last, month), None)
    outcome = settle(replace(said, arrival=arrival, departure=departure, length=None), theirs, earlier)
    return None if outcome.clarifications else Stated(outcome.change, certain=frozenset(outcome.change))


def _named(statement: Statement) -> int | None:
    """The month of a message that names no days."""
    stretch = statement.stretch
    if stretch is None or stretch.kind != "month" or stretch.part or statement.arrival or statement.departure:
        return None
    return stretch.month


def _repeated(statement: Statement, said: Statement) -> int | None:
    """The month of one of the days said before, where it is named again: "3 de febrero"."""
    day = statement.arrival
    if day is None or day.month is None or statement.departure or statement.length:
        return None
    return day.month if day.day in {end.day for end in (said.arrival, said.departure) if end} else None


def _month(last: Mention, theirs: Words, named: int | None) -> int | None:
    """Which month is meant where the message before leaves it open; None where it does not, or where nobody knows."""
    at = unknown_month(theirs, last.end) if last.kind == "day" else None
    if at is None and last.slip is None:
        return None
    if named is not None:
        return named
    near = (last.month,) if last.slip else months_near(theirs.language, theirs.tokens[at or 0].plain)
    return near[0] if len(near) == 1 else None


def _cleared(day: Mention, month: int) -> Mention:
    return replace(day, slip=None, month=month) if day.slip else day


def _of(day: Mention, month: int) -> Mention:
    return replace(day, kind="date", month=month)
