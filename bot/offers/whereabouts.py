"""Whether a unit lies where a guest wants to be: the guest's words for a place, compared with the owner's."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from bot.types import Unit
from bot.words.folding import fold

SIMILAR = 0.8  # of two words: Ciudadela is Ciutadella
SHORTEST_SIMILAR = 5  # letters; shorter words are the same or are not
_WORD = re.compile(r"[^\W_]+")
# Names of one place in several languages, folded.
_NAMES = tuple(
    frozenset(names.split())
    for names in (
        "menorca minorca minorque minorka menorka",
        "mallorca majorca majorque maiorca maiorque",
        "ibiza eivissa",
        "mao mahon",
        "baleares balears balearic balearen baleari",
        "canarias canary canaries canarie kanaren",
        "cataluna catalunya catalonia catalogne catalogna katalonien",
        "andalucia andalusia andalousie andalusien",
        "sevilla seville siviglia",
        "zaragoza saragosse saragozza saragossa",
        "lisboa lisbon lisbonne lissabon lisbona",
        "porto oporto",
        "toscana tuscany toscane toskana",
        "firenze florence florenz florencia",
        "venezia venice venise venedig venecia veneza",
        "roma rome rom",
        "napoli naples neapel napoles",
        "sardegna sardinia sardaigne sardinien cerdena sardenha",
        "sicilia sicily sicile sizilien",
        "corsica corse korsika corcega",
        "creta crete kreta",
    )
)
# Articles and prepositions of place names, which guests leave out or add.
_SMALL = frozenset(
    "a al d da das de del della den der di do dos du el en es i il in l la las le les lo los o s sa the".split()
)


def place(unit: Unit) -> str:
    """Neighbourhood and town as the owner states them; empty when unknown."""
    location = unit.metadata.get("location")
    if isinstance(location, str):
        return location
    if not isinstance(location, dict):
        return ""
    names = [location.get(name) for name in ("neighbourhood", "city")]
    return ", ".join(dict.fromkeys(name for name in names if isinstance(name, str) and name))


def lies_in(unit: Unit, wanted: str) -> bool:
    """Whether each word of a place stands in the unit's location or name, one slip or another spelling forgiven. A unit
    whose place is not stated lies nowhere. Whatever else the owner states of the location counts: island, country."""
    location = unit.metadata.get("location")
    wider = [part for part in location.values() if isinstance(part, str)] if isinstance(location, dict) else []
    return same_place(wanted, " ".join((unit.name, place(unit), *wider)))


@lru_cache(maxsize=4096)  # the same units are weighed turn after turn
def same_place(wanted: str, stated: str) -> bool:
    """Whether each word of `wanted` stands in `stated`."""
    said, known = place_words(wanted), place_words(stated)
    return bool(said) and all(any(alike(word, other) for other in known) for word in said)


def place_words(text: str) -> frozenset[str]:
    """The telling words of a place, folded; all of them where none tells."""
    words = frozenset(_WORD.findall(fold(text)))
    return words - _SMALL or words


def alike(word: str, other: str) -> bool:
    """Whether two folded words are one, perhaps with a slip or in another spelling."""
    if word == other or any(word in names and other in names for names in _NAMES):
        return True
    shorter = min(len(word), len(other))
    if shorter < SHORTEST_SIMILAR or word[0] != other[0] or 2 * shorter < SIMILAR * (len(word) + len(other)):
        return False
    return SequenceMatcher(None, word, other).ratio() >= SIMILAR
