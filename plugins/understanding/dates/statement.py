"""What a message states of the stay: which of its days is the arrival and which the departure, by the words around
them; lengths, shifts and spans beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plugins.understanding.dates.mention import Cue, Flexible, Length, Mention, Piece, Shift, Stretch, YearWord
from plugins.understanding.dates.stretches import day_of
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context

_JOINTS = frozenset({"to", "until"})
_BESIDE_JOINT = frozenset({"to", "until", "and", "comma", "leave", "stay", "from"})
_FROM = frozenset({"from", "arrive"})
_UNTIL = frozenset({"until", "leave"})
_MONTHS_APART = 2  # tokens between two dates that make a range without a word


@dataclass(slots=True)
class Statement:
    """Filled step by step."""

    arrival: Mention | None = None
    departure: Mention | None = None
    alternatives: list[Mention] = field(default_factory=list)  # "the 5th or the 6th"
    stretch: Stretch | None = None
    other_stretch: Stretch | None = None  # "late June or early July"
    length: Length | None = None
    shift: Shift | None = None
    shifted: str | None = None  # "arrive" or "leave": only this end
    flexible: Flexible | None = None
    year: YearWord | None = None
    is_range: bool = False  # both ends were named together
    is_correction: bool = False
    keeps_days: bool = False  # "same days"
    forgets: bool = False
    used: list[Piece] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        named = (self.arrival, self.departure, self.stretch, self.length, self.shift, self.flexible)
        return not any(named) and not (self.alternatives or self.forgets)


@dataclass(frozen=True, slots=True)
class _End:
    """A day among the pieces."""

    index: int
    day: Mention


def state(pieces: Sequence[Piece], words: Words, context: Context) -> Statement:
    statement = Statement()
    cues = {piece.what for piece in pieces if isinstance(piece, Cue)}
    statement.is_correction = bool(cues & {"correct", "move"})
    statement.keeps_days, statement.forgets = "same" in cues, "forget" in cues
    _take_spans(statement, pieces)
    ends = _ends(pieces, statement)
    ranges = list(_ranges(ends, pieces, words, context, statement))
    if ranges:
        _take_range(statement, ranges, pieces)
    taken = {end.index for pair in ranges for end in pair}
    _take_lone(statement, [end for end in ends if end.index not in taken], pieces, words, context)
    _take_shifted(statement, pieces)
    return statement


def _take_spans(statement: Statement, pieces: Sequence[Piece]) -> None:
    """Lengths, shifts, spans: of several spans the last, or two that are joined."""
    for index, piece in enumerate(pieces):
        match piece:
            case Length():
                if statement.length is None or not piece.is_weak or statement.length.is_weak:
                    statement.length = piece
            case Shift():
                statement.shift = piece
            case Flexible():
                statement.flexible = piece
            case YearWord():
                statement.year = piece
            case Stretch():
                if statement.stretch and _are_joined(index, pieces):
                    statement.other_stretch = statement.stretch
                elif statement.stretch and _is_vaguer(piece, statement.stretch):
                    continue
                statement.stretch = piece
            case _:
                continue
        statement.used.append(piece)


def _is_vaguer(new: Stretch, old: Stretch) -> bool:
    """ "Easter, perhaps in April": the first says more."""
    return new.kind in ("month", "season") and new.part is None and old.kind in ("holiday", "bridge", "week", "weekend")


def _are_joined(index: int, pieces: Sequence[Piece]) -> bool:
    before = [piece for piece in pieces[max(0, index - 2) : index] if isinstance(piece, Cue)]
    return any(cue.what in ("or", "and", "to", "until", "comma") for cue in before) and any(
        isinstance(piece, Stretch) for piece in pieces[max(0, index - 3) : index]
    ) and not any(cue.what in ("correct",) for cue in before)


def _ends(pieces: Sequence[Piece], statement: Statement) -> list[_End]:
    """Days, and holidays that stand where days stand: "from Good Friday to Easter Monday"."""
    found: list[_End] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, Mention):
            found.append(_End(index, piece))
        elif isinstance(piece, Stretch) and _is_beside_joint(index, pieces):
            day = day_of(piece)
            if day:
                found.append(_End(index, day))
    return found


def _is_beside_joint(index: int, pieces: Sequence[Piece]) -> bool:
    around = [pieces[at] for at in (index - 1, index + 1) if 0 <= at < len(pieces)]
    return any(isinstance(cue, Cue) and cue.what in _JOINTS | {"arrive", "leave", "from"} for cue in around)


def _ranges(
    ends: Sequence[_End], pieces: Sequence[Piece], words: Words, context: Context, statement: Statement
) -> Iterator[tuple[_End, _End]]:
    index = 0
    while index + 1 < len(ends):
        first, second = ends[index], ends[index + 1]
        if _joined(first, second, pieces) and _is_range(first.day, second.day, first, pieces, words, context, statement):
            yield first, second
            index += 2
        else:
            index += 1


def _joined(first: _End, second: _End, pieces: Sequence[Piece]) -> bool:
    between = pieces[first.index + 1 : second.index]
    cues = [cue.what for cue in between if isinstance(cue, Cue)]
    if len(cues) < len(between):
        return False
    if not cues:
        both_dated = first.day.has_month and second.day.has_month
        return both_dated and second.day.start - first.day.end <= _MONTHS_APART
    if set(cues) & _JOINTS:
        return set(cues) <= _BESIDE_JOINT
    before = pieces[first.index - 1] if first.index else None
    return cues == ["and"] and isinstance(before, Cue) and before.what == "between"


def _is_range(
    first: Mention,
    second: Mention,
    end: _End,
    pieces: Sequence[Piece],
    words: Words,
    context: Context,
    statement: Statement,
) -> bool:
    """Two bare numbers need something that makes days of them: "from", a month, a period, or the bot's question."""
    if first.is_bare and second.is_bare:
        if words.is_counted(second.end) or words.before(first.start, "people_before") or first.day == second.day:
            return False
        before = pieces[end.index - 1] if end.index else None
        is_led = isinstance(before, Cue) and before.what in ("from", "out_of", "between", "arrive", "stay")
        known = context.known
        is_dated = statement.stretch or known.period or known.check_in or context.asked & {"check_in", "check_out"}
        return bool(is_led or is_dated) and (words.is_open(second.end) or is_led)
    if second.is_bare:
        if words.language == "fr" and words.text(second.start - 1) == "à" and first.has_month:
            return False  # "le 12 juillet à 2" is two people
        return not words.is_counted(second.end)
    return True


