"""What a message says of days, before a calendar makes dates of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DayKind = Literal["date", "day", "weekday", "offset", "nth"]  # "nth": of its weekdays, or days, in the month
PeriodKind = Literal[
    "month", "this_month", "part", "week", "weekend", "season", "holiday", "bridge", "calendar_week", "year"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """One day. Tokens `start` to `end` (exclusive); None is what the words leave open."""

    start: int
    end: int
    kind: DayKind
    day: int | None = None  # of kind "nth" which of them, from 1; -1: the last
    month: int | None = None
    year: int | None = None
    weekday: int | None = None  # 0 is Monday
    either: tuple[int, int] | None = None  # "5/6": each may be the month
    which: str | None = None  # "this", "next", "following", "after_next": of the weekday
    week: str | None = None  # the same, of the week that the weekday lies in
    month_which: str | None = None  # the same, of the month that the day lies in
    days: int = 0  # of an offset: from today; of a date or a weekday: further on
    months: int = 0  # of an offset
    is_firm: bool = False  # more than a number: "the 5th", "dia 5", "5."
    is_spelled: bool = False
    slip: str | None = None  # the word that stands where a month would and is none, but for a letter or at all
    holiday: str | None = None  # a day with a name, as one end of a range
    beside: Mention | None = None  # of a weekday: the day that it is the next one to, before it or behind it
    is_before: bool = False

    @property
    def is_bare(self) -> bool:
        """A number alone."""
        return self.kind == "day" and not self.is_firm and self.weekday is None and self.month_which is None

    @property
    def has_month(self) -> bool:
        return self.month is not None or self.either is not None or self.slip is not None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of days: "August", "the second week of May", "Easter", "next weekend"."""

    start: int
    end: int
    kind: PeriodKind
    month: int | None = None
    year: int | None = None
    which: str | None = None  # "this", "next", "following", "after_next", "any"
    part: str | None = None  # "begin", "mid", "end", "half", "fortnight", "week", "weekend", "days" of the month
    nth: int | None = None  # which of these parts, from 1; -1: the last
    count: int = 1  # how many of them: "the first two weeks"
    name: str | None = None  # of a season or a holiday
    day: Mention | None = None  # the week or the weekend of this day
    is_long: bool = False  # of a weekend
    is_full: bool = False  # of a week: from Monday to Sunday


@dataclass(frozen=True, slots=True)
class Length:
    start: int
    end: int
    nights: int
    least: int | None = None  # "3-4 nights": between `least` and `nights`
    is_weekend: bool = False
    sign: int = 0  # 1: so many more, -1: so many less than known
    is_weak: bool = False  # "a night", "the whole week": perhaps the unit of a price
    is_first: bool = False  # of a change: at the beginning of the stay


@dataclass(frozen=True, slots=True)
class Shift:
    start: int
    end: int
    days: int
    months: int = 0
    is_directed: bool = True  # else later or earlier was not said


@dataclass(frozen=True, slots=True)
class Following:
    """ "The next one": of what was spoken of before it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flexible:
    start: int
    end: int
    days: int


@dataclass(frozen=True, slots=True)
class YearWord:
    """ "Next year", "in 2027": of the dates beside it."""

    start: int
    end: int
    year: int | None = None
    which: str | None = None  # "this", "next", "past"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says how days belong together or to the stay; `what` is its category's value."""

    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Kept:
    """ "The way back doesn't change", "same number of nights": what stays as it is known."""

    start: int
    end: int
    what: str  # "check_in", "check_out" or "nights"


Piece = Mention | Stretch | Length | Shift | Following | Flexible | YearWord | Kept | Cue
