"""Finds single days: numeric dates, days with months, weekdays, and days counted from today."""

from __future__ import annotations

from dataclasses import replace

from plugins.understanding.dates.finding.numeric import MONTHS, SEPARATORS, read_numeric
from plugins.understanding.dates.finding.offsets import read_offset, weeks_on
from plugins.understanding.dates.finding.slips import slip_of
from plugins.understanding.dates.mention import Mention
from plugins.understanding.dates.words import Words
from plugins.understanding.lexicon import Item

_EVERYDAY = frozenset({"so"})  # as it is written: "so 10.–17." is about then, "So 10.7." a Sunday
WHICH = ("this", "coming", "next", "following", "after_next")


def read_day(words: Words, start: int) -> Mention | None:
    """The longest day that is spoken of from token `start` on."""
    found = [
        mention
        for mention in (
            read_offset(words, start),
            _weekday_or_date(words, start),
            _with_weekday_behind(words, _month_first(words, start)),
        )
        if mention is not None
    ]
    return max(found, key=lambda mention: mention.end, default=None)


def _weekday_or_date(words: Words, start: int) -> Mention | None:
    weekday = _weekday(words, start)
    if weekday is None:
        return _with_weekday_behind(words, _date(words, start))
    at = words.skip(weekday.end, "the", "on", "day", comma=True)
    date = _date(words, at) or _month_first(words, at)
    if date and (date.has_month or _stands_alone(words, date, start, weekday.end)):
        return replace(date, start=start, weekday=weekday.weekday, is_firm=True)
    return weekday


def _with_weekday_behind(words: Words, date: Mention | None) -> Mention | None:
    """ "Sept 18 (Fri)"."""
    if date is None or date.kind != "date" or words.text(date.end) != "(":
        return date
    name = words.tagged.at(date.end + 1, "weekday", "weekday_short")
    if name is None or words.text(name.end) != ")":
        return date
    return replace(date, end=name.end + 1, weekday=int(name.value))


def _stands_alone(words: Words, day: Mention, start: int, weekday_end: int) -> bool:
    """ "Friday 5" is a day, "Friday 5 people" and "Friday, 5" none."""
    if words.is_counted(day.end) or words.text(weekday_end) == ",":
        return day.is_firm and not words.is_counted(day.end)
    if day.is_firm and words.text(weekday_end) == "," and words.before(start, "role", "to", "until"):
        return False  # "von Freitag auf Samstag, 3. auf 4. Juli"
    return day.is_firm or words.is_open(day.end)


def _date(words: Words, start: int) -> Mention | None:
    at = words.skip(start, "day")
    numeric = read_numeric(words, at)
    if numeric:
        return replace(numeric, start=start)
    day = words.day_number(at)
    if day is None:
        return None
    is_firm = day.is_firm or at > start
    plain = Mention(start, day.end, "day", day.value, is_firm=is_firm, is_spelled=day.is_spelled)
    return (
        _with_month(words, plain)
        or _with_month_word(words, plain)
        or _with_month_number(words, plain)
        or _with_year(words, plain)
    )


def _with_month_number(words: Words, day: Mention) -> Mention | None:
    """ "(Del 6 al) 9 del 7": the month as a number, at the end of a range."""
    of = words.item(day.end, "role", "out_of") or words.item(day.end, "link", "of")
    month = words.day_number(words.skip(of.end, "the")) if of and _is_second(words, day) else None
    if month is None or month.value > MONTHS or month.is_firm or not words.is_open(month.end):
        return None
    return replace(day, kind="date", end=month.end, month=month.value, is_firm=True)


def _is_second(words: Words, day: Mention) -> bool:
    """Whether a word that joins stands before a day, and a number before that."""
    joint = words.before(day.start, "role", "to", "until")
    first = range(max(0, joint.start - 2), joint.start) if joint else ()
    return any((number := words.numbers.at(at)) and joint and number.end == joint.start for at in first)


def _with_year(words: Words, day: Mention) -> Mention:
    """ "(Aug 3rd -) 10th '27"."""
    year = words.year(day.end) if words.text(day.end) == "'" else None
    return replace(day, year=year[0], end=year[1], is_firm=True) if year else day


