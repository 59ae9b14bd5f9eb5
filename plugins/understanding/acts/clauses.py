"""Where a message may fall into clauses: sure boundaries, and possible ones that the learned reader decides on."""

from __future__ import annotations

from plugins.understanding.lexicon import Tagged

_ENDS = frozenset("?!;…")
_PAUSES = frozenset(",:()+&-–—/")
MAX_PIECES = 6  # of a sentence; more are taken together from its end


def sentences(tagged: Tagged, text: str) -> list[tuple[int, int]]:
    """Token ranges between marks that end a thought. A point behind a number or a short form ends none."""
    found, start = [], 0
    for index in range(len(tagged.tokens)):
        is_last = index + 1 == len(tagged.tokens)
        if is_last or _ends(tagged, index, text):
            if any(part.kind != "mark" for part in tagged.tokens[start : index + 1]):
                found.append((start, index + 1))
            elif found:
                found[-1] = (found[-1][0], index + 1)  # "?!" belongs to what it ends
            start = index + 1
    if found:
        found[0] = (0, found[0][1])
    return found


def _ends(tagged: Tagged, index: int, text: str) -> bool:
    sequence = tagged.tokens
    token, following = sequence[index], sequence[index + 1]
    if "\n" in text[token.end : following.start]:
        return True
    if token.text in _ENDS:
        return following.text not in _ENDS
    if token.text != "." or following.touches:
        return False
    before = sequence[index - 1] if index else None
    if before is None or before.kind == "mark":
        return False
    if before.kind == "number" or tagged.at(index - 1, "short"):
        return following.text[0].isupper() and tagged.language != "de"  # "vom 3. August", "15 sept."
    return len(before.text) > 1 or following.text[0].isupper()


def pieces(tagged: Tagged, start: int, end: int) -> list[tuple[int, int]]:
    """Parts of a sentence that may be clauses of their own: between commas and words that join ("and", "aber")."""
    found, begin = [], start
    for index in range(start + 1, end - 1):
        if index > begin and _joins(tagged, index):
            found.append((begin, index))
            begin = index
    found.append((begin, end))
    found = [part for part in found if _has_words(tagged, *part)] or [(start, end)]
    found = [(found[i - 1][1] if i else start, part[1]) for i, part in enumerate(found)]
    found[-1] = (found[-1][0], end)
    if len(found) > MAX_PIECES:
        found = [*found[: MAX_PIECES - 1], (found[MAX_PIECES - 1][0], end)]
    return found


def _joins(tagged: Tagged, index: int) -> bool:
    token = tagged.tokens[index]
    if token.text in "+&" and _counts_on(tagged, index):
        return False
    if token.text in _PAUSES:
        between_numbers = (
            tagged.tokens[index - 1].kind == "number" or tagged.tokens[index + 1].kind == "number"
        ) and token.text in "-–—/+&:"
        within = token.touches and tagged.tokens[index + 1].touches  # "step-free", "3,5"
        return not (between_numbers or within)
    if _counts_on(tagged, index):
        return False
    is_elided = token.touches and tagged.tokens[index - 1].kind == "mark"  # "c'e"
    is_accented = token.text.lower() != token.plain and len(token.plain) == 1  # "è" is no "e"
    return not is_elided and not is_accented and tagged.at(index, "joins") is not None


def _counts_on(tagged: Tagged, index: int) -> bool:
    """ "2 adults + baby", "2 adultos e 1 criança": who comes along is told in one breath."""
    item = tagged.at(index, "joins")
    after = item.end if item else index + 1
    if after < len(tagged.tokens) and tagged.tokens[after].kind == "number":
        after += 1
    return tagged.before(index, "people") is not None and tagged.at(after, "people") is not None


def _has_words(tagged: Tagged, start: int, end: int) -> bool:
    return any(token.kind != "mark" for token in tagged.tokens[start:end])
