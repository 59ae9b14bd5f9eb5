"""What a clause is about, of the learned probabilities and a few plain words."""

from __future__ import annotations

from typing import cast

from bot.types import Scope
from plugins.understanding.acts.reader import ReadClause
from plugins.understanding.lexicon import Tagged

SURE = 0.6  # from which a clause is about another thing than the trip: a statement lost is worse asked for again
_TELLING = {"past_stay": "past", "other_trip": "other_trip"}


def scope_of(clause: ReadClause, tagged: Tagged) -> Scope:
    """The trip, unless the reader is sure that it is about something else."""
    scopes = dict(clause.scopes)
    for act in clause.acts:
        if act.act == "tell" and act.topic in _TELLING:
            other = _TELLING[act.topic]
            doubt = 1 - scopes["trip"]  # ", my mother" alone is anybody's mother
            scopes[other] = max(scopes[other], act.confidence * doubt)
    others = {scope: share for scope, share in scopes.items() if scope != "trip"}
    if sum(others.values()) < SURE:
        return "trip"
    likeliest = max(others, key=lambda scope: others[scope])
    return cast(Scope, likeliest)  # the head's labels are Scope's values