def _with_month(words: Words, day: Mention) -> Mention | None:
    """ "12 July", "12 de julio de 2027", "1-Aug-27", "1/ago"."""
    at, mark = day.end, words.text(day.end)
    if mark in SEPARATORS and words.touches(at) and words.touches(at + 1):
        at += 1
    else:
        mark, at = "", words.skip(at, "of", "the")
    month = words.month(at, is_beside=True)
    if month is None or _is_party(words, day, month):
        return None
    end = month.end + (words.text(month.end) == "." and _is_short_form(words, month))
    if words.text(end) in SEPARATORS and mark:
        end += 1
    year = words.year(end, is_short=bool(mark))
    return replace(
        day,
        kind="date",
        end=year[1] if year else end,
        month=int(month.value),
        year=year[0] if year else None,
        is_firm=True,
        slip=slip_of(words, month),
    )


def _is_party(words: Words, day: Mention, month: Item) -> bool:
    """ "For 4 Sept 4-7": the month has its days behind it, the number before it counts people."""
    if day.is_firm or not words.before(day.start, "link", "for"):
        return False
    first = words.day_number(month.end + (words.text(month.end) == "."))
    joint = words.item(first.end, "role", "to", "until") if first else None
    return joint is not None and words.day_number(words.skip(joint.end, "the")) is not None


def _is_short_form(words: Words, month: Item) -> bool:
    return month.category == "month_short" or len(words.text(month.start)) <= 4


def _with_month_word(words: Words, day: Mention) -> Mention | None:
    """ "The 5th of next month", "el 5 de este mes"."""
    at = words.skip(day.end, "of", "the")
    which = words.item(at, "which", *WHICH)
    unit = words.item(which.end if which else at, "unit", "month")
    if unit is None:
        return None
    trailing = words.item(unit.end, "which", *WHICH)
    found = which or trailing
    if found is None:
        return None
    return replace(day, end=max(unit.end, found.end), month_which=found.value, is_firm=True)


def _month_first(words: Words, start: int) -> Mention | None:
    """ "July 12th, 2027", "sept 3", "agosto 12"."""
    month = words.month(start, is_beside=True)
    if month is None:
        return None
    at = month.end + (words.text(month.end) == "." and _is_short_form(words, month))
    at = words.skip(at, "the", "day", comma=False)
    day = words.day_number(at)
    if day is None or words.is_counted(day.end) or words.tagged.at(day.end, "unit") or read_numeric(words, at):
        return None
    if not (day.is_firm or words.is_open(day.end)) or words.month(words.skip(day.end, "of"), is_beside=True):
        return None
    if words.language != "en" and not day.is_firm and not _ends_or_goes_on(words, day.end):
        return None  # "en julio 4 personas"
    year = words.year(day.end)
    return Mention(
        start,
        year[1] if year else day.end,
        "date",
        day.value,
        int(month.value),
        year[0] if year else None,
        is_firm=True,
        slip=slip_of(words, month),
    )


def _ends_or_goes_on(words: Words, index: int) -> bool:
    return index >= len(words) or words.item(index, "role", "to", "until") is not None or words.text(index) in ",."


def weekday_at(words: Words, start: int) -> Mention | None:
    """A weekday's name and nothing more."""
    name = words.tagged.at(start, "weekday", "weekday_short")
    if name is None or name.is_fuzzy or words.text(start) in _EVERYDAY:
        return None
    return Mention(start, name.end, "weekday", weekday=int(name.value), is_firm=True)


def _weekday(words: Words, start: int) -> Mention | None:
    """ "Friday", "next Friday", "viernes que viene", "Friday of next week", "samedi en huit"."""
    before = words.item(start, "which", *WHICH)
    at = words.skip(before.end, "the") if before else start
    name = words.tagged.at(at, "weekday")
    if name is None:
        name = words.tagged.at(at, "weekday_short") or _tiny_weekday(words, at)
        if name is None or not _is_short_weekday(words, start, name, has_which=before is not None):
            return None
    if before is None and not words.before(start, "role", "to", "until") and _is_any_of_month(words, name.end):
        return None
    end, which = name.end, before.value if before else None
    if words.text(end) == "." and words.touches(end) and name.category == "weekday_short":
        end += 1
    week, end = _of_week(words, end)
    after = words.item(end, "which", *WHICH)
    if after and which is None:
        which, end = after.value, after.end
    further, end = weeks_on(words, end)
    return Mention(start, end, "weekday", weekday=int(name.value), which=which, week=week, days=further, is_firm=True)


