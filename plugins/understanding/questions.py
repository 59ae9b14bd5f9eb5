"""Whether a clause asks."""

from __future__ import annotations

from plugins.understanding.acts.reader import ReadClause
from plugins.understanding.lexicon import Tagged

LOOKED_AT = 3  # words at its beginning in which a question word makes a question
ASKED = 0.6  # probability of acts that ask


def is_question(tagged: Tagged, clause: ReadClause) -> bool:
    """By its mark; by a word at its beginning that only questions begin with; or by what it does."""
    if is_marked(tagged, clause.start, clause.end):
        return True
    beginning = [index for index in range(clause.start, clause.end) if tagged.tokens[index].kind == "word"][:LOOKED_AT]
    if any(tagged.at(index, "asks") for index in beginning):
        return True
    return sum(act.confidence for act in clause.acts if act.act == "ask") >= ASKED and clause.end - clause.start > 1


def is_marked(tagged: Tagged, start: int, end: int) -> bool:
    """Whether there is a question mark in tokens `start` to `end` (exclusive)."""
    return any(token.text in "?¿" for token in tagged.tokens[start:end])
