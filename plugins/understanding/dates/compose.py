"""Composes the pieces of a message to one statement of the stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from plugins.understanding.dates.holidays import is_on
from plugins.understanding.dates.mention import (
    Cue,
    Flexible,
    Following,
    Kept,
    Length,
    Mention,
    Shift,
    Stretch,
    YearWord,
)
from plugins.understanding.dates.nights import nights_listed
from plugins.understanding.dates.passing import is_end_in_passing, is_known_end, without_replaced
from plugins.understanding.dates.ranges import ends_in, ranges_in
from plugins.understanding.dates.roles import has_article, is_stated, role_of
from plugins.understanding.dates.statement import End, Scene, Statement

_CHANGES = frozenset({"correct", "move", "negated", "limit"})
_STATING = frozenset({"state_trip", "change_trip", "ask_availability", "flexible_dates"})
STATED = 0.5  # probability of an act from which a clause speaks of the stay
_NO = frozenset("no nope nah non nao nein nee".split())
_STAY_TOPICS = frozenset({"availability", "price", "discount", "trip"})
MORNING_NEAR = 3  # tokens from "leaving" to "in the morning"
MORE_WORDS = 6  # of one that may state a length or a month and little else
FEW_WORDS = 3  # of a message that is a day and little else


def compose(scene: Scene) -> Statement:
    statement = Statement()
    cues = scene.cues(0, len(scene.pieces))
    statement.is_correction = bool(cues & {"correct", "move"})
    statement.keeps_days, statement.forgets = "same" in cues, "forget" in cues
    _take_spans(statement, scene)
    statement.landmark = next(iter(scene.aside), None)
    statement.instead_of = next((piece for piece in scene.called_off if isinstance(piece, Mention)), None)
    ends = ends_in(scene)
    ranges = list(ranges_in(ends, scene, statement))
    if ranges:
        _take_range(statement, ranges, scene)
    joined = {end.index for pair in ranges for end in pair}
    _take_lone(statement, [end for end in ends if end.index not in joined], scene)
    _leave_next_morning(statement, scene)
    _put_in_week(statement)
    _share(statement)
    if statement.shift:
        index = next(at for at, piece in enumerate(scene.pieces) if piece is statement.shift)
        statement.shifted = role_of(index, scene.pieces)
        _place_shift(statement, scene)
    return statement


def _place_shift(statement: Statement, scene: Scene) -> None:
    """ "The wedding is on 12 June, we arrive the day before", "in on 5 June and out two days later": days by those that
    are named."""
    shift, role = statement.shift, statement.shifted
    if shift is None or shift.months or not shift.is_directed:
        return
    if role == "check_out" and statement.arrival and statement.departure is None and shift.days > 0:
        statement.length, statement.shift = Length(shift.start, shift.end, shift.days), None
        return
    feast = next(iter(scene.aside), None)
    if feast is None or (role is None and scene.context.known.check_in):
        return
    day = replace(feast, days=shift.days, weekday=None)
    if role == "check_out":
        statement.departure, statement.shift = day, None
    elif statement.arrival is None:
        statement.arrival, statement.shift = day, None


def _share(statement: Statement) -> None:
    """ "Aug 3rd - 10th '27", "from the 2nd to the 5th of next month": the year, or the month, is that of both."""
    arrival, departure = statement.arrival, statement.departure
    if arrival and departure and departure.month_which and arrival.kind == "day" and not arrival.month_which:
        if (arrival.day or 0) < (departure.day or 0):
            statement.arrival = replace(arrival, month_which=departure.month_which)
    if arrival and arrival.month and not arrival.year and departure and departure.kind == "day" and departure.year:
        statement.arrival = replace(arrival, year=departure.year)


def _leave_next_morning(statement: Statement, scene: Scene) -> None:
    """ "(A room for tonight,) leaving in the morning": of the day after."""
    arrival = statement.arrival
    if arrival is None or arrival.kind != "offset" or statement.departure or statement.length or arrival.months:
        return
    for piece in scene.pieces:
        if not (isinstance(piece, Cue) and piece.what == "leave" and piece.start >= arrival.end):
            continue
        mornings = (scene.words.item(at, "morning") for at in range(piece.end, piece.end + MORNING_NEAR))
        morning = next((item for item in mornings if item and not item.is_foreign), None)
        if morning:
            end = morning.end
            statement.departure = Mention(piece.end, end, "offset", days=arrival.days + 1, is_firm=True)
            return


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
            case Length() | Stretch() if _is_told(piece, scene):
                pass
            case Length() if _is_same_stay(statement.length, piece):
                statement.length = min(piece, statement.length or piece, key=lambda length: length.nights)
            case Length():
                if statement.length is None or not piece.is_weak or statement.length.is_weak:
                    statement.length = piece
            case Shift():
                statement.shift = piece
            case Kept():
                statement.kept |= {piece.what}
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


def _is_told(span: Length | Stretch, scene: Scene) -> bool:
    """ "(We have our dates.) In Norway we sat there for a week without power", "my mate went in November"."""
    known, words = scene.context.known, scene.words
    if known.check_in is None or known.check_out is None or words.is_short(MORE_WORDS):
        return False
    if isinstance(span, Length):
        is_plain = not span.sign and not words.before(span.start, "role", "stay", "from", "arrive")
    else:
        is_plain = span.kind in ("month", "season") and span.part is None
    act = next(iter(words.message.span_of(span.start).acts), None)
    is_asking = act is not None and act.topic in _STAY_TOPICS and act.confidence >= STATED
    return is_plain and act is not None and not is_asking and _is_by_the_way(span.start, scene)


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
        if role_of(alternatives[0].index, scene.pieces) != "check_out":
            statement.alternatives = [(end.day, None) for end in alternatives]
            return
        statement.departures = [end.day for end in alternatives]
        ends = [end for end in ends if end not in alternatives]
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
            if statement.arrival and _says_month(statement.arrival, end.day):
                statement.landmark = statement.arrival  # "school is out from 12 February, we arrive on the 14th"
            statement.arrival, statement.is_arrival_said = end.day, True
        elif role == "check_out":
            if statement.departure and _is_said_again(statement.departure, end.day, scene):
                continue
            if statement.departure and statement.arrival is None and not statement.is_correction:
                statement.arrival = statement.departure  # "we leave Leeds on the 8th and go home on the 12th"
            elif statement.departure and _says_month(statement.departure, end.day):
                statement.landmark = statement.departure
            statement.departure = end.day
        else:
            unsettled.append(end)
    unsettled = without_replaced(unsettled, statement, scene)
    unsettled = [end for end in unsettled if not _is_beside_stay(end, statement, scene)]
    if unsettled:
        _settle(statement, unsettled, scene)
    elif statement.is_range and statement.arrival and statement.arrival.kind == "weekday":
        statement.landmark = next((end.day for end in ends if end.day.kind == "date"), statement.landmark)


def _is_said_again(departure: Mention, day: Mention, scene: Scene) -> bool:
    """The same day in other words; or, beside a stay that is known, the weekday that tells why."""
    is_why = day.kind == "weekday" and departure.kind != "weekday" and scene.context.known.check_in is not None
    return is_why or _is_same_day(departure, day)


def _says_month(first: Mention, second: Mention) -> bool:
    return first.kind == "date" and second.kind == "day"


def _is_same_day(first: Mention, second: Mention) -> bool:
    """ "Until Saturday, so Saturday it is", "hasta reyes, o sea el 6"."""
    if first.weekday is not None and second.kind == "weekday":
        return first.weekday == second.weekday
    if first.holiday and second.kind == "day":
        return is_on(first.holiday, second.day)
    return first.day is not None and second.kind == "day" and first.day == second.day


def _is_beside_stay(end: End, statement: Statement, scene: Scene) -> bool:
    """A day without a role that is said already, that tells why ("I have a meeting on 15 March, so I leave on the
    13th"), or that is told by the way beside a stay that is known ("he broke his leg on Sunday")."""
    day, departure, known = end.day, statement.departure, scene.context.known
    if any(_is_same_day(said, day) for said in (statement.arrival, departure) if said):
        return True
    if is_end_in_passing(day, statement, scene):
        return True
    if statement.shift and is_known_end(day, known):
        return True  # "the 9th is a Sunday, let's make it all a day later"
    if day.kind == "date" and departure and departure.kind == "day" and (departure.day or 0) < (day.day or 0):
        statement.landmark = day
        return statement.arrival is None
    if day.kind not in ("weekday", "offset") or known.check_in is None or statement.instead_of:
        return False
    is_said = departure is not None or statement.is_arrival_said
    return is_said or _is_by_the_way(day.start, scene)  # "let's go home on the 13th, he works on Monday"


def _is_by_the_way(start: int, scene: Scene) -> bool:
    words = scene.words
    is_changed = bool(scene.cues(0, len(scene.pieces)) & _CHANGES) or scene.context.asked
    act = next(iter(words.message.span_of(start).acts), None)
    is_stated = act is not None and act.label in _STATING and act.confidence >= STATED
    return not (is_changed or is_stated or words.is_short(FEW_WORDS) or words.says("change", "extend"))


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


def _alternatives(ends: Sequence[End], scene: Scene) -> list[End]:
    """ "The 5th or the 6th of June"."""
    for first, second in pairwise(ends):
        between = scene.pieces[first.index + 1 : second.index]
        if [piece.what for piece in between if isinstance(piece, Cue)] == ["or"] and len(between) == 1:
            are_bare = first.day.is_bare and second.day.is_bare and not has_article(second.day, scene)
            return [] if are_bare else [first, second]
    return []


def _settle(statement: Statement, ends: Sequence[End], scene: Scene) -> None:
    """A day without a role answers the question, or is the arrival."""
    statement.landmark = next((end.day for end in ends if end.day.kind == "date"), statement.landmark)
    asked = scene.context.asked & {"check_in", "check_out"}
    is_corrected = len(ends) > 1 and "correct" in scene.cues(ends[0].index, ends[-1].index)
    day = ends[-1].day if is_corrected else ends[0].day
    is_asked = asked == {"check_out"} or (statement.arrival is not None and bool(asked))
    if statement.departure is None and (is_asked or (not asked and _is_other_end(day, statement, scene))):
        statement.departure = day
    elif statement.arrival is None:
        statement.arrival = day


def _is_other_end(day: Mention, statement: Statement, scene: Scene) -> bool:
    """ "We arrive on 20 June" — "got the one on the 28th": where the arrival alone is known, the next day is the
    departure."""
    known = scene.context.known
    is_open = known.check_in is not None and known.nights is None and not statement.is_correction
    is_else = statement.arrival or statement.length or statement.instead_of
    is_denied = scene.words.tokens[0].plain in _NO  # "no, the 12th"
    return is_open and day.kind == "day" and not (is_else or is_denied)
