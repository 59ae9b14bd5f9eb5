"""Things that homes have, and places near them: where a text names them, and whether it denies them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

Kind = Literal["amenity", "place", "attribute"]
DENIED_CHARS = 60  # before and after a thing, in which a word may deny it
_NO = (
    r"no|not|\w+n't|cannot|without|none|neither|nor|lacks?|nothing|nowhere|sin|ni|tampoco|carece\w*|ningun\w*|nada|nao|sem|nem|"
    r"nenhum\w*|pas|sans|aucune?|rien|kein\w*|nicht|ohne|weder|nichts|nirgends|non|senza|ne|nessun\w*|niente|nulla|"
    r"unfortunately|lamentablemente|free of"
)
_BUT = r"(?:but|though|however|yet|pero|sino|mas|porem|mais|par contre|aber|doch|sondern|dafur|ma|invece|bensi)"
_BEFORE = re.compile(rf"(?<!\w)(?:{_NO})(?!\w)(?!,)(?:(?!(?<!\w){_BUT}(?!\w))[^;.:!?])*$")
_AFTER = re.compile(
    r"^(?:(?! (?:and|y|e|et|und|but|pero|mas|mais|aber|ma|o|or|ou|oder) )[^,;.:!?]){0,40}(?<!\w)(?:pas|plus|nichts|nirgends|nulla|nada|nowhere|\w+n't|is not|are not|not|no (?:esta|figura|tiene|hay|aparece)|fehlt|fehlen|nicht|kein\w*|"
    r"non|nao|manca\w*|falta\w*|missing|verboten|prohibid\w*|interdit\w*|proibid\w*|vietat\w*|forbidden)(?!\w)"
)
_IN_THE = re.compile(r"(?<!\w)no(?!\w)")
_FALSE_NO = re.compile(
    r"(?<!\w)(?:no (?:problems?|worries|doubt|extra|additional|charge|cost|need|supplement)|not only|not just|nothing extra|sin (?:problemas?|coste|cargo|duda"
    r"|suplemento)|no se paga|no (?:solo|so)|sem (?:problemas?|custos?)|pas (?:de (?:probleme|souci|supplement)|seulement)|sans (?:supplement|frais|probleme)"
    r"|kein problem|keine sorge|nicht nur|nichts extra|ohne (?:aufpreis|problem\w*)|nessun problema|non solo|senza (?:costi|supplement\w*|problemi)"
    r"|why not|ni \w+ ni|gratis)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """Named at text[start:end]."""

    id: str
    kind: Kind
    start: int
    end: int
    denied: bool


@lru_cache(maxsize=4096)
def things_in(text: str, language: str = "") -> tuple[Thing, ...]:
    """Every thing that a plain text names; of those that overlap the longest. In Portuguese "no" is no denial."""
    found = [
        (match.start(), match.end(), id_, kind) for id_, kind, pattern in _table() for match in pattern.finditer(text)
    ]
    kept = list[tuple[int, int, str, Kind]]()
    for start, end, id_, kind in sorted(found, key=lambda each: each[0] - each[1]):
        if not any(start < other and begin < end for begin, other, _, _ in kept):
            kept.append((start, end, id_, kind))
    return tuple(
        Thing(id_, kind, start, end, is_denied(text, start, end, language)) for start, end, id_, kind in sorted(kept)
    )


def is_denied(text: str, start: int, end: int, language: str = "") -> bool:
    """Whether what stands at text[start:end] is denied by a word before or after it."""
    if language == "pt":
        text = _IN_THE.sub("em", text)
    before = _FALSE_NO.sub(lambda match: " " * len(match.group()), text[max(0, start - DENIED_CHARS) : start])
    after = _FALSE_NO.sub(lambda match: " " * len(match.group()), text[end : end + DENIED_CHARS])
    return bool(_BEFORE.search(before) or _AFTER.match(after))


@cache
def _table() -> tuple[tuple[str, Kind, re.Pattern[str]], ...]:
    """Of things.toml."""
    rows = tomllib.loads((files(__package__) / "things.toml").read_text("utf-8"))
    return tuple(
        (id_, cast(Kind, kind), re.compile(rf"(?<!\w)(?:{words.replace('*', _LETTERS)})(?!\w)"))
        for kind, things in rows.items()
        for id_, words in things.items()
    )


_LETTERS = r"\w{0,24}"
