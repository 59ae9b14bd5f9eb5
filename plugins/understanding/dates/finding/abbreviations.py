"""Abbreviations of arriving and leaving: "in 5/9 out 12/9", "An 3.4., Ab 9.4.". Most are everyday words besides, so
that one counts only where a day follows and where its counterpart leads another."""

from __future__ import annotations

from plugins.understanding.dates.finding.days import read_day
from plugins.understanding.dates.words import Words
from plugins.understanding.lexicon import Item


def led_days(words: Words) -> dict[int, Item]:
    """Token → the abbreviation at it that leads a day."""
    short = [
        item
        for item in words.tagged.all("role_short")
        if not item.is_foreign and _leads_day(words, item.end) and not _counts_people(words, item)
    ]
    said = {item.value for item in words.tagged.all("role") if not item.is_foreign and _leads_day(words, item.end)}
    values = said | {item.value for item in short}
    return {item.start: item for item in short} if {"arrive", "leave"} <= values else {}


def _leads_day(words: Words, end: int) -> bool:
    at = words.skip(end + (words.text(end) == ":"), "the", "on", "in", "day", "of")
    day = read_day(words, at)
    if day is None or day.kind == "offset":
        return False
    return not words.is_counted(day.end) and words.tagged.at(day.end, "unit") is None


def _counts_people(words: Words, short: Item) -> bool:
    """ "Siam in 5": a number alone behind a verb."""
    day = read_day(words, short.end)
    return day is not None and day.is_bare and words.is_word(short.start - 1)
