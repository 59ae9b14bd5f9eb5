"""Finds months and their parts: "August", "early May", "the second week of July", "el mes que viene"."""

from __future__ import annotations

from dataclasses import replace

from plugins.understanding.dates.finding.days import WHICH
from plugins.understanding.dates.mention import Stretch
from plugins.understanding.dates.words import Words
from plugins.understanding.lexicon import Item

_EVERYDAY = frozenset({"mar", "set", "out", "ago", "mer"})  # the sea, seven …: months beside a day only
_NAMES = frozenset({"marco"})  # of people, where a month of another language is written so
LOOK_BACK, LOOK_NEAR = 8, 4  # tokens
PARTS = ("begin", "mid", "end", "whole")
_PART_UNITS = frozenset({"week", "fortnight", "half", "day"})


def read_month(words: Words, start: int) -> Stretch | None:
    """ "August", "next June", "im Juli 2027", "may" where it is a month."""
    which = words.item(start, "which", *WHICH)
    at = words.skip(which.end, "the") if which else start
    name = words.month(at, is_beside=which is not None or _goes_with_month(words, at))
    if name is None or _is_slip_alone(words, at, name):
        return None
    end = name.end + (words.text(name.end) == "." and name.category == "month_short" and words.touches(name.end))
    return with_year(words, Stretch(start, end, "month", month=int(name.value), which=which.value if which else None))


def _goes_with_month(words: Words, at: int) -> bool:
    """ "In may", "mid may", "may?": what makes a month of a short or everyday word."""
    if words.tokens[at].plain in _EVERYDAY:
        return False
    if words.text(at) == "May" and words.is_open(at + 1) and _has_month_before(words, at):
        return True  # "April won't do, so May"
    before = words.before(at, "link", "of", "in", "on", "for") or words.before(at, "part", *PARTS)
    if before and not before.is_foreign:
        is_year = words.item(at + 1, "year_word") is not None
        return is_year or (not words.item(at + 1, "which") and words.is_open(at + 1))
    return len(words) <= 2 and at == 0


def _has_month_before(words: Words, at: int) -> bool:
    return any(words.item(index, "month") for index in range(max(0, at - LOOK_BACK), at))


def _is_slip_alone(words: Words, at: int, name: Item) -> bool:
    """ "Marco" is a name, "in febbrio" a month: a slip needs a word before it that months have."""
    if not name.is_fuzzy and not (name.is_foreign and words.tokens[at].plain in _NAMES):
        return False
    return not (words.before(at, "link", "in") or words.before(at, "part", *PARTS) or words.before(at, "which"))


def with_year(words: Words, stretch: Stretch) -> Stretch:
    year = words.year(stretch.end)
    if year and not words.is_counted(year[1]):
        return replace(stretch, year=year[0], end=year[1])
    return stretch


def month_at(words: Words, index: int) -> Stretch | None:
    """A month that a part is of: "of July", "de agosto", "of next month", "del mes"."""
    at = words.skip(index, "of", "in", "the", "on")
    which = words.item(at, "which", *WHICH)
    behind = words.skip(which.end, "the") if which else at
    name = words.month(behind, is_beside=at > index or which is not None)
    if name:
        return with_year(words, Stretch(index, name.end, "month", month=int(name.value)))
    unit = words.item(behind, "unit", "month")
    if unit and (which or at > index):
        after = words.item(unit.end, "which", *WHICH)
        found = which or after
        end = after.end if after and not which else unit.end
        return Stretch(index, end, "this_month", which=found.value if found else None)
    return None


def _this_month(words: Words, start: int) -> Stretch | None:
    which = words.item(start, "which", *WHICH)
    at = words.skip(which.end, "the") if which else start
    unit = words.item(at, "unit", "month")
    if unit is None:
        return None
    after = words.item(unit.end, "which", *WHICH)
    found = which or after
    if found is None:
        return None
    return Stretch(start, max(unit.end, found.end), "this_month", which=found.value)


def read_part_of_month(words: Words, start: int) -> Stretch | None:
    """ "Early May", "a mediados de agosto", "Ende nächsten Monats", "all of July"."""
    whole = words.item(start, "month_end")
    if whole:
        return Stretch(start, whole.end, "this_month", part="end")
    part = words.item(start, "part", *PARTS)
    if part is None:
        return _this_month(words, start)
    at = part.end + (words.text(part.end) == "-")
    month = month_at(words, at)
    if month is None:
        name = words.month(at, is_beside=True)
        month = with_year(words, Stretch(at, name.end, "month", month=int(name.value))) if name else None
    if month is None:
        return (
            _beside_part(words, start, part)
            or _end_of_month(words, start, part)
            or _part_of_year(words, start, part)
            or _rather(words, start, part)
        )
    named = None if part.value == "whole" else part.value
    return Stretch(start, month.end, month.kind, month.month, month.year, month.which, named)


def _beside_part(words: Words, start: int, part: Item) -> Stretch | None:
    """ "Mitte bis Ende Juni", "early or mid June": the month stands behind the second."""
    joint = words.tagged.at(part.end, "role", "or", "and")
    other = words.item(joint.end, "part", *PARTS) if joint else None
    second = read_part_of_month(words, joint.end) if joint and other else None
    if second is None or second.part is None or part.value == "whole":
        return None
    return Stretch(start, part.end, second.kind, second.month, second.year, second.which, part.value)


