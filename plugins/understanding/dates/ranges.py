"""Days that belong together: "from the 3rd to 9 August", "zwischen dem 5. und 8.", "12-19", "Friday until Monday"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.understanding.dates.finding.slips import unknown_month
from plugins.understanding.dates.finding.stretches import day_of
from plugins.understanding.dates.holidays import is_one_day
from plugins.understanding.dates.mention import Cue, Mention, Stretch
from plugins.understanding.dates.roles import JOINTS
from plugins.understanding.dates.statement import End, Scene, Statement

_BESIDE_JOINT = frozenset({"to", "until", "and", "comma", "leave", "stay", "from"})
_LEADS = frozenset({"from", "out_of", "between", "arrive", "stay"})
_TOUCHING = 2  # tokens between two dates that make a range without a word


def ends_in(scene: Scene) -> list[End]:
    """Days, and holidays that stand where days stand."""
    found: list[End] = []
    for index, piece in enumerate(scene.pieces):
        if isinstance(piece, Mention):
            found.append(End(index, piece))
        elif isinstance(piece, Stretch) and _is_end(piece, index, scene):
            day = day_of(piece)
            found += [End(index, day)] if day else []
        elif isinstance(piece, Stretch) and _is_month_end(piece, index, scene):
            day = Mention(piece.start, piece.end, "nth", -1, piece.month, piece.year, is_firm=True)
            found.append(End(index, day))
    return found


def _is_month_end(stretch: Stretch, index: int, scene: Scene) -> bool:
    """ "(From the 20th) to the end of the month"."""
    is_last = stretch.part == "end" and stretch.nth is None and stretch.kind in ("month", "this_month")
    first = index
    while first and scene.cue(first - 1) in JOINTS:
        first -= 1
    return is_last and 0 < first < index and isinstance(scene.pieces[first - 1], Mention)


def _is_end(stretch: Stretch, index: int, scene: Scene) -> bool:
    """A holiday beside another day and a word that joins them; or one that is a single day, behind "arrive"."""
    if stretch.kind != "holiday":
        return False
    for joint, other in ((index - 1, index - 2), (index + 1, index + 2)):
        if scene.cue(joint) in JOINTS and 0 <= other < len(scene.pieces):
            end = scene.pieces[other]
            if isinstance(end, (Mention, Stretch)):
                return not (isinstance(end, Mention) and end.is_bare) or _is_led_behind(end, joint, other, scene)
    is_led = scene.cue(index - 1) in ("arrive", "leave", "from", "until") or _is_followed(index, scene)
    return (is_led or _is_very_day(stretch, scene)) and is_one_day(stretch.name or "")


def _is_followed(index: int, scene: Scene) -> bool:
    """ "(On the 3rd,) and il giorno della befana ripartiamo": a word of arriving or leaving that no day follows."""
    return scene.cue(index + 1) in ("arrive", "leave") and not (
        index + 2 < len(scene.pieces) and isinstance(scene.pieces[index + 2], (Mention, Stretch))
    )


def _is_very_day(stretch: Stretch, scene: Scene) -> bool:
    """ "Proprio il giorno di san Valentino", "on Valentine's Day itself"."""
    words = scene.words
    return words.item(stretch.end, "exactly") is not None or words.is_led_by(stretch.start, "exactly")


def _is_led_behind(end: Mention | Stretch, joint: int, other: int, scene: Scene) -> bool:
    """ "De Nochebuena al 28": a number behind a word that only days have."""
    is_led = scene.cue(joint) == "until" or scene.words.text(end.start - 1).lower() in ("al", "au", "zum", "ao")
    return other > joint and is_led


def ranges_in(ends: Sequence[End], scene: Scene, statement: Statement) -> Iterator[tuple[End, End]]:
    index = 0
    while index + 1 < len(ends):
        first, second = ends[index], ends[index + 1]
        if _are_joined(first, second, scene) and _are_days(first, second, scene, statement):
            yield first, second
            index += 2
        else:
            index += 1


def _are_joined(first: End, second: End, scene: Scene) -> bool:
    between = scene.pieces[first.index + 1 : second.index]
    cues = [cue.what for cue in between if isinstance(cue, Cue)]
    if len(cues) < len(between):
        return False
    if not cues:
        are_dated = first.day.has_month and second.day.has_month
        is_close = second.day.start - first.day.end <= _TOUCHING
        return is_close and (are_dated or _is_for_next(first.day, second.day, scene))
    if set(cues) & JOINTS:
        is_hour = first.day.is_bare and scene.words.before(first.day.start, "clock", "before") is not None
        return set(cues) <= _BESIDE_JOINT and not (is_hour and cues[0] not in JOINTS)  # "um 9 und bleiben bis …"
    return cues == ["and"] and scene.cue(first.index - 1) == "between"


def _is_for_next(first: Mention, second: Mention, scene: Scene) -> bool:
    """ "Hoje pra amanhã", "sabato per domenica": one night, where no day is changed for another."""
    if scene.words.item(first.end, "link", "for") is None:
        return False
    is_night = first.kind == "day" and second.kind == "date" and (first.day or 0) + 1 == second.day
    is_pair = is_night or {first.kind, second.kind} <= {"offset", "weekday"}
    return is_pair and "move" not in scene.cues(0, len(scene.pieces))


def _names_day(scene: Scene) -> bool:
    return any(isinstance(piece, Mention) and piece.kind in ("weekday", "offset") for piece in scene.pieces)


def _are_days(first: End, second: End, scene: Scene, statement: Statement) -> bool:
    """Two bare numbers need something that makes days of them: "from", a period, known days, the bot's question."""
    words, day = scene.words, second.day
    if not day.is_bare:
        return True
    if words.is_counted(day.end):
        return False
    if not first.day.is_bare:
        is_party = words.language == "fr" and words.text(day.start - 1) == "à"
        return not is_party  # "le 12 juillet à 2"
    if words.before(first.day.start, "people_before") or first.day.day == day.day:
        return False
    if words.before(first.day.start, "clock", "before") or words.before(day.start, "clock", "before"):
        return False  # "entre las 9 y las 5"
    if scene.cue(first.index - 1) == "between" and _names_day(scene):
        return False  # "Sunday between 8 and 10"
    known = scene.context.known
    is_led = scene.cue(first.index - 1) in _LEADS
    is_asked = bool(scene.context.asked & {"check_in", "check_out"})
    is_dated = bool(statement.stretch or known.period or known.check_in) or is_asked
    has_month = unknown_month(words, day.end) is not None
    return is_led or has_month or (is_dated and words.is_open(day.end))