def _take_range(statement: Statement, ranges: Sequence[tuple[_End, _End]], pieces: Sequence[Piece]) -> None:
    """The first range; the last where the guest corrects it; both where "or" stands between."""
    chosen = ranges[0]
    if len(ranges) > 1:
        between = pieces[ranges[0][1].index + 1 : ranges[-1][0].index]
        cues = {cue.what for cue in between if isinstance(cue, Cue)}
        if "or" in cues:
            statement.alternatives = [pair[0].day for pair in ranges]
            statement.used += [end.day for pair in ranges for end in pair]
            return
        chosen = ranges[-1] if cues & {"correct", "to", "move"} else ranges[0]
    statement.arrival, statement.departure = chosen[0].day, chosen[1].day
    statement.is_range = True
    statement.used += [end.day for pair in ranges for end in pair]


def _take_lone(
    statement: Statement, ends: Sequence[_End], pieces: Sequence[Piece], words: Words, context: Context
) -> None:
    open_ends: list[_End] = []
    for end in ends:
        role = _role(end, pieces)
        if not _is_stated(end, role, pieces, words, context, statement):
            continue
        if role == "check_in" and (statement.arrival is None or not statement.is_range):
            statement.arrival = end.day
        elif role == "check_out" and (statement.departure is None or not statement.is_range):
            statement.departure = end.day
        elif role is None and not statement.is_range:
            open_ends.append(end)
            continue
        statement.used.append(end.day)
    _settle(statement, open_ends, pieces, context)


