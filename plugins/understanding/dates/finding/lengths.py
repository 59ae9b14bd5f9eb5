"""Finds lengths of a stay ("10 nights", "una semana"), changes of it ("one more night"), shifts ("a week later") and
how far the days may move ("give or take two days")."""

from __future__ import annotations

from plugins.understanding.dates.finding.beside import read_neighbour
from plugins.understanding.dates.finding.days import read_day
from plugins.understanding.dates.mention import Flexible, Length, Shift
from plugins.understanding.dates.words import Words
from plugins.understanding.lexicon import Item
from plugins.understanding.numbers import Number

NIGHTS = {"night": 1, "day": 1, "week": 7, "fortnight": 14, "month": 30}
MAX_NIGHTS = 365
MAX_MOVED_DAYS = 366
LONG_WEEKEND_NIGHTS, WEEKEND_NIGHTS = 3, 2
_ANOTHER = frozenset({"another", "otra", "outra", "altra", "weitere"})
_SOME = frozenset({"unos", "unas", "uns", "umas"})  # a number to text2num
_AHEAD = ("coming", "next", "following")  # "in the next two weeks" is no length
LOOK_AROUND = 4  # tokens between a count and the word that says what is done with it


def read_length(words: Words, start: int) -> Length | Shift | Flexible | None:
    """A counted span of time from token `start` on, and what it is for."""
    beside = read_neighbour(words, start)
    if beside:
        return beside
    known = words.item(start, "length")
    if known and not known.is_foreign:
        return Length(start, known.end, int(known.value))
    number = words.count(start)
    if words.item(start, "relative"):
        return None  # "2nite"
    if number is None or number.is_ordinal:
        return (
            _edge_night(words, start) or _more(words, start) or _whole_week(words, start) or _only_night(words, start)
        )
    least, number = _between(words, number)
    unit = _unit(words, number.end)
    if number.value == 1 and number.is_spelled and words.tokens[start].plain in _SOME:
        return None
    if unit is None:
        return _weekend(words, start, number)
    if unit.value not in NIGHTS:
        return None
    count = number.value * NIGHTS[unit.value]
    if not 0 < count <= MAX_NIGHTS:
        return None
    return _flexible(words, start, unit, count) or _used(words, start, number, unit, count, least)


def _unit(words: Words, index: int) -> Item | None:
    """The unit behind a count: "3 nights", "3-night", "7 long nights", "2 mehr Nächte"."""
    at = index + (words.text(index) == "-" and words.touches(index))
    for _ in range(2):
        unit = words.tagged.at(at, "unit")
        if unit and not (unit.is_fuzzy and unit.is_foreign):
            return unit
        more = words.item(at, "change", "more", "less") or words.item(at, "before_unit")
        if more is None:
            return None
        at = more.end
    return None


def _between(words: Words, number: Number) -> tuple[int | None, Number]:
    """ "3-4 nights", "2 o 3 noches": the least of them and the last number."""
    joint = number.end
    is_joint = (
        words.text(joint) in {"-", "–", "/"} or words.item(joint, "or") or words.item(joint, "role", "to", "until")
    )
    further = words.count(joint + 1) if is_joint else None
    if further and not further.is_article and number.value < further.value and _unit(words, further.end):
        return number.value, further
    return None, number


def _used(words: Words, start: int, number: Number, unit: Item, count: int, least: int | None) -> Length | Shift | None:
    """What a counted span is for: a shift, a change of the length, the length itself, or nothing of the stay."""
    end = unit.end
    months = number.value if unit.value == "month" else 0
    direction = words.item(end, "change", "later", "earlier")
    after = end + (words.text(end) == "-")  # "3-week-old"
    is_policy = (
        words.item(after, "not_length", "after") is not None or words.before(start, "which", *_AHEAD) is not None
    )
    shift = _shift(words, start, end, count, months, direction)
    if shift:
        return shift
    sign = _sign(words, start, number, unit)
    if sign:
        is_first = _is_at_front(words, end)
        return Length(start, _end_of_change(words, end), count, sign=sign, is_first=is_first)
    if is_policy or _is_no_length(words, start, number, unit):
        return None
    factor = NIGHTS[unit.value]
    is_weak = number.is_article and factor <= 1 and not _is_counted_stay(words, start)
    return Length(start, end, count, least * factor if least else None, is_weak=is_weak)


