"""Words that say arriving or leaving together: "hand the keys back", "ferry de vuelta", "return flight"."""

from __future__ import annotations

from plugins.understanding.dates.mention import Cue
from plugins.understanding.dates.words import Words

KEYS_BEHIND, KEYS_BEFORE = 4, 10  # tokens from what is done with keys to them


def read_way(words: Words, index: int) -> Cue | None:
    return _keys(words, index) or _journey(words, index)


def is_journey(words: Words, tokens: range) -> bool:
    """Whether a clause speaks of the way here or back by flight, ferry or train."""
    return any(_journey(words, index) for index in tokens)


def _keys(words: Words, index: int) -> Cue | None:
    """ "Recogemos las llaves", "faut avoir rendu les clés", "mollo le chiavi"."""
    verb = words.item(index, "key_verb")
    if verb is None or verb.is_foreign:
        return None
    around = (
        *range(verb.end, min(len(words), verb.end + KEYS_BEHIND)),
        *range(max(0, index - KEYS_BEFORE), index),
    )
    return Cue(index, verb.end, verb.value) if any(words.item(at, "keys") for at in around) else None


def _journey(words: Words, index: int) -> Cue | None:
    """ "Ferry back", "vuelo de ida", "return flight"."""
    vehicle, way = words.item(index, "vehicle"), words.item(index, "way")
    if vehicle and not vehicle.is_foreign:
        at = words.skip(vehicle.end, "of", "the")
        behind = words.item(at, "way") or words.item(at, "role", "arrive", "leave")
        return Cue(index, behind.end, behind.value) if behind and not behind.is_foreign else None
    if way and not way.is_foreign:
        behind = words.item(words.skip(way.end, "of", "the"), "vehicle")
        return Cue(index, behind.end, way.value) if behind else None
    return None