def _part_of_year(words: Words, start: int, part: Item) -> Stretch | None:
    """ "Early next year", "Anfang 2028"."""
    at = words.skip(part.end, "of", "in", "the")
    named = words.item(at, "year_word", "next")
    year = None if named else words.year(at)
    if (named is None and year is None) or part.value == "whole":
        return None
    end = named.end if named else year[1] if year else at
    return Stretch(start, end, "year", year=year[0] if year else None, which="next", part=part.value)


def _rather(words: Words, start: int, part: Item) -> Stretch | None:
    """ "Better at the end": of the month that is spoken of."""
    is_open = words.is_open(part.end) and words.item(part.end, "link", "of", "in") is None
    around = (*range(max(0, start - LOOK_NEAR), start), part.end)
    is_rather = any(words.item(index, "rather") for index in around)
    if part.value == "whole" or not (is_open and is_rather):
        return None
    return Stretch(start, part.end, "part", part=part.value)


def _end_of_month(words: Words, start: int, part: Item) -> Stretch | None:
    """ "Fin de mes", "end of the month", "Monatsende"."""
    at = words.skip(part.end, "of", "the")
    unit = words.item(at, "unit", "month") or words.before(at, "unit", "month")  # "do mês" is a link too
    if unit is None or part.value == "whole" or unit.start < part.end:
        return None
    return Stretch(start, unit.end, "this_month", part=part.value)


def read_nth_of_month(words: Words, start: int) -> Stretch | None:
    """ "The second week of August", "die ersten zwei Augustwochen", "les 15 premiers jours d'août", "last weekend in
    May"."""
    nth, count, at = _nth(words, start)
    if nth is None:
        return None
    full = words.item(at, "full")
    at = full.end if full else at
    compound = words.item(at, "month_part")
    if compound:
        unit = words.value(at, "month_part_unit") or "week"
        return Stretch(start, compound.end, "month", int(compound.value), part=unit, nth=nth, count=count)
    unit_item = words.tagged.at(at, "unit", "weekend")
    if unit_item is None:
        return _elliptic(words, start, nth, at)
    part = "weekend" if unit_item.category == "weekend" else unit_item.value
    if part not in _PART_UNITS and part != "weekend":
        return None
    behind = words.item(unit_item.end, "full")  # "la primera semana completa"
    unit_end = behind.end if behind else unit_item.end
    is_full = part == "week" and (full is not None or behind is not None)
    month = month_at(words, unit_end)
    if month is None:
        alone = _part_alone(words, start, unit_end, part, nth, count)
        return alone and replace(alone, is_full=is_full)
    named = "days" if part == "day" else part
    found = Stretch(start, month.end, month.kind, month.month, month.year, month.which, named, nth, count)
    return replace(found, is_full=is_full)


def _part_alone(words: Words, start: int, end: int, part: str, nth: int, count: int) -> Stretch | None:
    """ "The last week": of the month that is spoken of. A part of what is named behind it is another thing."""
    if part == "day" or words.item(end, "link", "of", "in") or not words.is_open(end):
        return None
    return Stretch(start, end, "part", part=part, nth=nth, count=count)


def _elliptic(words: Words, start: int, nth: int, at: int) -> Stretch | None:
    """ "L'ultima di luglio" is its week; "un week-end, le 2e de juin" is its weekend."""
    if not words.item(at, "link", "of"):
        return None
    unit = _unit_before(words, start) or ("week" if nth < 0 or _is_feminine(words, start) else None)
    month = month_at(words, at) if unit else None
    return month and Stretch(start, month.end, month.kind, month.month, month.year, month.which, unit, nth)


def _is_feminine(words: Words, start: int) -> bool:
    """ "La primera de enero" is its week; the day is masculine, and Portuguese weekdays are ordinals too."""
    return words.language in ("es", "it") and words.text(start - 1).lower() == "la" and words.text(start).endswith("a")


def _unit_before(words: Words, start: int) -> str | None:
    """The weekend, week or half that was spoken of some words before, where ordinals do not count days."""
    if words.language in ("en", "de"):
        return None
    for index in range(start - 1, max(0, start - LOOK_BACK) - 1, -1):
        if words.item(index, "weekend"):
            return "weekend"
        unit = words.value(index, "unit")
        if unit in _PART_UNITS - {"day"} and words.item(index, "unit"):
            return unit
    return None


def _nth(words: Words, start: int) -> tuple[int | None, int, int]:
    """(which, how many, end) of "second", "first two", "15 premiers", "last"."""
    last = words.item(start, "last")
    number = words.numbers.at(start)
    if last:
        nth, at = -1, last.end
    elif number and number.is_ordinal and number.value <= 5:
        nth, at = number.value, number.end
    elif number and not number.is_ordinal and number.value <= 20:
        return _counted_first(words, number.value, number.end)
    else:
        return None, 1, start
    further = words.numbers.at(at)
    if further and not further.is_ordinal and 1 < further.value <= 20:
        return nth, further.value, further.end
    return nth, 1, at


def _counted_first(words: Words, count: int, at: int) -> tuple[int | None, int, int]:
    """The number before its ordinal: "les deux premières semaines", "las dos últimas"."""
    last, number = words.item(at, "last"), words.numbers.at(at)
    if last:
        return -1, count, last.end
    if number and number.is_ordinal and number.value == 1:
        return 1, count, number.end
    return None, 1, at
