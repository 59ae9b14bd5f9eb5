"""Which day is the arrival and which the departure, by the words around it; and whether a day alone is one at all."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.understanding.dates.mention import Cue, Length, Mention, Piece
from plugins.understanding.dates.statement import End, Scene, Statement
from plugins.understanding.dates.words import Words

JOINTS = frozenset({"to", "until"})
_ROLES = {"from": "check_in", "arrive": "check_in", "until": "check_out", "leave": "check_out"}
_VERBS = frozenset({"arrive", "leave"})
_CONTRACTED = frozenset("al del dal vom zum au du do ao am no".split())  # a preposition with its article
_SINGULAR = frozenset("el le il der den dem am al dia".split())
_PLURAL = frozenset("los las les os as i gli".split())
_OF = frozenset({"de", "di", "of", "von", "d"})  # without an article
FEW_WORDS = 3  # of an answer that is an ordinal and little else
MAX_POSITION = 5  # "book the 12th" means a day: no list of homes is that long
_OTHER_NUMBERS = frozenset({"nights", "guests", "adults", "children"})


def role_of(index: int, pieces: Sequence[Piece]) -> str | None:
    """By the nearest word of arriving or leaving before a piece in its part of the sentence; else behind it; else
    before it across a comma. Where the words stand behind their days ("12.6. Anreise, 15.6. Abreise"), by those."""
    near, far = _before(index, pieces)
    if _stand_behind(pieces):
        return _behind(index, pieces, is_theirs=True) or near
    return near or _behind(index, pieces) or far


def _stand_behind(pieces: Sequence[Piece]) -> bool:
    """Whether the first word of arriving or leaving follows a day, and the last day is followed by one."""
    days = [index for index, piece in enumerate(pieces) if isinstance(piece, Mention)]
    verbs = [index for index, piece in enumerate(pieces) if isinstance(piece, Cue) and piece.what in _VERBS]
    return len(days) > 1 and len(verbs) > 1 and days[0] < verbs[0] and days[-1] < verbs[-1]


def _before(index: int, pieces: Sequence[Piece]) -> tuple[str | None, str | None]:
    """(in the same part of the sentence, across a comma)"""
    is_across = False
    for piece in reversed(pieces[:index]):
        if isinstance(piece, Mention):
            break
        if not isinstance(piece, Cue):
            continue
        if piece.what == "stop":
            break
        is_across |= piece.what == "comma"
        role = _ROLES.get(piece.what)
        if role:
            return (None, role) if is_across else (role, None)
    return None, None


def _behind(index: int, pieces: Sequence[Piece], *, is_theirs: bool = False) -> str | None:
    """A word that a day follows belongs to that day."""
    for at, piece in enumerate(pieces[index + 1 :], index + 1):
        if not isinstance(piece, Cue) or piece.what in ("stop", "comma", "and"):
            return None
        if piece.what in _VERBS:
            is_followed = at + 1 < len(pieces) and isinstance(pieces[at + 1], Mention)
            return _ROLES[piece.what] if is_theirs or not is_followed else None
    return None


def is_stated(end: End, role: str | None, scene: Scene, statement: Statement) -> bool:
    """Whether a day that is no end of a range is one of the stay."""
    day = end.day
    is_end = role == "check_out" or scene.cue(end.index - 1) == "to"
    if day.kind == "offset" and is_end and not (_has_arrival(scene, statement) or _is_left_behind(end, scene)):
        return False  # "until tomorrow!", "à demain" are farewells
    if (
        day.kind == "weekday"
        and role is None
        and _is_feminine_ordinal(day, scene)
        and not scene.words.says("change", "extend")
    ):
        return False  # "a segunda, por favor"
    if end.is_listed or day.kind != "day" or day.weekday is not None or day.month_which is not None:
        return True
    if day.is_bare and scene.words.text(day.start - 1).lower() in _PLURAL:
        return False  # "vamos los 4"
    if _is_of_night(end, scene) and scene.words.is_open(day.end):
        return True
    return not _is_other_number(end, scene) and _is_day(end, role, scene, statement)


def _is_of_night(end: End, scene: Scene) -> bool:
    """ "The night of the 11th"."""
    before = scene.pieces[end.index - 1] if end.index else None
    if isinstance(before, Cue) and before.what == "out_of" and end.index > 1:
        before = scene.pieces[end.index - 2]
    return isinstance(before, Length) and before.nights == 1 and not before.is_weak


def _is_other_number(end: End, scene: Scene) -> bool:
    """A count, the beginning of a range that is none, a time of day."""
    day, words = end.day, scene.words
    if words.before(day.start, "people_before") or words.is_counted(day.end) or _is_age(end, scene):
        return True
    if not day.is_firm and _counts_people(day, words):
        return True
    after = scene.cue(end.index + 1)
    if after in JOINTS and words.is_number(words.skip(scene.pieces[end.index + 1].end, "the", "day")):
        return True  # "from the 31st to the 35th"
    return words.before(day.start, "clock", "before") is not None and not day.is_firm


def _counts_people(day: Mention, words: Words) -> bool:
    """ "Torniamo in 8", "wir reisen zu acht"."""
    us = words.before(day.end, "people_us")
    if us is not None and not us.is_foreign and us.start < day.start:
        return True
    led = words.before(day.start, "people_total")
    return led is not None and not led.is_foreign and words.language == "it" and words.text(day.start - 1) == "in"


def _is_age(end: End, scene: Scene) -> bool:
    """ "Los mellizos de 3", "two girls of 9"."""
    words, start = scene.words, end.day.start
    is_of = end.day.is_bare and words.text(start - 1).lower() in _OF
    return is_of and (words.before(start - 1, "people") or words.before(start - 1, "people_before")) is not None


def _is_day(end: End, role: str | None, scene: Scene, statement: Statement) -> bool:
    day, words, known = end.day, scene.words, scene.context.known
    is_marked = day.is_firm or has_article(day, scene) or _is_dated_ordinal(day, role, scene)
    if scene.cue(end.index - 1) in _ROLES or (role and is_marked):
        return is_marked or words.is_open(day.end)
    asked = scene.context.asked
    number = words.numbers.at(day.start)
    is_ordinal = day.is_firm or (number is not None and number.is_ordinal)
    if day.is_spelled and not is_ordinal and day.day == 1:
        return False  # "the second one"
    if is_ordinal and (day.day or 0) <= scene.context.shown:
        return False  # one of the homes
    if asked & {"check_in", "check_out"} and not asked & _OTHER_NUMBERS:
        is_no_position = (day.day or 0) > MAX_POSITION or _is_alone(end, scene)
        return words.is_open(day.end) and (not is_ordinal or is_no_position)
    is_open = words.is_open(day.end) or (known.period is not None and _has_singular(day, scene))
    if not is_marked or not is_open or (day.day or 0) <= scene.context.shown:
        return False
    if statement.stretch or known.period or known.check_in or statement.length or known.nights:
        return True
    if day.is_firm and (day.day or 0) > MAX_POSITION:
        return True
    return words.before(day.start, "link", "on", "day") is not None


def _is_dated_ordinal(day: Mention, role: str | None, scene: Scene) -> bool:
    """ "Anreise wäre der achte", "saliendo la mañana del veinticuatro": too high for one of the homes."""
    number = scene.words.numbers.at(day.start)
    if role is None or number is None or number.value <= MAX_POSITION:
        return False
    is_led = scene.words.before(day.start, "link") or scene.words.before(day.start, "role", "out_of")
    return number.is_ordinal or (number.is_spelled and is_led is not None)


def _is_alone(end: End, scene: Scene) -> bool:
    """ "The first", but not "book the first"."""
    return scene.words.is_short(FEW_WORDS) and scene.cue(end.index - 1) in (None, "correct")


def _is_feminine_ordinal(day: Mention, scene: Scene) -> bool:
    """Portuguese weekdays are ordinals too: behind an article alone they choose one of the homes."""
    words = scene.words
    number = words.numbers.at(day.start)
    is_alone = number is not None and number.end == day.end and day.week is None and day.which is None
    return is_alone and words.text(day.start - 1).lower() in {"a", "e", "o"}


def _is_left_behind(end: End, scene: Scene) -> bool:
    """ "(A room for tonight,) we leave tomorrow": a day from now behind a nearer one, and the verb of leaving."""
    if "leave" not in (scene.cue(end.index - 1), scene.cue(end.index + 1)):
        return False
    days = (piece for piece in scene.pieces[: end.index] if isinstance(piece, Mention) and piece.kind == "offset")
    return any(day.days < end.day.days for day in days)


def _has_arrival(scene: Scene, statement: Statement) -> bool:
    is_asked = "check_out" in scene.context.asked
    return statement.arrival is not None or (scene.context.known.check_in is not None and is_asked)


def _has_singular(day: Mention, scene: Scene) -> bool:
    """ "Il 4 andrebbe bene": an article that no number of people has."""
    return not day.is_spelled and scene.words.text(day.start - 1).lower() in _SINGULAR


def has_article(day: Mention, scene: Scene) -> bool:
    words = scene.words
    if day.is_spelled:
        return False
    before = words.before(day.start, "link", "the", "day") or words.before(day.start, "link", "on")
    is_contracted = words.text(day.start - 1).lower() in _CONTRACTED
    return is_contracted or (before is not None and words.language != "en")
