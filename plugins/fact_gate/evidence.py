"""What may prove a claim that is no number: a home's lines with the things they name, and the house's entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.words.sentences import split
from plugins.fact_gate.claims import vectors
from plugins.fact_gate.measures import Measure, measures_in
from plugins.fact_gate.reading import plain
from plugins.fact_gate.things import things_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from plugins.fact_gate.facts import Facts, Written

MAX_LINES = 60  # of a home that are compared by meaning
LINE_NEAR = 0.4
NEAR = 0.05  # entries of the house that are so much less like a sentence than the nearest may be meant as well
_ELSEWHERE = re.compile(r"off premises|nearby|recommendations")
_PAID = re.compile(r"(?<!\w)(?:paid|extra cost|fee|charge|surcharge)(?!\w)")


@dataclass(frozen=True, slots=True)
class Line:
    """A plain line of what an owner wrote of a home."""

    text: str
    has: frozenset[str]  # things that it names and does not deny
    is_paid: bool


def lines_of(home: Written) -> tuple[Line, ...]:
    unit = home.unit
    return _lines((*home.described, *map(plain, (unit.name, *unit.highlights, *unit.features, *unit.accessibility))))


@lru_cache(maxsize=1024)
def _lines(written: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(text, frozenset(thing.id for thing in things_in(text) if not thing.denied), bool(_PAID.search(text)))
        for text in dict.fromkeys(written)
        if not _ELSEWHERE.search(text)
    )


def has(home: Written, thing: str) -> bool:
    """A feature of the vocabulary has a column; whatever else stands in the owner's words."""
    return thing in home.unit.features or any(thing in line.has for line in lines_of(home))


def is_free(home: Written, thing: str) -> bool:
    """Whether the home has it, and no line wants money for it."""
    lines = [line for line in lines_of(home) if thing in line.has]
    return has(home, thing) and not any(line.is_paid for line in lines)


def have_together(home: Written, things: Iterable[str]) -> bool:
    """Whether one line names all of them: "private" is said of the pool, and not of the way to the sea."""
    wanted = set(things)
    return any(wanted <= line.has for line in lines_of(home))


def likeness(home: Written, text: str) -> float:
    """How near the home's nearest line is in meaning."""
    lines = [line.text for line in lines_of(home)[:MAX_LINES]]
    return _likeness(vectors([text])[0], tuple(lines)) if lines else 0.0


def near_lines(home: Written, text: str) -> list[Line]:
    """Its lines that are near in meaning."""
    lines = lines_of(home)[:MAX_LINES]
    if not lines:
        return []
    scores = _stacked(tuple(line.text for line in lines)) @ vectors([text])[0]
    return [line for line, score in zip(lines, scores.tolist(), strict=True) if score >= LINE_NEAR]


def _likeness(vector: NDArray[np.float32], lines: tuple[str, ...]) -> float:
    return float((_stacked(lines) @ vector).max())


@lru_cache(maxsize=256)
def _stacked(lines: tuple[str, ...]) -> NDArray[np.float32]:
    import numpy as np

    return np.stack(vectors(lines))


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the house that is near to a sentence."""

    text: str
    likeness: float
    measures: frozenset[tuple[str, Any]]


def told_of(facts: Facts, text: str, topic: str = "") -> list[Told]:
    """The entries that a sentence may tell again, nearest first; those far behind the nearest are none.

    Args:
        topic: only those on it, if there are any.
    """
    entries = [entry for entry in facts.entries if entry.topic == topic] or facts.entries
    if not entries:
        return []
    vector = vectors([text])[0]
    texts = tuple(part for entry in entries for part in _parts(entry.question, entry.answer))
    scores = dict(zip(texts, (_stacked(texts) @ vector).tolist(), strict=True))
    found = [
        Told(
            entry.answer,
            max(scores[part] for part in _parts(entry.question, entry.answer)),
            frozenset((each.kind, each.value) for each in measures_of(entry.answer)),
        )
        for entry in entries
    ]
    found.sort(key=lambda told: -told.likeness)
    return [told for told in found if told.likeness >= found[0].likeness - NEAR]


def _parts(question: str, answer: str) -> tuple[str, ...]:
    return (question, answer, *_sentences(answer))


@lru_cache(maxsize=1024)
def _sentences(answer: str) -> Sequence[str]:
    parts = [part.strip() for sentence in split(answer) for part in sentence.split(";")]
    return tuple(part for part in parts if part) if len(parts) > 1 else ()


@lru_cache(maxsize=1024)
def measures_of(answer: str) -> tuple[Measure, ...]:
    return tuple(measures_in(answer))