def _tiny_weekday(words: Words, at: int) -> Item | None:
    """ "Ve 18.9", "ma 3/8": words of two letters, before a numeric date alone."""
    name = words.item(at, "weekday_tiny")
    after = name.end + (words.text(name.end) == ".") if name else at
    is_dated = words.text(after + 1) in SEPARATORS and words.is_number(after) and words.is_number(after + 2)
    return name if is_dated else None


def _is_any_of_month(words: Words, end: int) -> bool:
    """ "A Sunday in August", "un domingo de agosto": no day, but its month is named."""
    at = words.skip(end, "of", "in")
    return at > end and words.item(at, "month") is not None


def _is_short_weekday(words: Words, start: int, name: Item, *, has_which: bool) -> bool:
    """ "so", "mar", "sun" are weekdays beside a number, another weekday or a word that goes with days."""
    if _of_week(words, name.end)[0]:
        return True
    part_of_day = words.item(name.end, "unit", "night") or words.item(name.end, "link", "time")
    if part_of_day and words.item(part_of_day.end, "role", "to", "until"):
        return True  # "Fri night to Mon"
    following = words.tagged.at(name.end, "weekday", "weekday_short", "role", "joins", "which")
    is_last = following is not None or words.is_open(name.end)
    if is_last and (has_which or words.before(start, "role", "until", "leave") or _is_behind_day(words, start)):
        return True
    if is_last and words.language in ("en", "de") and words.before(start, "link", "on"):
        return True
    after = words.skip(name.end + (words.text(name.end) == "."), "the", "day", comma=True)
    day = words.day_number(after)
    is_dated = read_numeric(words, after) is not None or (day is not None and not _is_count(words, day.end))
    if words.text(name.start) in _EVERYDAY:
        is_dated = False
    if is_dated and words.tagged.at(name.start, "month_short") is None:
        return True
    if _is_swapped(words, start, name.end):
        return True
    joint = words.item(name.end, "role", "to", "until")
    while joint and (further := words.item(joint.end, "role", "to")):
        joint = further  # "fri-to-mon"
    if joint:
        other = words.skip(joint.end, "the", "on")
        return words.tagged.at(other, "weekday", "weekday_short") is not None
    return False


def _is_swapped(words: Words, start: int, end: int) -> bool:
    """ "Sun not Mon", "dom, no lun": another weekday stands beyond a word that denies one of both."""
    behind = words.item(end + (words.text(end) == ","), "negated")
    before = words.before(start, "negated")
    others = [behind.end] if behind else []
    if before:
        others.append(before.start - 1 - (words.text(before.start - 1) == ","))
    return any(words.tagged.at(at, "weekday", "weekday_short") for at in others)


def _is_count(words: Words, end: int) -> bool:
    return words.is_counted(end) or words.tagged.at(end, "unit") is not None


def _is_behind_day(words: Words, start: int) -> bool:
    """ "sab 13/6 a mar", "von do auf so": a word that joins, and a day before it."""
    joint = words.before(start, "role", "to")
    if joint is None:
        return False
    while further := words.before(joint.start, "role", "to"):
        joint = further
    part_of_day = words.before(joint.start, "unit", "night") or words.before(joint.start, "link", "time")
    before = (part_of_day or joint).start - 1  # "Fri night to Mon"
    return words.is_number(before) or words.tagged.at(before, "weekday", "weekday_short") is not None


def _of_week(words: Words, end: int) -> tuple[str | None, int]:
    """(which week, end) of "of next week", "diese Woche", "da próxima semana"."""
    at = words.skip(end, "of", "in", "the", "on", comma=True)
    before = words.item(at, "which", *WHICH)
    unit = words.item(before.end if before else at, "unit", "week")
    if unit is None:
        return None, end
    after = words.item(unit.end, "which", *WHICH)
    found = before or after
    return (found.value, max(unit.end, found.end)) if found else (None, end)
