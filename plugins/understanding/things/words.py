"""Which features and kinds the words of a message name."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.understanding.acts.scopes import has_sign
from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message, Span

FOREIGN_LENGTH = 6  # "chat" is no cat in an English message
LIKELY = 0.5  # probability of a wish
SURE = 0.7  # that a clause wishes for a thing or does not want it
NEVER = ("thing_idiom", "people_leaves")


def named(message: Message, start: int, end: int, *categories: str) -> Iterator[Item]:
    """Phrases of the categories between two tokens, without those inside a longer one or inside an idiom."""
    tagged, covered = message.tagged, start
    for index in range(start, end):
        if index < covered:
            continue
        never = tagged.at(index, *NEVER)
        item = tagged.at(index, *categories)
        if never and not never.is_foreign and (item is None or never.end >= item.end):
            covered = never.end
            continue
        if item is None or item.end > end:
            continue
        if item.is_foreign and len(tagged.tokens[index].plain) < FOREIGN_LENGTH:
            continue
        covered = item.end
        yield item


def may_wish(message: Message, span: Span) -> bool:
    """Whether a clause may say what the guest wishes of a home. One about the house ("a house with a pool", and no
    question) does so too where it sounds like a wish; so does one that nothing but its sound makes a tale ("forget the
    fireplace, she's changed her mind")."""
    if span.scope in ("trip", "house"):
        return True  # "have you flats with a pool?" seeks one
    if message.has_mark(span):
        return False
    stances = span.stances
    if span.scope == "elsewhere" and stances.get("wish", 0.0) >= LIKELY:
        return True
    if span.scope == "elsewhere" and has_else(message, span.start, span.end):
        return True
    if has_sign(message.tagged, span.start, span.end, span.scope):
        return False
    if span.scope == "elsewhere" and any(named(message, span.start, span.end, "kind", "flat_size")):
        return True
    speaks = sum(stances.get(stance, 0.0) for stance in ("wish", "exclude", "retract"))
    return speaks >= SURE


def has_else(message: Message, start: int, end: int) -> bool:
    """ "And the heating, or else we freeze": what the guest cannot be without."""
    items = (message.tagged.at(index, "thing_else") for index in range(start, end))
    return any(item is not None and not item.is_foreign for item in items)
