"""Finds days counted from today: "tomorrow", "in 10 days", "two weeks from today", "heute in acht Tagen"."""

from __future__ import annotations

from plugins.understanding.dates.mention import Mention
from plugins.understanding.dates.words import Words

WEEK = 7


def weeks_on(words: Words, end: int) -> tuple[int, int]:
    """(days further on, end) of "en huit", "in einer Woche", "Friday week"."""
    for category, days in (("week_on", WEEK), ("two_weeks_on", 2 * WEEK)):
        found = words.item(end, "in_time", category)
        if found:
            return days, found.end
    if words.language == "en" and words.item(end, "unit", "week"):
        return WEEK, end + 1
    further = _in_time(words, end)
    if further and further.days and further.days % WEEK == 0:
        return further.days, further.end
    return 0, end


def read_offset(words: Words, start: int) -> Mention | None:
    """ "Tomorrow", "in 10 days", "two weeks from today", "heute in acht Tagen"."""
    known = words.item(start, "relative")
    if known and not known.is_foreign:
        further, end = weeks_on(words, known.end)
        return Mention(start, end, "offset", days=int(known.value) + further, is_firm=True)
    if words.item(start, "tomorrow"):
        return _manana(words, start)
    return _in_time(words, start) or _from_now(words, start)


def _manana(words: Words, start: int) -> Mention | None:
    """Spanish "mañana" is tomorrow, but for "la mañana", "por la mañana"."""
    is_morning = words.text(start - 1).lower() in {"la", "una", "las"} and not words.before(start, "relative")
    further, end = weeks_on(words, start + 1)
    return None if is_morning else Mention(start, end, "offset", days=1 + further, is_firm=True)


def _in_time(words: Words, start: int) -> Mention | None:
    before = words.item(start, "in_time", "before")
    if before is None or before.is_foreign:
        return None
    counted = _counted_unit(words, words.skip(before.end, "on"))
    if counted is None:
        return None
    days, months, end = counted
    if words.text(end).lower() == "time":
        end += 1
    if words.tagged.at(words.skip(end, "of", "in"), "month"):
        return None  # "in 2 Wochen im August"
    return Mention(start, end, "offset", days=days, months=months, is_firm=True)


def _from_now(words: Words, start: int) -> Mention | None:
    counted = _counted_unit(words, start)
    if counted is None:
        return None
    days, months, end = counted
    known = words.item(end, "in_time", "from_now")
    if known:
        return Mention(start, known.end, "offset", days=days, months=months, is_firm=True)
    if words.language != "en":
        return None
    is_led = words.text(end).lower() in {"from", "on"}
    at = words.skip(end + is_led, "the")
    base = words.item(at, "relative")  # "a fortnight today", "a week from tomorrow"
    if base and days % WEEK == 0:  # "10 days from today" is a stay
        return Mention(start, base.end, "offset", days=days + int(base.value), months=months, is_firm=True)
    weekday = words.tagged.at(at, "weekday") if is_led else None
    if weekday and days == WEEK and words.day_number(weekday.end) is None:
        return Mention(start, weekday.end, "weekday", weekday=int(weekday.value), days=days, is_firm=True)
    return None


def _counted_unit(words: Words, start: int) -> tuple[int, int, int] | None:
    """(days, months, end) of "10 days", "a fortnight", "zwei Wochen"."""
    number = words.count(start)
    if number is None:
        return None
    unit = words.tagged.at(number.end, "unit")
    factor = {"day": 1, "week": WEEK, "fortnight": 2 * WEEK}.get(unit.value if unit else "")
    if unit and factor and number.value * factor <= 400:
        return number.value * factor, 0, unit.end
    if unit and unit.value == "month" and number.value <= 18:
        return 0, number.value, unit.end
    return None