def _shift(words: Words, start: int, end: int, count: int, months: int, direction: Item | None) -> Shift | None:
    days = 0 if months else count
    if direction:
        sign = 1 if direction.value == "later" else -1
        behind = direction.end
        if _is_compared(words, behind) or words.before(start, "not_length", "before"):
            return None
        return Shift(start, behind, sign * days, sign * months)
    moved = _near(words, start, end, "postpone", "advance", "move")
    if moved is None or days > MAX_MOVED_DAYS:
        return None
    sign = -1 if moved.value == "advance" else 1
    return Shift(start, max(end, moved.end), sign * days, sign * months, is_directed=moved.value != "move")


def _is_compared(words: Words, index: int) -> bool:
    """ "Two weeks after Easter", "7 days before arrival": no shift of what is known."""
    at = words.skip(index, "of", "the", "on")
    if at == index and words.language == "en" and words.tagged.at(at, "role") is not None:
        return True
    return at > index and words.is_word(at)


def _sign(words: Words, start: int, number: Number, unit: Item) -> int:
    """1 for "two more nights", "extend by a day"; -1 for "una noche menos"; 0 for a length as it is."""
    inside = words.item(number.end, "change", "more", "less")
    about, before = words.before(start, "link", "for"), words.before(start, "change", "more", "less")
    if about and before and about.start < before.start:
        return 0  # "mais ou menos uma semana"
    around = (
        inside
        or words.item(unit.end, "change", "more", "less")
        or words.before(start, "change", "more", "less")
        or (words.item(start, "change", "more") if number.is_article else None)
        or _changing(words, start, unit.end)
    )
    if around is None:
        return 0
    return 1 if around.value in ("more", "extend") else -1


def _changing(words: Words, start: int, end: int) -> Item | None:
    """A word of extending or shortening; "vamos a quedarnos diez noches", "cut it to one week" say how many."""
    near = _near(words, start, end, "extend", "shorten")
    if near and near.end <= start and (words.before(start, "role", "to") or words.before(start, "link", "for")):
        return None
    return None if near and words.item(near.start, "role", "stay") else near


def _is_at_front(words: Words, end: int) -> bool:
    """ "(One more night) at the beginning", "vorne dran"."""
    behind = range(end, min(len(words), end + LOOK_AROUND + 2))
    return any(words.item(at, "part", "begin") or words.item(at, "front") for at in behind)


def _end_of_change(words: Words, end: int) -> int:
    following = words.item(end, "change", "more", "less")
    return following.end if following else end


def _near(words: Words, start: int, end: int, *values: str) -> Item | None:
    """A word of change a few tokens before or behind."""
    for index in range(max(0, start - LOOK_AROUND), start):
        found = words.item(index, "change", *values)
        if found and found.end <= start and not found.is_foreign:
            return found
    for index in range(end, min(len(words), end + LOOK_AROUND)):
        found = words.item(index, "change", *values)
        if found and not found.is_foreign:
            return found
    return None


def _is_no_length(words: Words, start: int, number: Number, unit: Item) -> bool:
    """Ages, rates and notice: "our 3-week-old", "bebé de 7 meses", "10 nights minimum", "once a week"."""
    if words.item(unit.end, "clock", "after") or (number.is_article and words.is_priced_before(start)):
        return True
    if number.value == 1 and words.item(unit.end, "which", "any") and not words.item(unit.end, "one"):
        return True  # "una settimana qualsiasi di giugno"
    if words.before(start, "unit", "half"):
        return True  # "half a week"
    if words.before(start, "not_length", "before") or words.before(words.back(start), "not_length", "before"):
        return True
    if number.is_article and unit.value in ("night", "day") and words.before(start, "not_length", "rate"):
        return not words.is_staying_before(start)
    if unit.value == "month":
        is_stay = start == 0 or words.is_staying_before(start) or words.item(unit.end, "role", "from") is not None
        return not is_stay
    return False


def _is_counted_stay(words: Words, start: int) -> bool:
    """ "A night" counts a stay at the beginning, behind a mark, and behind words of staying."""
    return words.is_staying_before(start) or start == 0 or words.tokens[start - 1].kind == "mark"


