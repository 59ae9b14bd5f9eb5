"""Whether a clause asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plugins.understanding.acts.reader import ReadClause
from plugins.understanding.lexicon import Tagged
from plugins.understanding.message import Span
from plugins.understanding.requests import gives_up

LOOKED_AT = 3  # words at its beginning in which a question word makes a question
ASKED = 0.6  # probability of acts that ask
TERMS, SURE_OF_TERMS = "policy_cancellation", 0.85
LED_BY = 3  # tokens before the thing that a list goes on with: ", and the"
_ENDS = frozenset(".!…;")


def is_question(tagged: Tagged, clause: ReadClause) -> bool:
    """By its mark; by a word at its beginning that only questions begin with; or by what it does."""
    if is_marked(tagged, clause.start, clause.end):
        return True
    beginning = [index for index in range(clause.start, clause.end) if tagged.tokens[index].kind == "word"][:LOOKED_AT]
    begins = any(tagged.at(index, "asks") for index in beginning)
    terms = sum(act.confidence for act in clause.acts if act.label == TERMS)
    if gives_up(tagged, clause.start, clause.end) and not (begins and terms >= SURE_OF_TERMS):
        return False  # "ho detto che annullo" sounds like a question about the terms
    if begins:
        return True
    return sum(act.confidence for act in clause.acts if act.act == "ask") >= ASKED and clause.end - clause.start > 1


def is_marked(tagged: Tagged, start: int, end: int) -> bool:
    """Whether there is a question mark in tokens `start` to `end` (exclusive)."""
    return any(token.text in "?¿" for token in tagged.tokens[start:end])


def listed(tagged: Tagged, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The clauses with those marked that share the question mark at the end of their sentence: what asks before it, and
    what a list goes on from ("the house has a dishwasher and air con?")."""
    found = list(spans)
    for sentence in _sentences(tagged, spans):
        if not spans[sentence[-1]].is_marked:
            continue
        for at in reversed(sentence[:-1]):
            span, behind = found[at], found[at + 1]
            goes_on = span.scope == "house" and (behind.is_marked or behind.is_listed) and _is_item(tagged, behind)
            if span.asks or (goes_on and _names_thing(tagged, span)):
                found[at] = replace(span, asks=True, is_listed=True)
    return tuple(found)


def _sentences(tagged: Tagged, spans: Sequence[Span]) -> Iterator[list[int]]:
    """The positions of clauses by sentence."""
    sentence = list[int]()
    for at, span in enumerate(spans):
        sentence.append(at)
        if span.is_marked or any(token.text in _ENDS for token in tagged.tokens[span.end - 1 : span.end]):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _is_item(tagged: Tagged, span: Span) -> bool:
    """Whether a clause goes on with a list: a thing stands at its beginning, with nothing but "and the" before it."""
    index = span.start
    for _ in range(LED_BY):
        if tagged.at(index, "feature", "equipment"):
            return index > span.start
        lead = tagged.at(index, "people_plus", "people_one", "people_the")
        if lead is None and tagged.tokens[index].text not in (",", "/", "'", "’"):
            return False
        index = lead.end if lead else index + 1
        if index >= span.end:
            return False
    return tagged.at(index, "feature", "equipment") is not None


def _names_thing(tagged: Tagged, span: Span) -> bool:
    return any(tagged.at(index, "feature", "equipment") for index in range(span.start, span.end))
