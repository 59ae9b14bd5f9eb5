"""A message as the pieces that speak of days, in order, with the words that say how they belong together."""

from __future__ import annotations

from collections.abc import Callable

from plugins.understanding.dates.finding.abbreviations import led_days
from plugins.understanding.dates.finding.beside import read_beside
from plugins.understanding.dates.finding.days import read_day
from plugins.understanding.dates.finding.kept import read_kept
from plugins.understanding.dates.finding.lengths import read_length
from plugins.understanding.dates.finding.nth_day import read_nth_day
from plugins.understanding.dates.finding.occasions import is_occasion
from plugins.understanding.dates.finding.past import is_past
from plugins.understanding.dates.finding.stretches import read_stretch
from plugins.understanding.dates.finding.ways import read_way
from plugins.understanding.dates.mention import Cue, Following, Mention, Piece, YearWord
from plugins.understanding.dates.words import FIRST_YEAR, LAST_YEAR, Words
from plugins.understanding.lexicon import Item

_CUES = (
    "negated",
    "correct",
    "same",
    "past",
    "occasion",
    "cancel",
    "contact",
    "because",
    "least",
    "done",
    "busy",
    "errand",
    "booking",
    "now",
    "or",
    "and",
)  # a tie is decided by this order
_FILLING = frozenset("()[]\"'’*:“”")
_STOPS = frozenset(".!?;…")
LOOKED_BACK = 6  # tokens from "until" to what is not possible before


def pieces(words: Words, is_open: Callable[[int], bool]) -> list[Piece]:
    """The pieces of the tokens that `is_open` leaves to be read; the others part what stands beside them."""
    found: list[Piece] = []
    short = led_days(words)
    index = 0
    while index < len(words):
        if not is_open(index):
            found.append(Cue(index, index + 1, "stop"))
            index += 1
            continue
        piece = _led(short.get(index)) or _piece(words, index)
        if piece is None:
            index = _filling_end(words, index)
            continue
        found.append(piece)
        index = piece.end
    return found


def _led(short: Item | None) -> Cue | None:
    return Cue(short.start, short.end, short.value) if short else None


def _piece(words: Words, index: int) -> Piece | None:
    cue = _cue(words, index)
    candidates: list[Piece | None] = [
        read_length(words, index),
        _day(words, index),
        read_beside(words, index),
        _year(words, index),
        read_nth_day(words, index),
        read_stretch(words, index),
        _following(words, index),
        read_kept(words, index),
        cue,
    ]
    return max((piece for piece in candidates if piece is not None), key=lambda piece: piece.end, default=None)


def _day(words: Words, index: int) -> Mention | None:
    day = read_day(words, index)
    if day and day.kind == "day" and day.weekday is None and day.month_which is None and words.is_counted(day.end):
        return None
    return day


def _year(words: Words, index: int) -> YearWord | None:
    """ "Next year", "in 2027"."""
    named = words.item(index, "year_word")
    if named:
        return YearWord(index, named.end, which=named.value)
    number = words.numbers.at(index)
    if number and not number.is_spelled and FIRST_YEAR + 10 <= number.value <= LAST_YEAR and words.is_open(number.end):
        if words.before(index, "link", "of", "in", "on", "for") or words.before(index, "role"):
            return YearWord(index, number.end, number.value)
    return None


def _following(words: Words, index: int) -> Following | None:
    """ "The next one", "le suivant", "das danach"; not "the next one-bedroom flat"."""
    item = words.item(index, "next_one")
    if item is None or item.is_foreign or not (words.is_open(item.end) or words.item(item.end, "correct")):
        return None
    return Following(index, item.end)


def _cue(words: Words, index: int) -> Cue | None:
    best: Cue | None = None
    forgotten = _forgotten(words, index)
    if forgotten:
        return forgotten
    way = read_way(words, index)
    if way:
        return way
    if is_occasion(words, index):
        return Cue(index, index + 1, "occasion")
    bound = words.item(index, "bound", "not_before")
    if bound and not bound.is_foreign:
        return Cue(index, bound.end, "not_before")
    for category in _CUES:
        item = words.item(index, category)
        if category == "past" and item and not is_past(words, index, words.message.span_of(index).end):
            continue
        if category == "errand" and item and _is_day_within(words, item):
            continue
        if item and not item.is_foreign and (best is None or item.end > best.end):
            best = Cue(index, item.end, item.value if item.value == "limit" else category)
    arrival = _not_before(words, index)
    if arrival and (best is None or arrival.end >= best.end):
        return arrival
    if words.item(index, "goes") and not (best and best.what == "busy"):
        return Cue(index, index + 1, "leave" if _goes_away(words, index) else "goes")
    role = words.item(index, "role")
    is_usable = role is not None and (not role.is_foreign or role.value != "stay")
    if role and is_usable and not role.is_fuzzy and (best is None or role.end > best.end):
        best = Cue(index, role.end, "word" if _is_left_over(words, role) else role.value)
    change = words.item(index, "change", "move", "postpone", "advance")
    if change and not change.is_foreign and (best is None or change.end > best.end):
        best = Cue(index, change.end, "move")
    return best or _other(words, index)


def _is_day_within(words: Words, item: Item) -> bool:
    """ "(Das ist alles) für heute", but "für heute Nacht": a day begins in a phrase and goes on behind it."""
    days = (read_day(words, at) for at in range(item.start + 1, item.end))
    return any(day is not None and day.kind == "offset" and day.end > item.end for day in days)


def _is_left_over(words: Words, role: Item) -> bool:
    """ "Wir reisen nicht am 20. ab, sondern …": what begins nothing, for its part of the sentence ends."""
    return role.value == "from" and (role.end >= len(words) or words.text(role.end) in {",", *_STOPS})


def _goes_away(words: Words, index: int) -> bool:
    """ "Fahren am Sonntag wieder", "reisen am 12. ab": the verb's other half stands behind the day."""
    end = min(words.message.span_of(index).end, index + LOOKED_BACK + 2)
    return any(words.item(at, "away") for at in range(index + 2, end))


def _not_before(words: Words, index: int) -> Cue | None:
    """ "We can't make it until the 9th", "no podemos antes del 9": it is the arrival; not "we don't leave until"."""
    until = words.item(index, "role", "until")
    bound = until or words.item(index, "bound", "before")
    if bound is None or bound.is_foreign:
        return None
    for at in range(index - 1, max(words.message.span_of(index).start, index - LOOKED_BACK) - 1, -1):
        if words.item(at, "role", "leave", "stay"):
            return None
        if words.item(at, "cannot"):
            return Cue(index, bound.end, "arrive" if until else "not_before")
    return None


def _forgotten(words: Words, index: int) -> Cue | None:
    """ "Forget the dates", "oublie les dates"."""
    forget = words.item(index, "forget")
    if forget is None:
        return None
    at = words.skip(forget.end, "the", "of", "on")
    dates = words.item(at, "dates_word") or words.item(forget.end, "dates_word")
    return Cue(index, dates.end, "forget") if dates else None


def _other(words: Words, index: int) -> Cue | None:
    text = words.text(index)
    if text == ",":
        return Cue(index, index + 1, "comma")
    if text in _STOPS:
        return Cue(index, index + 1, "stop")
    if text in _FILLING or words.item(index, "link"):
        return None
    if words.item(index, "unit", "night") and words.tagged.before(index, "weekday", "weekday_short"):
        return None  # "Fri night to Mon"
    return Cue(index, index + 1, "word")


def _filling_end(words: Words, index: int) -> int:
    filling = words.item(index, "link")
    return filling.end if filling else index + 1
