"""Days by their place in a month: "the first Saturday in June", "the last day of July"."""

from __future__ import annotations

from plugins.understanding.dates.finding.months import month_at
from plugins.understanding.dates.mention import Mention
from plugins.understanding.dates.words import Words

MAX_NTH = 5


def read_nth_day(words: Words, start: int) -> Mention | None:
    """An ordinal or "last" with a weekday or "day", and the month they are of."""
    last, number = words.item(start, "last"), words.numbers.at(start)
    is_ordinal = number is not None and number.is_ordinal and 0 < number.value <= MAX_NTH
    if last is None and not is_ordinal:
        return None
    nth, at = (-1, last.end) if last else (number.value, number.end) if number else (0, start)
    weekday, unit = words.tagged.at(at, "weekday"), words.item(at, "unit", "day")
    if weekday is None and (unit is None or words.tokens[unit.start].plain.endswith("s")):
        return None
    end = weekday.end if weekday else unit.end if unit else at
    month = month_at(words, end)
    if month is None or month.month is None:
        return None
    value = int(weekday.value) if weekday else None
    return Mention(start, month.end, "nth", nth, month.month, month.year, value, is_firm=True)