def _settle(statement: Statement, ends: Sequence[_End], pieces: Sequence[Piece], context: Context) -> None:
    """A day without a role answers the question, or is the arrival."""
    if not ends:
        return
    asked = context.asked & {"check_in", "check_out"}
    if len(ends) > 1 and _are_alternatives(ends, pieces) and statement.arrival is None:
        statement.alternatives = [end.day for end in ends]
        statement.used += statement.alternatives
        return
    is_corrected = len(ends) > 1 and any(isinstance(cue, Cue) and cue.what == "correct" for cue in pieces)
    end = ends[-1] if is_corrected else ends[0]
    if asked == {"check_out"} and statement.departure is None:
        statement.departure = end.day
    elif statement.arrival is None:
        statement.arrival = end.day
    elif statement.departure is None and asked and end.day.kind != "offset":
        statement.departure = end.day
    else:
        return
    statement.used.append(end.day)


def _are_alternatives(ends: Sequence[_End], pieces: Sequence[Piece]) -> bool:
    between = pieces[ends[0].index + 1 : ends[1].index]
    return any(isinstance(cue, Cue) and cue.what == "or" for cue in between)


def _role(end: _End, pieces: Sequence[Piece]) -> str | None:
    """By the nearest word of arriving or leaving before it in its part of the sentence; else behind it; else before
    it across a comma."""
    near, far = _cue_before(end.index, pieces)
    if near:
        return near
    return _cue_behind(end.index, pieces) or far


def _cue_before(index: int, pieces: Sequence[Piece]) -> tuple[str | None, str | None]:
    crossed = False
    for piece in reversed(pieces[:index]):
        if not isinstance(piece, Cue):
            if isinstance(piece, Mention):
                break
            continue
        if piece.what == "stop":
            break
        crossed |= piece.what == "comma"
        role = _role_of(piece, is_next=not crossed)
        if role:
            return (None, role) if crossed else (role, None)
    return None, None


def _role_of(cue: Cue, *, is_next: bool) -> str | None:
    if cue.what in _FROM:
        return "check_in"
    if cue.what in _UNTIL:
        return "check_out"
    return None


def _cue_behind(index: int, pieces: Sequence[Piece]) -> str | None:
    for piece in pieces[index + 1 :]:
        if not isinstance(piece, Cue) or piece.what in ("stop", "comma", "and"):
            return None
        if piece.what in ("arrive", "leave"):
            return "check_in" if piece.what == "arrive" else "check_out"
    return None


def _is_stated(
    end: _End, role: str | None, pieces: Sequence[Piece], words: Words, context: Context, statement: Statement
) -> bool:
    """Whether a day alone is one of the stay."""
    day = end.day
    if day.kind == "offset" and role == "check_out" and not _has_arrival(statement, context):
        return False  # "until tomorrow!" is a farewell
    if day.kind != "day" or day.weekday is not None or day.month_which is not None:
        return True
    if words.before(day.start, "people_before") or words.is_counted(day.end):
        return False
    before = pieces[end.index - 1] if end.index else None
    is_led = isinstance(before, Cue) and before.what in ("from", "until", "arrive", "leave")
    is_marked = day.is_firm or _has_article(words, day)
    if is_led or (role and is_marked):
        return is_marked or words.is_open(day.end)
    asked = context.asked & {"check_in", "check_out"}
    if asked and not context.asked & {"nights", "guests", "adults", "children"}:
        return words.is_open(day.end)
    if not is_marked or not words.is_open(day.end) or (day.day or 0) <= context.shown:
        return False
    known = context.known
    is_spoken_of = bool(statement.stretch or known.period or known.check_in or asked or statement.length)
    return is_spoken_of or words.before(day.start, "link", "on", "day") is not None


def _has_arrival(statement: Statement, context: Context) -> bool:
    return bool(statement.arrival or (context.known.check_in and context.asked & {"check_out"}))


def _has_article(words: Words, day: Mention) -> bool:
    before = words.before(day.start, "link", "the", "day") or words.before(day.start, "link", "on")
    contracted = words.text(day.start - 1).lower() in {"al", "del", "dal", "vom", "zum", "au", "du", "do", "ao", "am"}
    return contracted or (before is not None and words.language != "en")


def _take_shifted(statement: Statement, pieces: Sequence[Piece]) -> None:
    """ "Can we arrive a day earlier?" moves one end."""
    shift = statement.shift
    if shift is None:
        return
    index = next(at for at, piece in enumerate(pieces) if piece is shift)
    near, far = _cue_before(index, pieces)
    role = near or _cue_behind(index, pieces) or far
    statement.shifted = {"check_in": "arrive", "check_out": "leave"}.get(role or "")
