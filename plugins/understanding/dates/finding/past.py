"""Words that tell of a past stay."""

from __future__ import annotations

from plugins.understanding.dates.words import FIRST_YEAR, YEAR_DIGITS, Words

LOOKED_AT = 12  # tokens from "we were" to "wondering"


def is_past(words: Words, index: int, end: int) -> bool:
    """A word of the past in a clause that ends at token `end`; not "the last week", "last week of August", "we were
    wondering"."""
    if _is_ago(words, index):
        return True
    past = words.item(index, "past")
    month_end = index - (words.text(index - 1) == ",")
    if past is None or words.text(index - 1).lower() == "the" or words.before(month_end, "month"):
        return False
    is_polite = any(words.item(at, "polite") for at in range(past.end, min(end, past.end + LOOKED_AT)))
    is_part = words.before(past.end, "unit") is not None and words.item(past.end, "link", "of", "in") is not None
    return not (is_polite or is_part)


def is_past_year(words: Words, index: int, year: int) -> bool:
    """ "In 2019", where `year` is the current one."""
    number = words.numbers.at(index)
    if number is None or len(words.text(index)) != YEAR_DIGITS or not FIRST_YEAR <= number.value < year:
        return False
    return words.before(index, "link", "in", "of", "on") is not None


def _is_ago(words: Words, index: int) -> bool:
    """ "Hace dos veranos", "vor drei Jahren", "two summers ago"."""
    before = words.item(index, "ago", "before")
    number = words.count(before.end if before else index)
    if number is None or (before is not None and before.is_foreign):
        return False
    unit = words.tagged.at(number.end, "years", "season", "unit")
    if unit is None or unit.value in ("night", "day"):
        return False
    return before is not None or words.item(unit.end, "ago", "after") is not None
