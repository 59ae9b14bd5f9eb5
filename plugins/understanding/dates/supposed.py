"""What is only supposed or compared of an agreed stay: "is there a discount if we stayed 10 nights?", "is the week
after dearer than this one?". Such a question is answered; the stay is what it was until the guest takes it up. Where
nothing else is asked ("what if we stayed 10 nights?") they are proposed, as nothing else could be answered."""

from __future__ import annotations

from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context, Span

_REPRICED = frozenset({("ask", "discount"), ("seek", "cheaper")})
VERY_SURE = 0.9
_MOVED = ("later", "earlier", "postpone", "advance", "move")


def supposed_tokens(words: Words, context: Context) -> frozenset[int]:
    """Tokens of the clauses of a question that supposes another length, or compares what days cost, beside a stay that
    is agreed."""
    if context.known.check_in is None or context.known.check_out is None:
        return frozenset()
    found = set[int]()
    spans = words.message.spans
    for at, span in enumerate(spans):
        behind = spans[at + 1] if at + 1 < len(spans) else None
        if _asks_hours(words, span) or _compares(words, span) or _supposes(words, span, behind):
            found |= set(range(span.start, span.end))
    return frozenset(found)


def _supposes(words: Words, span: Span, behind: Span | None) -> bool:
    """ "If we stayed two weeks, is there a discount?": no day is named, and something else is asked."""
    if not _asks_reduction(span) and not (behind is not None and _asks_reduction(behind)):
        return False
    places = range(span.start, span.end)
    if any(words.tagged.at(at, "month", "weekday", "relative") or words.item(at, "change", *_MOVED) for at in places):
        return False  # another day is proposed
    return any((item := words.item(at, "supposed")) is not None and not item.is_foreign for at in places)


def _asks_reduction(span: Span) -> bool:
    act = span.acts[0] if span.acts else None
    return act is not None and (act.act, act.topic) in _REPRICED


def _asks_hours(words: Words, span: Span) -> bool:
    """ "Any chance of a late checkout on the Monday?"; not "can we come a day earlier?"."""
    act = span.acts[0] if span.acts else None
    is_question = span.is_marked or words.tagged.is_(span.start, "asks", "word") is not None
    if not is_question and any(words.item(at, "cannot") for at in range(span.start, span.end)):
        return False  # "we can't arrive before the 13th"
    counts = (words.count(at) for at in range(span.start, span.end))
    if any(count and words.tagged.at(count.end, "unit") for count in counts):
        return False
    return act is not None and (act.act, act.topic) == ("ask", "early_late") and act.confidence >= VERY_SURE


def _compares(words: Words, span: Span) -> bool:
    """ "Is Labor Day week dearer than the week after?"."""
    if not span.asks and not span.is_marked:
        return False
    return any(
        (item := words.item(at, "dearer")) is not None and not item.is_foreign for at in range(span.start, span.end)
    )
