"""Numeric dates: "2027-08-01", "5/6", "12.7.27", "07-03-2027"."""

from __future__ import annotations

from plugins.understanding.dates.mention import Mention
from plugins.understanding.dates.words import MAX_DAY, YEAR_DIGITS, Words
from plugins.understanding.lexicon import Item

MONTHS = 12
SEPARATORS = frozenset("/.-")
_WEEKDAYS = ("weekday", "weekday_short", "weekday_tiny")
LOOK_AROUND = 12  # tokens from one end of a stay to the other


def read_numeric(words: Words, start: int) -> Mention | None:
    """ "2027-08-01", "5/6", "12.7.27", "07-03-2027"."""
    if not words.is_number(start):
        return None
    mark, second = words.text(start + 1), start + 2
    if mark not in SEPARATORS or not words.touches(start + 1) or not words.touches(second):
        return None
    if not words.is_number(second) or _came_with(words, start):
        return None
    first_digits, second_digits = words.text(start), words.text(second)
    third = second + 2
    has_third = (
        words.text(second + 1) == mark and words.touches(second + 1) and words.touches(third) and words.is_number(third)
    )
    if len(first_digits) == YEAR_DIGITS:
        return _year_first(words, start) if has_third else None
    if len(first_digits) > 2 or len(second_digits) > 2:
        return None
    one, two = int(first_digits), int(second_digits)
    if has_third and len(words.text(third)) in (2, YEAR_DIGITS):
        year = int(words.text(third))
        return _either(start, third + 1, one, two, year if year > 99 else 2000 + year)
    if has_third:
        return None
    end = second + 1
    if mark == "." and words.text(end) == "." and words.touches(end) and not _goes_on_with_digits(words, end):
        return _either(start, end + 1, one, two)
    return _either(start, end, one, two) if _is_plain_pair(words, start, mark) else None


def _came_with(words: Words, start: int) -> bool:
    """A number before it and a mark: the middle of something longer ("1.200.5")."""
    return (
        start > 1
        and words.touches(start)
        and words.text(start - 1) in ".,/"
        and words.touches(start - 1)
        and words.is_number(start - 2)
    )


def _goes_on_with_digits(words: Words, point: int) -> bool:
    return words.touches(point + 1) and words.is_number(point + 1)


def _is_plain_pair(words: Words, start: int, mark: str) -> bool:
    """Two numbers and a mark between them that are a date without a year."""
    end = start + 3
    is_led = words.before(start, "role", "arrive", "leave") or words.before(start, "role_short")
    if (words.is_counted(end) and not is_led) or (words.text(start), words.text(start + 2)) == ("24", "7"):
        return False
    if words.touches(end) and end < len(words) and words.tokens[end].kind != "mark":
        return False  # "3/4h"
    joined = _is_end_of_range(words, start, end, mark)
    if joined and _weekday_before(words, start):
        return True  # "ve 18.9 - di 20.9"
    if mark == "/":
        return not words.tagged.at(words.skip(end, "of"), "month")
    if is_led and _is_other_led(words, start, mark):
        return True
    if mark == "-":
        return joined
    is_padded = len(words.text(start + 2)) == 2
    if words.language != "de" and (len(words.text(start)) < 2 or int(words.text(start + 2)) > MONTHS):
        return False  # "8.30-9.30"
    cued = words.before(start, "role") is not None or words.before(start, "link", "on") is not None
    return is_padded and (joined or cued or words.language == "de")


def _is_end_of_range(words: Words, start: int, end: int, mark: str) -> bool:
    """ "05-06 to 09-06": another such pair stands beside it."""
    after = words.item(end, "role", "to", "until")
    if after and _is_pair(words, _behind_weekday(words, words.skip(after.end, "the")), mark):
        return True
    weekday = _weekday_before(words, start)
    before = words.before(weekday.start if weekday else start, "role", "to", "until")
    return before is not None and before.start >= 3 and _is_pair(words, before.start - 3, mark)


def _weekday_before(words: Words, start: int) -> Item | None:
    return words.tagged.before(start, *_WEEKDAYS)


def _behind_weekday(words: Words, index: int) -> int:
    weekday = words.tagged.at(index, *_WEEKDAYS)
    return weekday.end if weekday else index


def _is_other_led(words: Words, start: int, mark: str) -> bool:
    """ "Entrada 07-08, salida 15-08": behind another word of arriving or leaving stands such a pair too."""
    others = (at for at in range(max(0, start - LOOK_AROUND), min(len(words), start + LOOK_AROUND)) if at != start)
    return any(
        _is_pair(words, at, mark) and (words.before(at, "role", "arrive", "leave") or words.before(at, "role_short"))
        for at in others
    )


def _is_pair(words: Words, start: int, mark: str) -> bool:
    return (
        words.is_number(start)
        and words.is_number(start + 2)
        and words.text(start + 1) == mark
        and words.touches(start + 1)
        and words.touches(start + 2)
    )


def _either(start: int, end: int, one: int, two: int, year: int | None = None) -> Mention | None:
    """Day and month in whichever order is possible."""
    if one > MONTHS and 0 < two <= MONTHS and one <= MAX_DAY:
        return Mention(start, end, "date", one, two, year, is_firm=True)
    if two > MONTHS and 0 < one <= MONTHS and two <= MAX_DAY:
        return Mention(start, end, "date", two, one, year, is_firm=True)
    if not (0 < one <= MONTHS and 0 < two <= MONTHS):
        return None
    if one == two:
        return Mention(start, end, "date", one, two, year, is_firm=True)
    return Mention(start, end, "date", year=year, either=(one, two), is_firm=True)


def _year_first(words: Words, start: int) -> Mention | None:
    year, month, day = (int(words.text(start + step)) for step in (0, 2, 4))
    if not (2000 <= year <= 2099 and 0 < month <= MONTHS and 0 < day <= MAX_DAY):
        return None
    end = start + 5
    if words.touches(end) and words.text(end).upper() == "T":  # a time follows
        end += 1
        while end < len(words) and words.touches(end) and (words.text(end) in ":.+Z" or words.text(end).isdigit()):
            end += 1
    return Mention(start, end, "date", day, month, year, is_firm=True)
