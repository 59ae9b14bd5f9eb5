"""What every reader of values gets: a message with all that its words may mean, and what is known around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.types import Act, Clarification, Intent, IntentChange, Scope
from plugins.understanding.lexicon import Tagged
from plugins.understanding.numbers import Numbers


@dataclass(frozen=True, slots=True)
class Context:
    """Around a message."""

    today: date  # at the property; no day before it is ever read
    known: Intent  # before the message
    region: str | None = None  # ISO 3166-1 of the guest's locale: decides "5/6" in English, holidays, "$"
    currency: str | None = None  # the tenant's, ISO 4217
    asked: frozenset[str] = frozenset()  # the intent's fields that the bot's last message asked for
    question: Message | None = None  # that message
    before: Message | None = None  # the guest's last one, where this one is short enough to go on with it
    counted: bool = False  # the guest said how long the stay is rather than until when
    shown: int = 0  # units that an ordinal may choose from
    places: frozenset[str] = frozenset()  # towns and areas where the tenant has units, folded


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `start` to `end` (exclusive): a clause, with its scope."""

    start: int
    end: int
    scope: Scope = "trip"
    asks: bool = False
    is_marked: bool = False  # it has a question mark
    acts: tuple[Act, ...] = ()  # likeliest first
    stances: Mapping[str, float] = field(default_factory=dict)  # bot.types.Stance → probability for features in it
    tells: Mapping[str, float] = field(default_factory=dict)  # a family → probability that it tells it of the trip
    is_listed: bool = False  # one of several things that its sentence asks about: "has it wifi, a lift and parking?"


@dataclass(frozen=True, slots=True)
class Message:
    text: str
    tagged: Tagged
    numbers: Numbers
    spans: tuple[Span, ...]

    def span_of(self, index: int) -> Span:
        """The clause that a token belongs to; of a text without clauses ("...") one of its own."""
        at = bisect_right(self.spans, index, key=lambda span: span.start) - 1
        return self.spans[at] if at >= 0 else Span(index, index + 1)

    def has_mark(self, span: Span) -> bool:
        """Whether a clause asks by its mark. `Span.asks` is wider: it is learned, and taken in by a topic alone."""
        return span.is_marked

    def is_about_trip(self, index: int) -> bool:
        return self.span_of(index).scope == "trip"

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Runs of clauses that speak of the trip, as token ranges: a range may go over several clauses."""
        start: int | None = None
        for span in self.spans:
            if span.scope == "trip":
                start = span.start if start is None else start
            elif start is not None:
                yield start, span.start
                start = None
        if start is not None:
            yield start, len(self.tagged.tokens)


@dataclass(frozen=True, slots=True)
class Stated:
    """What one reader found in a message."""

    change: IntentChange = field(default_factory=lambda: IntentChange())
    clarifications: tuple[Clarification, ...] = ()
    certain: frozenset[str] = frozenset()
    taken: frozenset[int] = frozenset()  # tokens that were understood: no other reader counts their numbers
