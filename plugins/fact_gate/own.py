"""The product's own sentences, of bot/words/texts: their words may be said at any time, what fills them is checked.

A sentence counts as one of them only where it is the same from its first word to its last, but for the values.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.words.phrases import for_guests
from bot.words.sentences import split
from plugins.fact_gate.reading import plain

ROOMS = ("concierge", "topics", "core", "commands", "labels", "limits")
# What fills these is said not to be there.
DENYING = frozenset(
    "feature_no feature_none feature_nowhere miss_features excluded buttons.without no_fee_at unknown_about".split()
)
_VALUE = "\ua66e"  # stands for a placeholder: a letter that nobody writes
_AROUND = " -•\n\t"  # of a line in a list


@dataclass(frozen=True, slots=True)
class Own:
    """A sentence of ours. `values` are the places of what fills it; `denies`: that is said not to be there."""

    values: tuple[tuple[int, int], ...]
    denies: bool

    def has(self, start: int, end: int) -> bool:
        """Whether a value stands there, or part of one."""
        return any(start < to and begin < end for begin, to in self.values)


def own(sentence: str, language: str) -> Own | None:
    """The sentence as one of ours; None: it is not."""
    written = plain(sentence)
    said = written.strip(_AROUND)
    offset = len(written) - len(written.lstrip(_AROUND))
    for parts, denies in _templates(language):
        values = _values(said, parts)
        if values is not None:
            return Own(tuple((start + offset, end + offset) for start, end in values), denies)
    return None


def _values(said: str, parts: tuple[str, ...]) -> tuple[tuple[int, int], ...] | None:
    """Where the values between these parts stand. Each part is looked for once, from where the one before it ended."""
    if len(parts) == 1:
        return () if said == parts[0] else None
    first, *middle, last = parts
    if len(said) < len(first) + len(last) or not (said.startswith(first) and said.endswith(last)):
        return None
    values, place, stop = list[tuple[int, int]](), len(first), len(said) - len(last)
    for part in middle:
        found = said.find(part, place, stop)
        if found < 0:
            return None
        values.append((place, found))
        place = found + len(part)
    return (*values, (place, stop))


@cache
def _templates(language: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """The parts between the placeholders of each sentence, and whether it denies; those of the most words first."""
    found = {
        (tuple(sentence.strip(_AROUND).split(_VALUE)), key in DENYING)
        for room in ROOMS
        for key, text in for_guests(room).texts(language)
        for sentence in map(plain, _sentences(text))
    }
    return tuple(sorted(found, key=lambda template: (-sum(map(len, template[0])), template)))


def _sentences(text: str) -> Iterator[str]:
    marked = "".join(
        literal + (_VALUE if field is not None else "") for literal, field, _, _ in string.Formatter().parse(text)
    )
    yield from split(marked)