def _more(words: Words, start: int) -> Length | None:
    """ "Another night", "eine weitere Nacht": the word of change holds the place of the number."""
    more = words.item(start, "change", "more")
    unit = words.tagged.at(more.end, "unit") if more else None
    if more is None or unit is None or unit.value not in NIGHTS or words.before(start, "number"):
        return None
    if words.tokens[start].plain not in _ANOTHER or (unit.value == "week" and words.language != "en"):
        return None  # "la otra semana" is another one
    return Length(start, unit.end, NIGHTS[unit.value], sign=1)


def _edge_night(words: Words, start: int) -> Length | None:
    """ "Skip the last night", "l'ultima notte la saltiamo", "we don't need the first night"."""
    last, number = words.item(start, "last"), words.numbers.at(start)
    is_first = number is not None and number.is_ordinal and number.value == 1
    end = last.end if last else number.end if number and is_first else start
    unit = words.item(end, "unit", "night") if end > start else None
    if unit is None or not (_near(words, start, unit.end, "shorten") or _is_unneeded(words, start, unit.end)):
        return None
    return Length(start, unit.end, 1, sign=-1, is_first=is_first)


def _is_unneeded(words: Words, start: int, end: int) -> bool:
    around = (*range(max(0, start - LOOK_AROUND), start), *range(end, min(len(words), end + LOOK_AROUND)))
    return any((item := words.item(index, "unneeded")) and not item.is_foreign for index in around)


def _only_night(words: Words, start: int) -> Length | None:
    """ "Friday night only", "solo la noche del sábado"."""
    of = _night_of(words, start)
    if of:
        return of
    only = words.item(start, "only")
    if only and words.item(only.end, "weekday") and words.tokens[only.end].plain.endswith("nacht"):
        return Length(start, only.end, 1)  # "nur Sonntagnacht"
    unit = words.item(words.skip(only.end, "the") if only else start, "unit", "night")
    after = words.item(unit.end, "only") if unit and only is None else None
    if unit is None or not (only or after) or words.tokens[unit.start].plain.endswith(("s", "nachte")):
        return None
    return Length(start, after.end if after else unit.end, 1)


def _night_of(words: Words, start: int) -> Length | None:
    """ "The night of the 25th", "la noche del sábado"."""
    unit = words.item(start, "unit", "night")
    is_led = (
        start == 0 or words.before(start, "link", "the", "for", "in", "on") or words.tokens[start - 1].kind == "mark"
    )
    if unit is None or not is_led or words.tokens[start].plain.endswith("s"):
        return None
    at = words.skip(unit.end, "of", "the", "on", "day")
    day = read_day(words, at) if at > unit.end else None
    if day is None or words.item(day.end, "role", "to", "until"):
        return None  # of a range, which tells by itself
    return Length(start, unit.end, 1)


def _whole_week(words: Words, start: int) -> Length | None:
    """ "The whole week", "toda la semana", "die ganze Woche"."""
    whole = words.item(start, "part", "whole")
    if whole:
        at = words.skip(whole.end, "the", "of")
        unit = words.item(at, "unit", "week")
        is_all = words.tokens[start].plain == "all"  # "I work all week"
        if unit is None or is_all or words.item(unit.end, "which", *_AHEAD, "this"):
            return None  # "toda la semana próxima" is a week of the calendar
        return Length(start, unit.end, NIGHTS["week"])
    unit = words.item(start, "unit", "week")
    after = words.item(unit.end, "part", "whole") if unit else None
    return Length(start, after.end, NIGHTS["week"]) if after else None


def _weekend(words: Words, start: int, number: Number) -> Length | None:
    """ "A weekend", "two weekends" say how long, not when."""
    name = words.item(number.end, "weekend")
    if name is None or number.value != 1:
        return None
    nights = LONG_WEEKEND_NIGHTS if name.value == "long" else WEEKEND_NIGHTS
    return Length(start, name.end, nights, is_weekend=True)


def _flexible(words: Words, start: int, unit: Item, count: int) -> Flexible | None:
    """ "Give or take two days", "2 Tage hin oder her", "± 3 days"."""
    if unit.value not in ("day", "week", "night"):
        return None
    before = words.before(start, "flex") or words.before(words.back(start), "flex")
    after = words.item(unit.end, "flex") or words.item(words.skip(unit.end, "of", "on", "the"), "flex")
    found = before or after
    if found is None:
        return None
    return Flexible(min(start, found.start), max(unit.end, found.end), count)
