"""Composes the pieces of a message to one statement of the stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from plugins.understanding.dates.mention import Cue, Flexible, Following, Length, Mention, Shift, Stretch, YearWord
from plugins.understanding.dates.nights import nights_listed
from plugins.understanding.dates.ranges import ends_in, ranges_in
from plugins.understanding.dates.roles import has_article, is_stated, role_of
from plugins.understanding.dates.statement import End, Scene, Statement


def compose(scene: Scene) -> Statement:
    statement = Statement()
    cues = scene.cues(0, len(scene.pieces))
    statement.is_correction = bool(cues & {"correct", "move"})
    statement.keeps_days, statement.forgets = "same" in cues, "forget" in cues
    _take_spans(statement, scene)
    statement.landmark = next(iter(scene.aside), None)
    ends = ends_in(scene)
    ranges = list(ranges_in(ends, scene, statement))
    if ranges:
        _take_range(statement, ranges, scene)
    joined = {end.index for pair in ranges for end in pair}
    _take_lone(statement, [end for end in ends if end.index not in joined], scene)
    _put_in_week(statement)
    _share(statement)
    if statement.shift:
        index = next(at for at, piece in enumerate(scene.pieces) if piece is statement.shift)
        statement.shifted = role_of(index, scene.pieces)
    return statement


def _share(statement: Statement) -> None:
    """ "Aug 3rd - 10th '27", "from the 2nd to the 5th of next month": the year, or the month, is that of both."""
    arrival, departure = statement.arrival, statement.departure
    if arrival and departure and departure.month_which and arrival.kind == "day" and not arrival.month_which:
        if (arrival.day or 0) < (departure.day or 0):
            statement.arrival = replace(arrival, month_which=departure.month_which)
    if arrival and arrival.month and not arrival.year and departure and departure.kind == "day" and departure.year:
        statement.arrival = replace(arrival, year=departure.year)


def _put_in_week(statement: Statement) -> None:
    """ "Tuesday to Friday next week": the week is that of both, unless the first day would lie behind the second."""
    arrival, departure = statement.arrival, statement.departure
    if arrival is None or departure is None or arrival.weekday is None or departure.weekday is None:
        return
    if departure.week and not (arrival.week or arrival.which or arrival.days) and arrival.kind == "weekday":
        if arrival.weekday < departure.weekday:
            statement.arrival = replace(arrival, week=departure.week)


def _take_spans(statement: Statement, scene: Scene) -> None:
    """Lengths, shifts, spans; of several spans the last, or two that are joined."""
    for index, piece in enumerate(scene.pieces):
        match piece:
            case Length() if _is_same_stay(statement.length, piece):
                statement.length = min(piece, statement.length or piece, key=lambda length: length.nights)
            case Length():
                if statement.length is None or not piece.is_weak or statement.length.is_weak:
                    statement.length = piece
            case Shift():
                statement.shift = piece
            case Following():
                statement.follows = True
            case Flexible():
                statement.flexible = piece
            case YearWord():
                statement.year = piece
            case Stretch():
                _take_stretch(statement, piece, index, scene)
            case _:
                pass


def _is_same_stay(known: Length | None, length: Length) -> bool:
    """ "2 nights 3 days"."""
    if known is None or known.sign or length.sign or length.start - known.end > 1:
        return False
    return abs(known.nights - length.nights) == 1


def _take_stretch(statement: Statement, stretch: Stretch, index: int, scene: Scene) -> None:
    known = statement.stretch
    if stretch.kind in ("weekend", "week") and stretch.which == "this" and scene.aside:
        stretch = replace(stretch, which=None, day=scene.aside[0])  # "my birthday is on 12 July, we want that weekend"
    if known and _is_part_of(stretch, known):
        part = replace(known, part=stretch.part, nth=stretch.nth, count=stretch.count, is_full=stretch.is_full)
        statement.stretch = replace(part, end=max(known.end, stretch.end))
        return
    if known and known.kind == "weekend" and _is_any(known) and stretch.kind == "month":
        statement.stretch = replace(stretch, name="weekend", is_long=known.is_long)
        return
    if known and _are_joined(index, scene):
        statement.other_stretch = known
    elif known and _is_vaguer(stretch, known):
        return
    statement.stretch = stretch


def _is_part_of(part: Stretch, month: Stretch) -> bool:
    """ "In July, the first half", "a luglio, la prima metà del mese"."""
    if month.kind not in ("month", "this_month") or month.nth is not None:
        return False
    return part.kind == "part" or (part.kind == "this_month" and part.which is None and part.part is not None)


def _is_any(weekend: Stretch) -> bool:
    """ "A girls' weekend (in November)"."""
    return weekend.which in (None, "any") and weekend.day is None and weekend.name is None


def _is_vaguer(new: Stretch, old: Stretch) -> bool:
    """ "Easter, perhaps in April": the first says more."""
    if new.kind == "season":
        return old.kind != "season"
    return new.kind == "month" and new.part is None and old.kind in ("holiday", "bridge", "week", "weekend")


def _are_joined(index: int, scene: Scene) -> bool:
    """ "Late June or early July": the one before it stands close, and is not corrected."""
    if index and isinstance(before := scene.pieces[index - 1], Stretch) and before.part and before.kind == "month":
        return True  # "fine giugno inizio luglio"
    cues = scene.cues(index - 2, index) if index > 1 else set[str]()
    is_close = any(isinstance(piece, Stretch) for piece in scene.pieces[max(0, index - 3) : index])
    return is_close and bool(cues & {"or", "and", "to", "until"}) and "correct" not in cues


def _take_range(statement: Statement, ranges: Sequence[tuple[End, End]], scene: Scene) -> None:
    """The first range; the last where the guest corrects it; none where "or" stands between."""
    cues = scene.cues(ranges[0][1].index + 1, ranges[-1][0].index) if len(ranges) > 1 else set[str]()
    if "or" in cues:
        statement.alternatives = [(start.day, end.day) for start, end in ranges]
        return
    dated = [pair for pair in ranges if any(end.day.month or end.day.either for end in pair)]
    start, end = ranges[-1] if cues & {"correct", "to", "move"} else (dated or ranges)[0]
    statement.arrival, statement.departure, statement.is_range = start.day, end.day, True
    statement.is_between = scene.cue(start.index - 1) == "between"


def _take_lone(statement: Statement, ends: Sequence[End], scene: Scene) -> None:
    """Days by their roles; those without one are settled afterwards."""
    alternatives = _alternatives(ends, scene)
    if alternatives and not statement.is_range:
        statement.alternatives = alternatives
        return
    unsettled: list[End] = []
    nights = nights_listed(ends, scene)
    if nights and not statement.is_range:
        statement.arrival, statement.length = nights
        return
    for end in _listed(ends, scene):
        role = role_of(end.index, scene.pieces)
        if statement.is_range or not is_stated(end, role, scene, statement):
            continue
        if role == "check_in":
            statement.arrival, statement.is_arrival_said = end.day, True
        elif role == "check_out":
            if statement.departure and statement.arrival is None and not statement.is_correction:
                statement.arrival = statement.departure  # "we leave Leeds on the 8th and go home on the 12th"
            statement.departure = end.day
        else:
            unsettled.append(end)
    if unsettled:
        _settle(statement, unsettled, scene)
    elif statement.is_range and statement.arrival and statement.arrival.kind == "weekday":
        statement.landmark = next((end.day for end in ends if end.day.kind == "date"), statement.landmark)


def _listed(ends: Sequence[End], scene: Scene) -> list[End]:
    """ "The 10th and 11th of May": from the first on, until when is open."""
    for at, (first, second) in enumerate(pairwise(ends)):
        is_list = second.index - first.index == 2 and scene.cue(first.index + 1) == "and"
        if not (is_list and first.day.kind == "day" and second.day.kind == "date"):
            continue
        start = at
        while start and _goes_before(ends[start - 1], ends[start], scene):
            start -= 1
        day = replace(ends[start].day, kind="date", month=second.day.month, year=second.day.year, is_firm=True)
        return [*ends[:start], End(ends[start].index, day), *ends[at + 2 :]]
    return _first_of_run(ends, scene)


def _first_of_run(ends: Sequence[End], scene: Scene) -> list[End]:
    """ "The 4th, 5th and 6th": from the first on."""
    run = 1
    while run < len(ends) and _is_in_row(ends[run - 1], ends[run], scene):
        run += 1
    if run > 1 and (ends[0].day.is_firm or has_article(ends[0].day, scene)):
        return [replace(ends[0], is_listed=True), *ends[run:]]
    return list(ends)


def _is_in_row(first: End, second: End, scene: Scene) -> bool:
    is_listed = second.index - first.index == 2 and scene.cue(first.index + 1) in ("comma", "and")
    is_day = first.day.kind == second.day.kind == "day"
    return is_listed and is_day and (first.day.day or 0) + 1 == second.day.day


def _goes_before(first: End, second: End, scene: Scene) -> bool:
    """ "17, 18 (and 19 July)": the day before, and a comma."""
    is_listed = second.index - first.index == 2 and scene.cue(first.index + 1) == "comma"
    return is_listed and first.day.kind == "day" and (first.day.day or 0) + 1 == second.day.day


def _alternatives(ends: Sequence[End], scene: Scene) -> list[tuple[Mention, Mention | None]]:
    """ "The 5th or the 6th of June"."""
    for first, second in pairwise(ends):
        between = scene.pieces[first.index + 1 : second.index]
        if [piece.what for piece in between if isinstance(piece, Cue)] == ["or"] and len(between) == 1:
            return [] if first.day.is_bare and second.day.is_bare else [(first.day, None), (second.day, None)]
    return []


def _settle(statement: Statement, ends: Sequence[End], scene: Scene) -> None:
    """A day without a role answers the question, or is the arrival."""
    statement.landmark = next((end.day for end in ends if end.day.kind == "date"), statement.landmark)
    asked = scene.context.asked & {"check_in", "check_out"}
    is_corrected = len(ends) > 1 and "correct" in scene.cues(ends[0].index, ends[-1].index)
    day = ends[-1].day if is_corrected else ends[0].day
    if statement.departure is None and (asked == {"check_out"} or (statement.arrival and asked)):
        statement.departure = day
    elif statement.arrival is None:
        statement.arrival = day
