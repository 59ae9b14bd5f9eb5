"""Where a message names a home of the tenant's: its words are a name, whatever else they could say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache

from plugins.understanding.lexicon import Tagged
from plugins.understanding.tokens import tokens

MIN_WORDS = 2  # of a name: "Sunset" alone is a word like others
LONG = 5  # words from which nobody writes a name by chance
SHORT = 2  # letters of an article or preposition
_BEFORE_PLACE = ","  # "Villa Raia, Binibeca Nou" is called "Villa Raia"

Names = Mapping[str, tuple[tuple[str, ...], ...]]  # by first word: names as their words, longest first


def without_homes(tagged: Tagged, homes: frozenset[str], places: frozenset[str]) -> Tagged:
    """The message with the names of homes, whole ones or up to their comma, as marks that mean nothing; `homes` and
    `places` (towns) are folded."""
    found = _home_words(tagged, _names(homes), _words(places)) if homes else None
    if not found:
        return tagged
    return without(tagged, found)


def without(tagged: Tagged, places: Collection[int]) -> Tagged:
    """The message with the tokens at these places as marks that mean nothing."""
    hidden = (
        replace(token, kind="mark", plain="") if index in places else token for index, token in enumerate(tagged.tokens)
    )
    return Tagged(tuple(hidden), tagged.language)


def _home_words(tagged: Tagged, names: Names, towns: frozenset[str]) -> frozenset[int]:
    words, found = [index for index, token in enumerate(tagged.tokens) if token.kind != "mark"], set[int]()
    own = _own_words(names)
    found |= {index for index in words if _is_own(tagged, index, own, towns)}
    for at, index in enumerate(words):
        for name in names.get(tagged.tokens[index].plain, ()):
            spoken = words[at : at + len(name)]
            if tuple(tagged.tokens[i].plain for i in spoken) == name and _is_proper(tagged, spoken, towns):
                found |= set(range(spoken[0], spoken[-1] + 1))
                break
        if (owner := _behind_kind(tagged, words[at : at + 2], names, towns)) is not None:
            found |= {index, owner}
    return frozenset(found)


def _is_own(tagged: Tagged, index: int, own: frozenset[str], towns: frozenset[str]) -> bool:
    """ "La Terrassa": a word of one home's name, which is none of any language, is no slip of another."""
    word = tagged.tokens[index].plain
    return len(word) >= LONG and word in own and word not in towns and not tagged.is_spelled(index)


def _behind_kind(tagged: Tagged, pair: list[int], names: Names, towns: frozenset[str]) -> int | None:
    """ "Villa Celia" for "Casa Celia": a word of ours before one that only the name of a home holds."""
    if len(pair) < MIN_WORDS or tagged.at(pair[0], "kind") is None:
        return None
    word = tagged.tokens[pair[1]].plain
    is_own = len(word) >= LONG and word not in towns and not tagged.is_spelled(pair[1])
    return pair[1] if is_own and any(word in name[1:2] for first in names.values() for name in first) else None


def _is_proper(tagged: Tagged, spoken: list[int], towns: frozenset[str]) -> bool:
    """ "Apartment in Palma" is any apartment there, whatever is called so: a name holds a word that is nothing else."""
    return len(spoken) >= LONG or any(
        not tagged.is_spelled(index) and len(word) > SHORT and word not in towns
        for index in spoken
        for word in (tagged.tokens[index].plain,)
    )


def _own_words(names: Names) -> frozenset[str]:
    """Words of names."""
    return frozenset(word for spoken in names.values() for name in spoken for word in name)


@lru_cache(maxsize=64)
def _words(places: frozenset[str]) -> frozenset[str]:
    return frozenset(word for place in places for word in _split(place))


@lru_cache(maxsize=64)
def _names(homes: frozenset[str]) -> Names:
    found = defaultdict[str, set[tuple[str, ...]]](set)
    for home in homes:
        for words in (_split(home), _split(home.partition(_BEFORE_PLACE)[0])):
            for spoken in (words, words[1:] if words and len(words[0]) <= SHORT else ()):  # "(La) Casita de Pita"
                if len(spoken) >= MIN_WORDS:
                    found[spoken[0]].add(spoken)
    return {first: tuple(sorted(names, key=lambda words: (-len(words), words))) for first, names in found.items()}


def _split(name: str) -> tuple[str, ...]:
    return tuple(token.plain for token in tokens(name) if token.kind != "mark")
