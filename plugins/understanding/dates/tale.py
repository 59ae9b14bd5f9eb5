"""What a tale of another stay says of this one: "last year we came in July, this year from 10 to 15"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plugins.understanding.dates.mention import Mention, Piece, Stretch
from plugins.understanding.dates.statement import Statement
from plugins.understanding.message import Context


def place_in_tale(statement: Statement, told: Sequence[Piece], context: Context) -> None:
    """Days without a month lie in that of the tale, where none other is known."""
    known, last = context.known, statement.departure or statement.arrival
    if last is None or last.kind != "day" or last.month_which or statement.stretch or known.check_in or known.period:
        return
    months = [piece.month for piece in told if isinstance(piece, (Mention, Stretch)) and piece.month]
    if not months:
        return
    dated = replace(last, kind="date", month=months[-1])
    if statement.departure:
        statement.departure = dated
    else:
        statement.arrival = dated
