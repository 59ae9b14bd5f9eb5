"""Clauses with what they do, what they are about and how they speak of features: the learned part of the reading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.types import Act
from plugins.understanding.acts.clauses import pieces, sentences
from plugins.understanding.acts.heads import encoded, head
from plugins.understanding.acts.labels import act_of
from plugins.understanding.lexicon import Tagged

KEPT = 3  # acts of a clause
MAX_SPANS = 40  # texts encoded for one message
MAX_CHARS = 500  # of a clause that the encoder is given
MAX_WORK = 600  # tokens of a sentence times its pieces: a longer one is taken whole
CLAUSE_COST = 0.5  # certainty that a further clause must bring; by training/clauses.jsonl
_EDGES = re.compile(r"^[\W_]+|[^\w?]+$")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ReadClause:
    """Tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    acts: tuple[Act, ...]  # likeliest first
    scopes: Mapping[str, float]  # bot.types.Scope → probability
    stances: Mapping[str, float]  # bot.types.Stance → probability


def plain(text: str) -> str:
    """A clause as the encoder is given it: capitals and marks around it carry no meaning, a question mark does."""
    return _BLANKS.sub(" ", _EDGES.sub("", text)).lower()[:MAX_CHARS] or text.strip()[:MAX_CHARS]


def read_clauses(text: str, tagged: Tagged) -> tuple[ReadClause, ...]:
    """The clauses of a text, in order and without gaps; empty for a text without tokens. Computes some milliseconds."""
    plans = [pieces(tagged, start, end) for start, end in sentences(tagged, text)]
    spans: dict[tuple[int, int], str] = {}
    for plan in plans:
        for start, end in _candidates(plan, MAX_SPANS - len(spans)):
            spans[start, end] = plain(text[tagged.tokens[start].start : tagged.tokens[end - 1].end])
    if not spans:
        return ()
    vectors = encoded(list(spans.values()))
    ranked = dict(zip(spans, head("act").ranked(vectors, KEPT), strict=True))
    scopes, stances = (dict(zip(spans, head(name).shares(vectors), strict=True)) for name in ("scope", "stance"))
    return tuple(
        ReadClause(
            *span,
            acts=tuple(act_of(label, share) for label, share in ranked[span]),
            scopes=_together(scopes[span], scopes[plan[0][0], plan[-1][1]]),
            stances=stances[span],
        )
        for plan in plans
        for span in _segmented(plan, ranked)
    )


def _together(clause: Mapping[str, float], sentence: Mapping[str, float]) -> dict[str, float]:
    """Geometric mean of what a clause and its whole sentence are about: ", my mother" alone is anybody's mother."""
    joint = {label: (share * sentence[label]) ** 0.5 for label, share in clause.items()}
    total = sum(joint.values())
    return {label: share / total for label, share in joint.items()}


def _candidates(plan: Sequence[tuple[int, int]], room: int) -> list[tuple[int, int]]:
    """Every run of neighbouring pieces; where that is too much, the whole sentence."""
    count = len(plan)
    if count * (count + 1) // 2 > room or count * (plan[-1][1] - plan[0][0]) > MAX_WORK:
        return [(plan[0][0], plan[-1][1])]
    return [(plan[first][0], plan[last][1]) for first in range(count) for last in range(first, count)]


def _segmented(
    plan: Sequence[tuple[int, int]], ranked: Mapping[tuple[int, int], list[tuple[str, float]]]
) -> list[tuple[int, int]]:
    """The division of a sentence with the most certainty: dynamic programming over its pieces. Neighbours that do the
    same are one clause."""
    if plan[0] not in ranked:
        return [(plan[0][0], plan[-1][1])]  # too many pieces: it was taken whole
    best: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
    for last in range(len(plan)):
        options = []
        for first in range(last + 1):
            span = (plan[first][0], plan[last][1])
            options.append((best[first][0] + ranked[span][0][1] - CLAUSE_COST, [*best[first][1], span]))
        best.append(max(options, key=lambda option: option[0]))
    return _joined(best[-1][1], ranked)


def _joined(
    spans: Sequence[tuple[int, int]], ranked: Mapping[tuple[int, int], list[tuple[str, float]]]
) -> list[tuple[int, int]]:
    found = [spans[0]]
    for span in spans[1:]:
        whole = (found[-1][0], span[1])
        if ranked[found[-1]][0][0] == ranked[span][0][0] == ranked[whole][0][0]:
            found[-1] = whole
        else:
            found.append(span)
    return found
