"""Nouns that no table knows: whether they are people, by the learned head ("2 lorry drivers", "la badante").

The tables decide wherever they know a word. What they do not know is looked at only where a person may stand: behind a
number, or behind an article in a list of people. One encoder call (some milliseconds) a noun, remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple
from zlib import crc32

from bot.words.folding import fold
from plugins.understanding.acts.encoders import quick
from plugins.understanding.acts.heads import head
from plugins.understanding.people.words import PLURAL_IN_S, Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REMEMBERED = 4096
BUCKETS = 1024
GROUPS = range(3, 6)  # letters in a group: how words for people end ("-ista", "-fahrer")
LOOKED_UP = 6  # nouns of a message
LONGEST = 3  # words of a noun ("long distance lorry drivers")
SHORTEST = 4  # letters
COUNTED = 0.55  # share of the person labels behind a number; by held-out nouns (9 of 10 are people)
LISTED = 0.65  # behind an article, where more than people stands (more than 9 of 10 are)
OWNED = 0.4  # behind "my" in a list of people
_ROLES: dict[str, Literal["kin", "child", "infant"]] = {"adult": "kin", "child": "child", "infant": "infant"}
_HEAD_LAST = frozenset({"de", "en"})  # languages in which what describes a noun stands before it
# What tables say of a word without saying that it is no person.
_OPEN = frozenset(
    {"event_sign", "others_trip", "past_sign", "now_sign", "fact", "people_talk", "occasion", "view", "season"}
)


class Somebody(NamedTuple):
    role: Literal["kin", "child", "infant"]
    is_plural: bool
    end: int


def somebody(words: Words, index: int, floor: float) -> Somebody | None:
    """The people that an unknown noun at a token names, if it names any."""
    limit = _extent(words, index)
    lengths = (
        range(1, limit - index + 1) if words.tagged.language in _HEAD_LAST else range(1, min(2, limit - index + 1))
    )
    for length in lengths:
        text = " ".join(words.text(at) for at in range(index, index + length)).replace(" - ", "-").lower()
        role = _role(words, text, floor)
        if role is None and length > 1 and words.tagged.language in _HEAD_LAST:
            role = _role(words, text.rpartition(" ")[2], floor)  # "digital nomad"
        if role and not words.item(index + length, "people"):  # "mein verwitweter Schwiegervater"
            last = words.tokens[index + length - 1].plain
            return Somebody(role, last.endswith("s") and words.tagged.language in PLURAL_IN_S, index + length)
    return None


def vectors(nouns: Sequence[str]) -> NDArray[np.float32]:
    """(nouns, 512 + BUCKETS): what they mean by the encoder, and their groups of letters. Computes: some ms."""
    import numpy as np

    return np.hstack([quick(nouns), np.stack([_letters(noun) for noun in nouns])])


def _letters(noun: str) -> NDArray[np.float32]:
    """Unit length; zeros for what has no letters."""
    import numpy as np

    found = np.zeros(BUCKETS, np.float32)
    for word in fold(noun).split():
        framed = f"^{word}$"
        groups = [framed[at : at + size] for size in GROUPS for at in range(len(framed) - size + 1)]
        for group in (framed, *groups):
            found[crc32(group.encode()) % BUCKETS] += 1
    return found / max(1.0, float(np.linalg.norm(found)))


def _role(words: Words, noun: str, floor: float) -> Literal["kin", "child", "infant"] | None:
    if noun not in words.nouns and len(words.nouns) >= LOOKED_UP:
        return None
    words.nouns.add(noun)
    label, share = _likeliest(noun)
    return _ROLES.get(label) if share >= floor else None


@lru_cache(REMEMBERED)
def _likeliest(noun: str) -> tuple[str, float]:
    """The likeliest label and how likely a noun is that or, of people, any of theirs."""
    shares = head("noun").shares(vectors([noun]))[0]
    people = sum(shares[label] for label in _ROLES)
    label = max(_ROLES, key=lambda one: shares[one])
    return (label, people) if people >= 0.5 else (max(shares, key=lambda one: shares[one]), 1 - people)


def _extent(words: Words, index: int) -> int:
    """The end of the unknown words from a token on; hyphens within one belong to it."""
    end = index
    while end < min(len(words.tokens), index + 2 * LONGEST - 1):
        token = words.tokens[end]
        is_hyphen = token.text in "-–" and token.touches and words.touches(end + 1) and end > index
        if not is_hyphen and not _is_open(words, end):
            break
        end += 1
    return end


def _is_open(words: Words, index: int) -> bool:
    token = words.tokens[index]
    if token.kind != "word" or len(token.plain) < SHORTEST or index in words.taken:
        return False
    return all(
        item.is_fuzzy or item.category in _OPEN or (item.is_foreign and not _is_thing(item.category))
        for item in words.tagged.here(index)
    )


def _is_thing(category: str) -> bool:
    return category in ("feature", "kind", "people_other", "unit", "month", "weekday", "bedroom", "bathroom")
