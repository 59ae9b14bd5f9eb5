"""Rooms that are parts of a home: "is there a room on the ground floor?" seeks no room to let."""

from __future__ import annotations

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Context, Message, Span

_SEEKING = frozenset(
    {"availability", "price", "trip", "discount", "photos"}
)  # topics of those who ask for a room to let
OWN = 3  # tokens between a room and "own"


def is_part(message: Message, context: Context, kind: Item) -> bool:
    """Whether a word for a room means one of a home's: asked about in a talk about homes, told which floor it is on,
    beside another room, or somebody's own."""
    if kind.value != "room":
        return False
    span = message.span_of(kind.start)
    if _says(message, span, "detail", "floor") or _is_one_of_many(message, span, kind) or _is_own(message, span, kind):
        return True
    known = context.known
    is_underway = bool(context.shown or known.unit_id or (known.guests and (known.check_in or known.period)))
    return is_underway and _asks(message, span)


def _asks(message: Message, span: Span) -> bool:
    act = span.acts[0] if span.acts else None
    seeks = act is not None and act.act in ("ask", "book", "state", "change") and act.topic in _SEEKING
    return (message.has_mark(span) or (span.asks and span.scope == "house")) and not seeks


def _says(message: Message, span: Span, category: str, value: str) -> bool:
    return any(message.tagged.is_(index, category, value) for index in range(span.start, span.end))


def _is_one_of_many(message: Message, span: Span, kind: Item) -> bool:
    """ "A double room and a twin room"."""
    tagged = message.tagged
    rooms = [at for at in range(span.start, span.end) if tagged.is_(at, "kind", "room")]
    between = (
        range(kind.end, rooms[-1]) if rooms and rooms[-1] > kind.end else range(rooms[0] if rooms else 0, kind.start)
    )
    return len(rooms) > 1 and any(tagged.at(at, "people_plus") for at in between)


def _is_own(message: Message, span: Span, kind: Item) -> bool:
    """ "Eigenes Zimmer", "une chambre à eux", "a room of their own"."""
    near = range(max(span.start, kind.start - OWN), min(span.end, kind.end + OWN))
    return any((item := message.tagged.at(index, "room_own")) is not None and not item.is_foreign for index in near)
