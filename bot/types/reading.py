"""A guest's message as it was understood: clauses, each with what it does and is about (UNDERSTANDING.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SURE = 0.5  # confidence from which an act counts
POSSIBLE = 0.3  # and from which a guest is asked whether it is meant
# Whose or what a clause speaks of. Only the first says anything about the journey that is being planned.
Scope = Literal["trip", "past", "other_trip", "event", "house", "elsewhere"]
# What acts ask about: their topics are what guests want to know.
ASKING = frozenset({"ask", "demand"})
GENERAL = frozenset({"amenity", "other"})  # topics that name nothing
# How a clause speaks of a feature.
Stance = Literal["wish", "question", "exclude", "retract", "remark"]


@dataclass(frozen=True, slots=True)
class Act:
    """What a clause may do. `label` is one of plugins.understanding's labels, `act` and `topic` its two halves:
    "parking" asks about the topic parking, "book" is an act without a topic."""

    label: str
    act: str
    topic: str | None
    confidence: float  # calibrated: of ten acts with 0.9 nine are right


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A feature (an id of bot.words.features) and how it is spoken of."""

    feature: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Clause:
    text: str  # as the guest wrote it
    acts: tuple[Act, ...]  # likeliest first
    scope: Scope = "trip"
    asks: bool = False  # a question
    features: tuple[Mentioned, ...] = ()
    ordinals: tuple[int, ...] = ()  # positions among the units shown, from 1; -1: the last
    states: frozenset[str] = frozenset()  # fields of the journey that were read in it
    facts: tuple[str, ...] = ()  # what of a home or a request it names: bedrooms, size, rating, own_name …
    remarks: tuple[str, ...] = ()  # how it is meant: later, outrage, recommend, each (of a price), currency …
    months: tuple[int, ...] = ()  # that it names, 1 to 12
    details: tuple[str, ...] = ()  # what it asks beyond whether a thing is there: bot.words.details

    @property
    def act(self) -> Act | None:
        """The likeliest, however unlikely it is."""
        return self.acts[0] if self.acts else None

    @property
    def topics(self) -> tuple[str, ...]:
        """What it asks about. A feature says it better than the topic that all features share."""
        act = self.act
        topic = act.topic if act and act.act in ASKING and act.confidence >= SURE else None
        asked = tuple(item.feature for item in self.features if item.stance == "question")
        if topic is None or (topic in GENERAL and asked):
            return asked
        return (topic, *asked)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a turn's messages, used by everybody. Empty where nobody could read."""

    clauses: tuple[Clause, ...] = ()
    language: str | None = None  # ISO 639-1; None: unsure

    def is_only(self, *acts: str, confidence: float = SURE) -> bool:
        """Whether every clause does one of these and nothing else, as surely as that. False where nothing was read."""
        shares = (sum(act.confidence for act in clause.acts if act.act in acts) for clause in self.clauses)
        return bool(self.clauses) and all(share >= confidence for share in shares)

    @property
    def topics(self) -> tuple[str, ...]:
        """What is asked about, each once: the topics of acts that are sure, and features by their ids."""
        return tuple(dict.fromkeys(topic for clause in self.clauses for topic in clause.topics))
