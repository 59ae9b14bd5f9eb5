"""Nights in a list: "tonight and tomorrow night", "Friday and Saturday night", "the nights of the 5th and 6th"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from plugins.understanding.dates.mention import Cue, Length, Mention
from plugins.understanding.dates.statement import End, Scene
from plugins.understanding.dates.words import Words

_JOINING = frozenset({"and", "comma", "out_of", "from"})
DAYS_A_WEEK = 7


def nights_listed(ends: Sequence[End], scene: Scene) -> tuple[Mention, Length] | None:
    """The first night with how many they are; None where days are listed rather than nights, or not in a row."""
    days = [end.day for end in _run(ends, scene)]
    if len(days) < 2:
        return None
    first, last = days[0], days[-1]
    if not (_is_of_nights(scene.words, first.start) or _is_night(scene.words, last)):
        return None
    return _dated(first, last), Length(last.start, last.end, len(days))


def _run(ends: Sequence[End], scene: Scene) -> list[End]:
    """The first of the ends with those that follow it, each the next day."""
    found = list(ends[:1])
    for first, second in pairwise(ends):
        if not (_is_next(first.day, second.day) and _are_joined(first, second, scene)):
            break
        found.append(second)
    return found


def _are_joined(first: End, second: End, scene: Scene) -> bool:
    between = [piece for piece in scene.pieces[first.index + 1 : second.index] if not _is_night_word(piece, scene)]
    cues = {piece.what for piece in between if isinstance(piece, Cue)}
    return len(between) > 0 and all(isinstance(piece, Cue) for piece in between) and cues <= _JOINING


def _is_night_word(piece: object, scene: Scene) -> bool:
    return isinstance(piece, Cue) and scene.words.item(piece.start, "unit", "night") is not None


def _is_next(first: Mention, second: Mention) -> bool:
    if first.kind == second.kind == "offset":
        return not (first.months or second.months) and second.days == first.days + 1
    if first.kind == second.kind == "weekday" and first.weekday is not None and second.weekday is not None:
        return (second.weekday - first.weekday) % DAYS_A_WEEK == 1
    return first.day is not None and second.day is not None and second.day == first.day + 1


def _is_night(words: Words, day: Mention) -> bool:
    night = words.item(day.start, "night_of")
    return (night is not None and night.end >= day.end) or words.item(day.end, "unit", "night") is not None


def _is_of_nights(words: Words, start: int) -> bool:
    """ "The nights of …" before a day."""
    return words.is_led_by(start, "unit", "night")


def _dated(first: Mention, last: Mention) -> Mention:
    """ "The 5th and 6th of June": the month is that of both."""
    if first.kind != "day" or last.month is None:
        return first
    return Mention(first.start, first.end, "date", first.day, last.month, last.year, is_firm=True)
