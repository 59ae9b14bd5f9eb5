"""Text in sentences, whole or as it streams in: what a guard can look at before a guest sees it.

Cuts only where nothing that belongs together can be torn apart: a number keeps its decimals and its ordinal's dot
("3. Juli"), an amount its currency. The pieces joined are the text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_CHARS = 4000  # a "sentence" longer than this is passed on: it has no end that we know
# An end mark with closing quotes or emphasis, then white space and something that begins. No end after a number's dot
# or a single letter ("z. B."); a line break is an end of its own.
# Possessive, and begun only where a run of marks begins: a text of nothing but marks costs no more than any other.
_END = re.compile(
    r"""
      \n++
    | (?<=[^\W\d_])(?<!\b\w)\.++ [*_)\]"'»”’]*+ [ \t]++ (?=\S)
    | (?<![!?…])[!?…]++ [*_)\]"'»”’]*+ [ \t]++ (?=\S)
    | (?<=[)\]*_"'»”’])\. [*_)\]"'»”’]*+ [ \t]++ (?=\S)
    """,
    re.VERBOSE,
)

MAX_END_CHARS = 200  # of marks and white space, that one end of a streamed sentence may be
_OF_AN_END = ".!?…*_)]\"'»”’ \t\n"  # what it is made of: the rest of it may come with the next piece


def split(text: str) -> list[str]:
    """The text's sentences, each with the white space that follows it."""
    return list(_pieces(text))


def whole(text: str) -> str:
    """A text that was cut somewhere, up to the end of its last whole sentence; as it is where none ends in it."""
    if not text.rstrip().endswith(("…", "...")):
        return text
    return "".join(split(text)[:-1]).rstrip() or text


class Sentences:
    """Collects a stream. Its sentences are those of `split`, except that a line break ends one at once."""

    def __init__(self) -> None:
        self._open = ""
        self._read = 0  # before this place of it no end is to be found any more

    def feed(self, piece: str) -> list[str]:
        """The sentences that this piece has finished."""
        self._open += piece
        *finished, self._open = [*_pieces(self._open, self._read)] or [""]
        if len(self._open) > MAX_CHARS or (self._open.endswith("\n") and self._open.strip()):
            finished.append(self._open)
            self._open = ""
        self._read = max(len(self._open.rstrip(_OF_AN_END)), len(self._open) - MAX_END_CHARS)
        return finished

    def rest(self) -> str:
        """What was begun and not finished; it is forgotten here."""
        rest, self._open, self._read = self._open, "", 0
        return rest


def _pieces(text: str, read: int = 0) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text, read):
        yield text[start : end.end()]
        start = end.end()
    if start < len(text):
        yield text[start:]
