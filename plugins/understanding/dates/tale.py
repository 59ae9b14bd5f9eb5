"""What is told before them says of days without a month: "last year we came in July, this year from 10 to 15"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plugins.understanding.dates.finding.pieces import pieces
from plugins.understanding.dates.mention import Mention, Piece, Stretch
from plugins.understanding.dates.statement import Statement
from plugins.understanding.dates.trust import trusted
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context


def place_in_tale(statement: Statement, told: Sequence[Piece], context: Context) -> None:
    """Days without a month lie in that of the tale, where none other is known."""
    last = _open_day(statement, context)
    if last is None:
        _mark_end(statement, told, context)
        return
    months = [piece.month for piece in told if isinstance(piece, (Mention, Stretch)) and piece.month]
    if not months:
        return
    dated = replace(last, kind="date", month=months[-1])
    if statement.departure:
        statement.departure = dated
    else:
        statement.arrival = dated


def _mark_end(statement: Statement, told: Sequence[Piece], context: Context) -> None:
    """ "On 15 March I have a meeting, so we leave on the 13th": beside a known stay, the month of a departure."""
    if context.known.check_in is None or statement.departure is None or statement.arrival or statement.landmark:
        return
    dates = [piece for piece in told if isinstance(piece, Mention) and piece.month]
    statement.landmark = dates[-1] if dates else None


def place_beside_before(statement: Statement, context: Context) -> None:
    """ "My girl has exams until 23 June, so only after that" — "we arrive on the 27th": days without a month lie by the
    date that the guest's last message named, where none other is known."""
    if context.before is None or statement.landmark or _open_day(statement, context) is None:
        return
    theirs = Words(context.before)
    told = trusted(pieces(theirs, lambda index: True), theirs)
    dates = [piece for piece in (*told.pieces, *told.aside) if isinstance(piece, Mention) and piece.month]
    statement.landmark = dates[-1] if dates else None


def _open_day(statement: Statement, context: Context) -> Mention | None:
    """The last day of a statement, where its month is nowhere said."""
    known, last = context.known, statement.departure or statement.arrival
    if last is None or last.kind != "day" or last.month_which or statement.stretch or known.check_in or known.period:
        return None
    return last
