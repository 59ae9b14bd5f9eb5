"""What a message states of the stay, before a calendar makes dates of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from plugins.understanding.dates.mention import Cue, Flexible, Length, Mention, Piece, Shift, Stretch, YearWord
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context


@dataclass(slots=True)
class Statement:
    """Filled step by step by `compose`."""

    arrival: Mention | None = None
    departure: Mention | None = None
    alternatives: list[tuple[Mention, Mention | None]] = field(default_factory=list)  # "the 5th or the 6th"
    departures: list[Mention] = field(default_factory=list)  # "back on the 26th or the 28th"
    landmark: Mention | None = None  # a date that is neither end: weekdays lie by it
    stretch: Stretch | None = None
    other_stretch: Stretch | None = None  # "late June or early July"
    length: Length | None = None
    shift: Shift | None = None
    shifted: str | None = None  # "check_in" or "check_out": only this end
    follows: bool = False  # "the next one"
    is_arrival_said: bool = False  # a word of arriving or leaving leads the arrival
    flexible: Flexible | None = None
    year: YearWord | None = None
    is_range: bool = False  # both ends were named together
    is_between: bool = False  # "between" them: so many nights as are said, where they are fewer
    is_correction: bool = False
    keeps_days: bool = False  # "same days"
    kept: frozenset[str] = frozenset()  # fields that are to stay as they are known
    instead_of: Mention | None = None  # the day that is called off for another: "Sunday, not Monday"
    forgets: bool = False  # "forget the dates"

    @property
    def is_empty(self) -> bool:
        named = (self.arrival, self.departure, self.stretch, self.length, self.shift, self.flexible)
        return not (any(named) or self.alternatives or self.departures or self.forgets or self.follows)


@dataclass(frozen=True, slots=True)
class Scene:
    """The pieces of a message and what is known around them."""

    pieces: tuple[Piece, ...]
    words: Words
    context: Context
    aside: tuple[Mention, ...] = ()  # days that are none of the stay
    called_off: tuple[Piece, ...] = ()

    def cue(self, index: int) -> str | None:
        """What the piece at an index is, if it is a cue."""
        piece = self.pieces[index] if 0 <= index < len(self.pieces) else None
        return piece.what if isinstance(piece, Cue) else None

    def cues(self, start: int, end: int) -> set[str]:
        return {piece.what for piece in self.pieces[start:end] if isinstance(piece, Cue)}


@dataclass(frozen=True, slots=True)
class End:
    """A day among the pieces."""

    index: int
    day: Mention
    is_listed: bool = False  # the first of several days in a row
