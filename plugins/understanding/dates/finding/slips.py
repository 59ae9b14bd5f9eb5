"""Words that stand where a month would and are none: a slip of the finger, or something nobody here knows."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from plugins.understanding.dates.words import Words
from plugins.understanding.lexicon import Item
from plugins.understanding.phrases import single_words

NEAR = 2  # letters that a word may be away from a month's name to be taken for it in a question
BEGINNING, ENDING = 3, 2  # letters that make a word sound like a month
_NO_OF = frozenset({"dá", "dê", "dão"})  # "dia 4 dá jeito"
LEAST = 4  # letters of a word that may be a month's


def slip_of(words: Words, month: Item) -> str | None:
    """A month's name in which two letters changed places is asked about; one with a letter missing, doubled or beside
    its own is looked through."""
    if not month.is_fuzzy:
        return None
    written = words.tokens[month.start]
    known = [word for word, value in single_words(words.language, "month") if value == month.value]
    is_shuffled = any(sorted(word) == sorted(written.plain) for word in known)
    return written.text if is_shuffled else None


@lru_cache(maxsize=1024)
def months_near(language: str, word: str) -> tuple[int, ...]:
    """Months whose names are near to a folded word, nearest first."""
    distances: dict[int, int] = {}
    for name, value in single_words(language, "month"):
        distance = OSA.distance(name, word, score_cutoff=NEAR)
        if distance <= NEAR:
            distances[int(value)] = min(distance, distances.get(int(value), distance))
    return tuple(sorted(distances, key=lambda month: distances[month]))


def stands_for_month(words: Words, index: int, *, is_behind_of: bool) -> bool:
    """Whether the word at a token can only be meant for a month: near to one, or behind "of" and known to nobody."""
    if not words.is_word(index) or len(words.tokens[index].plain) < LEAST - is_behind_of:
        return False
    if words.tagged.is_known(index):
        return False
    word = words.tokens[index].plain
    return is_behind_of or bool(months_near(words.language, word)) or _is_like_month(words.language, word)


def _is_like_month(language: str, word: str) -> bool:
    """ "Dezuar", "fevembre": it begins as one month and ends as another."""
    names = [name for name, _ in single_words(language, "month")]
    begins = any(name.startswith(word[:BEGINNING]) for name in names)
    return begins and any(name.endswith(word[-ENDING:]) for name in names)


def unknown_month(words: Words, end: int) -> int | None:
    """The token behind a day that ends at token `end`, where a word stands that can only be meant for a month."""
    if words.text(end).lower() in _NO_OF:
        return None
    at = words.skip(end, "of")
    return at if stands_for_month(words, at, is_behind_of=at > end) else None
