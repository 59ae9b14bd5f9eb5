"""Days of a booking that the guest has: "we have a booking from 4 to 9 July, what time can we get in?"."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.understanding.dates.mention import Cue, Piece
from plugins.understanding.dates.words import Words

LOOKED_BACK = 5  # tokens from "booking" to "we have"


def days_booked(index: int, segment: range, pieces: Sequence[Piece], words: Words) -> set[int]:
    """Indices of the days behind the word for a booking, to the next comma, where it is one that the guest has."""
    booking = pieces[index]
    if not (isinstance(booking, Cue) and booking.what == "booking" and _is_had(booking.start, words)):
        return set()
    found: set[int] = set()
    for at in range(index + 1, segment.stop):
        piece = pieces[at]
        if isinstance(piece, Cue) and piece.what == "comma":
            break
        if not isinstance(piece, Cue):
            found.add(at)
    return found


def _is_had(start: int, words: Words) -> bool:
    """ "I have a …", "ho già una …": nothing but small words stands between; not "I have to make a …"."""
    for at in range(start - 1, max(0, start - LOOKED_BACK) - 1, -1):
        if (have := words.item(at, "have")) and not have.is_foreign and _are_small(have.end, start, words):
            return True
    return False


def _are_small(start: int, end: int, words: Words) -> bool:
    return all(words.tagged.at(at, "one", "already") or words.item(at, "link", "the") for at in range(start, end))
