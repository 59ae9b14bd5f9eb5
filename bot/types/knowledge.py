"""What a business tells its guests in its own words, and what it was asked and could not answer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer of the house, as it was written."""

    entry_id: UUID
    question: str
    answer: str
    language: str  # ISO 639-1
    source: str  # the file that it came from
    title: str  # what guests are told that it is from
    key: str | None = None  # the same in every language that it is written in
    unit_id: UUID | None = None  # None: about the house, not about one home
    topic: str | None = None  # of the reading's topics, where it answers one whatever the words are


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that answers a part of the guest's message."""

    entry: Entry
    clause: int  # of turn.reading.clauses
    score: float  # how near, up to 1
    by_topic: bool = False  # only by its topic: nothing nearer was found


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that the house has no answer to."""

    topic: str
    question: str  # the guest's clause, without what tells who they are (bot.knowledge.scrubbing)
    language: str
    unit_id: UUID | None = None  # the one home that it was about
