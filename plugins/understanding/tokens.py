"""A message as tokens: words, runs of digits and marks, each with its place in the text as it was written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, cast

from bot.words.folding import fold

MAX_TOKENS = 450  # of 2,000 characters; what follows is not read: nobody writes more than one thought a word
Kind = Literal["word", "number", "mark"]
_PIECES = re.compile(r"(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s]|_)")


@dataclass(frozen=True, slots=True)
class Token:
    text: str  # as it was written
    plain: str  # folded: lower case, no accents
    start: int  # characters of the text
    end: int
    kind: Kind
    touches: bool  # nothing stands between it and the token before


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in composed form (NFC). Letters and digits that touch are tokens of their own ("3nights",
    "x4"), as is every mark; an apostrophe ends a word ("l'11")."""
    found: list[Token] = []
    end = -1
    for match in _PIECES.finditer(text):
        kind = cast(Kind, match.lastgroup)  # the pattern's groups have these names, and one of them has matched
        written = match.group()
        found.append(Token(written, fold(written), match.start(), match.end(), kind, match.start() == end))
        end = match.end()
        if len(found) == MAX_TOKENS:
            break
    return tuple(found)


def composed(text: str) -> str:
    """The form in which a text is tokenised; places of tokens count its characters."""
    return unicodedata.normalize("NFC", text)
