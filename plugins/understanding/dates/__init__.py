"""The stay: arrival, departure, length, the period it lies in, and how far it may move.

`words` and the tables know words; `readable` knows the clauses that may speak of this stay; the room `finding` says
what is said of days, and `trust` leaves out what is none of the stay; `compose` tells arrival from departure (`roles`,
`ranges`); `resolve`, `periods` and `holidays` make dates; `stay` changes the trip, `asking` asks; `answers` reads what
only the bot's question makes plain.
"""

from __future__ import annotations

from dataclasses import replace

from plugins.understanding.dates.answers import answered, chosen, decided, is_about_other, proposed
from plugins.understanding.dates.cleared import cleared
from plugins.understanding.dates.compose import compose
from plugins.understanding.dates.finding.pieces import pieces
from plugins.understanding.dates.mention import Cue, Length, Mention, Piece, Stretch
from plugins.understanding.dates.readable import readable_tokens
from plugins.understanding.dates.statement import Scene, Statement
from plugins.understanding.dates.stay import settle
from plugins.understanding.dates.supposed import supposed_tokens
from plugins.understanding.dates.tale import place_beside_before, place_in_tale
from plugins.understanding.dates.trust import trusted
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context, Message, Stated

# What cues mean that depend on whether a stay is known: "not before the 9th", "wir fahren am 9."
_BESIDE_KNOWN = {"not_before": "arrive", "goes": "leave"}
_ALONE = {"not_before": "negated", "goes": "word"}


def read(message: Message, context: Context, taken: frozenset[int]) -> Stated:
    """What the clauses about the trip say of the stay."""
    if not message.tagged.tokens:
        return Stated()
    words = Words(message)
    readable = readable_tokens(words, context.today.year) - supposed_tokens(words, context)
    found = _bounded(pieces(words, lambda index: index not in taken and index in readable), context)
    trust = trusted(found, words)
    statement = compose(Scene(trust.pieces, words, context, trust.aside, trust.called_off))
    if len(readable) < len(words):
        place_in_tale(statement, pieces(words, lambda index: index not in readable), context)
    place_beside_before(statement, context)
    answer = cleared(statement, words, context) or decided(words, context)
    if answer:
        return answer
    if statement.is_empty:
        answer = answered(words, trust, context) or proposed(words, context)
        if answer:
            return answer
    if is_about_other(context) and not any(words.item(index, "role", "stay") for index in range(len(words))):
        return Stated(taken=_understood(found))
    choice = chosen(statement, words, context)
    if choice:
        return choice
    outcome = settle(statement, words, context)
    used = _understood(found) | _tokens_of(statement)
    return Stated(outcome.change, tuple(outcome.clarifications), frozenset(outcome.certain), used)


def _bounded(found: list[Piece], context: Context) -> list[Piece]:
    """The pieces with the cues that depend on what is known."""
    meant = dict(_BESIDE_KNOWN if context.known.check_in else _ALONE)
    settled: list[Piece] = []
    for piece in found:
        if isinstance(piece, Cue):
            if piece.what == "arrive":
                meant["goes"] = "leave"
            piece = replace(piece, what=meant.get(piece.what, piece.what))
        settled.append(piece)
    return settled


def mentions(message: Message) -> tuple[Mention | Stretch, ...]:
    """Every day and every span of days that a message speaks of, whatever it is about."""
    found = pieces(Words(message), lambda index: True) if message.tagged.tokens else []
    return tuple(piece for piece in found if isinstance(piece, (Mention, Stretch)) and not _is_bare(piece))


def counts_nights(message: Message) -> bool | None:
    """Whether a message says how long the stay is: by nights (True), by its two ends (False), or not at all."""
    found = pieces(Words(message), lambda index: True) if message.tagged.tokens else []
    if any(isinstance(piece, Length) and not piece.is_weak and not piece.sign for piece in found):
        return True
    days = sum(isinstance(piece, Mention) for piece in found)
    return False if days > 1 else None


def _understood(found: list[Piece]) -> frozenset[int]:
    """Tokens whose numbers nobody else counts: all that speaks of days, but for bare numbers that were not used."""
    said = (piece for piece in found if not isinstance(piece, Cue) and not _is_bare(piece))
    return frozenset(index for piece in said for index in range(piece.start, piece.end))


def _tokens_of(statement: Statement) -> frozenset[int]:
    """Bare numbers too, where they are days of the stay."""
    ends = [statement.arrival, statement.departure, *(day for stay in statement.alternatives for day in stay)]
    return frozenset(index for day in ends if day for index in range(day.start, day.end))


def _is_bare(piece: Piece) -> bool:
    return isinstance(piece, Mention) and piece.is_bare


__all__ = ["counts_nights", "mentions", "read"]
