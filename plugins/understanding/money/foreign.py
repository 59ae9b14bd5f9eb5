"""Amounts that are someone else's: a rent at home, a competitor's price, what a florist costs."""

from __future__ import annotations

from plugins.understanding.message import Message, Span
from plugins.understanding.money.amounts import Amount

LIKELY = 0.3  # of an act
_STOPS = frozenset(".!?;")
_ELSEWHERE = ("house", "elsewhere")


def sentence_of(message: Message, amount: Amount) -> tuple[int, int]:
    """The tokens of the sentence that an amount stands in."""
    tokens = message.tagged.tokens
    start, end = amount.start, amount.end
    while start > 0 and not (tokens[start - 1].text in _STOPS and not tokens[start].touches):
        start -= 1
    while end < len(tokens) and tokens[end].text not in _STOPS:
        end += 1
    return start, end


def is_elsewhere(message: Message, amount: Amount) -> bool:
    """ "The rent back home is 1100", "they're at your competitor's, 38 a night"."""
    start, end = sentence_of(message, amount)
    items = (message.tagged.at(index, "money_elsewhere") for index in range(start, end))
    return any(item is not None and not item.is_foreign for item in items)


def answers_another(message: Message, amount: Amount) -> bool:
    """ "Do you know a florist? Around 300 euros": what the question before it asks for costs that much."""
    at = message.spans.index(message.span_of(amount.start)) if message.spans else 0
    return at > 0 and _asks_another(message, message.spans[at - 1])


def _asks_another(message: Message, span: Span) -> bool:
    if not message.has_mark(span) or not span.acts:
        return False
    if any(act.topic == "tips" and act.confidence >= LIKELY for act in span.acts):
        return True
    names_home = any(message.tagged.at(index, "kind", "any_home") for index in range(span.start, span.end))
    is_price = span.acts[0].topic in ("price", "availability", "discount", "cheaper", "others")
    return span.scope in _ELSEWHERE and not names_home and not is_price
