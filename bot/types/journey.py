"""What is known of a guest's journey, and what one message says of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal, TypedDict, cast
from uuid import UUID

from bot.types.reading import Reading

Basis = Literal["night", "stay", "person"]  # what a price limit is for


@dataclass(frozen=True, slots=True)
class BudgetRange:
    """Price limits for one night unless `per` says otherwise: for the whole stay, or for one person a night."""

    min: Decimal | None = None
    max: Decimal | None = None
    currency: str | None = None  # ISO 4217; None: the tenant's
    per: Basis = "night"


@dataclass(frozen=True, slots=True)
class Period:
    """A span that the stay lies in while its days are not known: "August", "Easter week", "mid-May"."""

    start: date
    end: date  # its last day, included
    label: str | None = None  # the guest's words


@dataclass(frozen=True, slots=True)
class Told:
    """Which message a value came from, and how sure it is."""

    seq: int  # of the guest's message in its session
    at: datetime  # aware: by it the words of two channels are put in order
    sure: bool = True  # the message left no doubt of it
    session_id: UUID | None = None  # of a message in another session, which was joined afterwards


class IntentChange(TypedDict, total=False):
    """What one message states about the journey: a key that is absent was not mentioned, None takes it back."""

    check_in: date | None
    check_out: date | None
    nights: int | None
    guests: int | None
    adults: int | None
    children: int | None
    accommodation_type: str | None
    budget_range: BudgetRange | None
    preferences: tuple[str, ...]  # ids of bot.words.features; the new whole list
    exclusions: tuple[str, ...]  # ids of features that are not wanted; the new whole list
    period: Period | None
    flexible_days: int | None
    children_ages: tuple[int, ...]  # the new whole list
    infants: int | None
    place: str | None
    bedrooms: int | None
    bathrooms: int | None
    unit_id: UUID | None  # the unit the guest has chosen


@dataclass(frozen=True, slots=True)
class Intent:
    """What is known of the journey so far. None and empty mean unknown.

    `check_out` is the day of departure; `nights` is known alone when the guest gave a length without dates. A `period`
    is kept beside dates only while these lie in it: it is where a bare day is looked for.
    """

    check_in: date | None = None
    check_out: date | None = None
    nights: int | None = None
    guests: int | None = None
    adults: int | None = None
    children: int | None = None
    accommodation_type: str | None = None
    budget_range: BudgetRange | None = None
    preferences: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    period: Period | None = None
    flexible_days: int | None = None  # how far the dates may move either way
    children_ages: tuple[int, ...] = ()  # years, as far as they are known
    infants: int | None = None  # under two, counted among the children
    place: str | None = None  # a town or an area, as the guest calls it
    bedrooms: int | None = None  # at least
    bathrooms: int | None = None  # at least
    unit_id: UUID | None = None
    # Where each value came from, also one that was taken back: by its field, features by `feature_source`.
    sources: Mapping[str, Told] = field(default_factory=dict, compare=False)

    def changed(self, change: IntentChange) -> Intent:
        """Apply a change and keep dates and nights consistent with each other."""
        changed = replace(self, **change)
        return changed._with_consistent_dates(change)._with_consistent_wishes(change)._with_consistent_party()

    def _with_consistent_dates(self, change: IntentChange) -> Intent:
        start, end, nights = self.check_in, self.check_out, self.nights
        if start and change.get("period") and "check_in" not in change and not self._lies_in_period():
            start = end = None  # the guest speaks of another time now; how long they stay does not change
        if start and nights and "check_out" not in change and ("nights" in change or "check_in" in change):
            end = start + timedelta(days=nights)
        if start and end and end <= start:  # an older departure does not survive a later arrival
            end = None
        if start and end:
            nights = (end - start).days
        elif "check_out" in change and change["check_out"] is None and "nights" not in change:
            nights = None
        period = self.period if start is None or self._lies_in_period() else None  # the stay was moved out of it
        return replace(self, check_in=start, check_out=end, nights=nights, period=period)

    def _lies_in_period(self) -> bool:
        start, period = self.check_in, self.period
        return start is not None and period is not None and period.start <= start <= period.end

    def _with_consistent_wishes(self, change: IntentChange) -> Intent:
        """What was said last wins: nothing is wanted and unwanted at once."""
        if "preferences" in change:
            kept = tuple(item for item in self.exclusions if item not in self.preferences)
            return replace(self, exclusions=kept)
        kept = tuple(item for item in self.preferences if item not in self.exclusions)
        return replace(self, preferences=kept)

    def _with_consistent_party(self) -> Intent:
        """Ages and infants are of the children, as many as there are."""
        children = self.children
        if children is None:
            return self
        infants = None if self.infants is None else min(self.infants, children)
        return replace(self, children_ages=self.children_ages[:children], infants=infants or None)

    def told(self, before: Intent, stated: Collection[str], certain: Collection[str], by: Told) -> Intent:
        """With `by` as the source of all that a message stated, or changed since `before`."""
        all_certain = set(stated) <= set(certain)
        sources = dict(self.sources)
        for name, of in self._touched(before, stated):
            sure = of in certain or (of not in stated and all_certain)
            sources[name] = replace(by, sure=sure)
        return replace(self, sources=sources)

    def _touched(self, before: Intent, stated: Collection[str]) -> Iterator[tuple[str, str]]:
        """The sources' keys, each with its field."""
        for name in _VALUES:
            if name in stated or getattr(self, name) != getattr(before, name):
                yield name, name
        for name in _FEATURES:
            for feature in set(getattr(self, name)) ^ set(getattr(before, name)):
                yield feature_source(feature), name

    @property
    def is_complete(self) -> bool:
        """Whether a quote can be made: both dates and the party are known."""
        return self.check_in is not None and self.check_out is not None and self.guests is not None

    @property
    def has_frame(self) -> bool:
        """Whether the journey is known well enough to speak of it: days or a period, and the party."""
        return self.is_complete or (self.period is not None and self.guests is not None)

    @property
    def is_lead(self) -> bool:
        """Whether staff should know of it: the journey is complete and a unit is chosen."""
        return self.is_complete and self.unit_id is not None


_FEATURES = ("preferences", "exclusions")
_VALUES = tuple(item.name for item in fields(Intent) if item.name not in (*_FEATURES, "sources"))


def feature_source(feature: str) -> str:
    """The key of Intent.sources for a feature that is, or was, wished for or excluded."""
    return f"feature:{feature}"


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question the guest must answer before an ambiguous statement counts ("5/6": May or June?)."""

    about: str  # the intent's field
    options: tuple[str, ...]  # the readings, as the field's JSON values
    text: str | None = None  # the words that were ambiguous


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one plugin read in the messages of a turn."""

    change: IntentChange = field(default_factory=lambda: IntentChange())
    clarifications: tuple[Clarification, ...] = ()
    language: str | None = None  # ISO 639-1 of the guest's messages; None: unsure
    certain: frozenset[str] = frozenset()  # fields of `change` that the messages leave no doubt of
    reading: Reading | None = None  # what the messages do and are about

    @property
    def settled(self) -> IntentChange:
        """The change without what is asked about: that does not count until the guest has answered."""
        asked = {clarification.about for clarification in self.clarifications}
        kept = {field: value for field, value in self.change.items() if field not in asked}
        return cast(IntentChange, kept)
