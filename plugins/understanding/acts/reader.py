"""Clauses with what they do, what they are about and how they speak of features: the learned part of the reading.

The quick encoder divides a sentence and reads it; where it is not sure, or a feature is named (what is wanted of it is
the hardest to tell), the clause and its sentence are read by both encoders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.types import Act
from bot.types.reading import ASKING
from plugins.understanding.acts.clauses import pieces, sentences
from plugins.understanding.acts.encoders import careful, joined, quick
from plugins.understanding.acts.heads import TOLD, centre, head
from plugins.understanding.acts.labels import act_of
from plugins.understanding.lexicon import Tagged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT = 3  # acts of a clause
MAX_SPANS = 40  # texts encoded for one message
MAX_CHARS = 500  # of a clause that the encoder is given
MAX_CAREFUL_CHARS = 600  # of a message that the careful encoder is given
MAX_WORK = 600  # tokens of a sentence times its pieces: a longer one is taken whole
CLAUSE_COST = 0.5  # certainty that a further clause must bring; by training/clauses.jsonl
SURE = 0.9  # of an act, and ...
SURE_SCOPE = 0.7  # ... of what it is about: from there the quick encoder's reading is as right as that of both
LIKELY = 0.5
_AFTER_BOOKING = frozenset({"after_booking_change", "after_booking_cancel"})
_TELLING_OF_BOOKING = _AFTER_BOOKING | {"book", "past_stay_talk", "state_trip", "ask_booking_reference"}
_TAGS = frozenset({"yes", "no", "unclear"})
_EDGES = re.compile(r"^[\W_]+|[^\w?]+$")
_BLANKS = re.compile(r"\s+")

Place = tuple[int, int]  # tokens from, to (exclusive)


@dataclass(frozen=True, slots=True)
class ReadClause:
    """Tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    acts: tuple[Act, ...]  # likeliest first
    scopes: Mapping[str, float]  # bot.types.Scope → probability
    stances: Mapping[str, float]  # bot.types.Stance → probability
    tells: Mapping[str, float]  # one of heads.TOLD → probability that the clause tells it of the trip


@dataclass(frozen=True, slots=True)
class _Shares:
    """Probabilities of one text."""

    act: list[tuple[str, float]]  # likeliest first
    scope: dict[str, float]
    stance: dict[str, float]
    tells: dict[str, float]


def plain(text: str) -> str:
    """A clause as the encoder is given it: capitals and marks around it carry no meaning, a question mark does."""
    return _BLANKS.sub(" ", _EDGES.sub("", text)).lower()[:MAX_CHARS] or text.strip()[:MAX_CHARS]


def read_clauses(text: str, tagged: Tagged) -> tuple[ReadClause, ...]:
    """The clauses of a text, in order and without gaps; empty for a text without tokens. Computes some milliseconds."""
    plans = [pieces(tagged, start, end) for start, end in sentences(tagged, text)]
    spans: dict[Place, str] = {}
    for plan in plans:
        for start, end in _candidates(plan, MAX_SPANS - len(spans)):
            spans[start, end] = plain(text[tagged.tokens[start].start : tagged.tokens[end - 1].end])
    if not spans:
        return ()
    vectors = dict(zip(spans, quick(list(spans.values())), strict=True))
    ranked = dict(zip(spans, head("act_quick").ranked(_stacked(vectors, spans), KEPT), strict=True))
    divided = [(_whole(plan), _segmented(plan, ranked)) for plan in plans]
    shares = _shares(divided, spans, vectors, tagged)
    return tuple(
        ReadClause(
            *span,
            acts=tuple(act_of(label, share) for label, share in read.act),
            scopes=_mean(read.scope, shares[sentence].scope),
            stances=read.stance,
            tells=_told_by(read.tells, shares[sentence].tells),
        )
        for sentence, clauses in divided
        for span, read in _rejoined(sentence, clauses, shares)
    )


def _whole(plan: Sequence[Place]) -> Place:
    return plan[0][0], plan[-1][1]


def _shares(
    divided: Sequence[tuple[Place, Sequence[Place]]],
    texts: Mapping[Place, str],
    vectors: Mapping[Place, NDArray[np.float32]],
    tagged: Tagged,
) -> dict[Place, _Shares]:
    """What the heads say of every clause and every sentence."""
    places = list(dict.fromkeys(place for sentence, clauses in divided for place in (*clauses, sentence)))
    found = _read(places, _stacked(vectors, places), "_quick")
    unsure, room = list[Place](), MAX_CAREFUL_CHARS
    for place in places:
        if (_names_feature(tagged, place) or not _is_sure(found[place])) and len(texts[place]) <= room:
            unsure.append(place)
            room -= len(texts[place])
    if unsure:
        both = joined(_stacked(vectors, unsure), careful([texts[place] for place in unsure]), centre())
        found |= _read(unsure, both)
    return found


def _rejoined(
    sentence: Place, clauses: Sequence[Place], shares: Mapping[Place, _Shares]
) -> list[tuple[Place, _Shares]]:
    """Clauses that are none of their own: what leads to a change of a booking ("I have booked, but must cancel"), and
    what asks whether it is all right ("we bring a dog, is that ok?")."""
    label, share = shares[sentence].act[0]
    if label in _AFTER_BOOKING and share >= LIKELY and shares[clauses[0]].act[0][0] in _TELLING_OF_BOOKING:
        return [(sentence, shares[sentence])]
    found = [(clauses[0], shares[clauses[0]])]
    for place in clauses[1:]:
        (start, _), before = found[-1]
        if shares[place].act[0][0] in _TAGS and act_of(*before.act[0]).act in ASKING and place[1] == sentence[1]:
            whole = (start, place[1])
            surer = max(before, shares.get(whole, before), key=lambda read: read.act[0][1])
            found[-1] = (whole, surer)
        else:
            found.append((place, shares[place]))
    return found


def _read(places: Sequence[Place], vectors: NDArray[np.float32], kind: str = "") -> dict[Place, _Shares]:
    acts = head(f"act{kind}").ranked(vectors, KEPT)
    scopes, stances = (head(f"{name}{kind}").shares(vectors) for name in ("scope", "stance"))
    told = {field: head(f"tells_{field}{kind}").shares(vectors) for field in TOLD}
    return {
        place: _Shares(act, scope, stance, {field: shares[at]["yes"] for field, shares in told.items()})
        for at, (place, act, scope, stance) in enumerate(zip(places, acts, scopes, stances, strict=True))
    }


def _stacked(vectors: Mapping[Place, NDArray[np.float32]], places: Iterable[Place]) -> NDArray[np.float32]:
    import numpy as np

    return np.stack([vectors[place] for place in places])


def _is_sure(shares: _Shares) -> bool:
    return shares.act[0][1] >= SURE and max(shares.scope.values()) >= SURE_SCOPE


def _names_feature(tagged: Tagged, place: Place) -> bool:
    return any(tagged.at(index, "feature", "feature_not", "stairs", "view") for index in range(*place))


def _mean(clause: Mapping[str, float], sentence: Mapping[str, float]) -> dict[str, float]:
    """Geometric mean of what a clause and its whole sentence are about: ", my mother" alone is anybody's mother."""
    joint = {label: (share * sentence[label]) ** 0.5 for label, share in clause.items()}
    total = sum(joint.values())
    return {label: share / total for label, share in joint.items()}


def _told_by(clause: Mapping[str, float], sentence: Mapping[str, float]) -> dict[str, float]:
    """What a clause tells: no less than its whole sentence does, which says more than "and a cot" alone."""
    return {field: max(share, sentence[field]) for field, share in clause.items()}


def _candidates(plan: Sequence[Place], room: int) -> list[Place]:
    """Every run of neighbouring pieces; where that is too much, the whole sentence."""
    count = len(plan)
    if count * (count + 1) // 2 > room or count * (plan[-1][1] - plan[0][0]) > MAX_WORK:
        return [(plan[0][0], plan[-1][1])]
    return [(plan[first][0], plan[last][1]) for first in range(count) for last in range(first, count)]


def _segmented(plan: Sequence[Place], ranked: Mapping[Place, list[tuple[str, float]]]) -> list[Place]:
    """The division of a sentence with the most certainty: dynamic programming over its pieces. Neighbours that do the
    same are one clause."""
    if plan[0] not in ranked:
        return [(plan[0][0], plan[-1][1])]  # too many pieces: it was taken whole
    best: list[tuple[float, list[Place]]] = [(0.0, [])]
    for last in range(len(plan)):
        options = []
        for first in range(last + 1):
            span = (plan[first][0], plan[last][1])
            options.append((best[first][0] + ranked[span][0][1] - CLAUSE_COST, [*best[first][1], span]))
        best.append(max(options, key=lambda option: option[0]))
    return _joined(best[-1][1], ranked)


def _joined(spans: Sequence[Place], ranked: Mapping[Place, list[tuple[str, float]]]) -> list[Place]:
    found = [spans[0]]
    for span in spans[1:]:
        whole = (found[-1][0], span[1])
        if ranked[found[-1]][0][0] == ranked[span][0][0] == ranked[whole][0][0]:
            found[-1] = whole
        else:
            found.append(span)
    return found
