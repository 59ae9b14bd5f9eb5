"""Which language a guest writes: learned weights of letter groups, weighed over the conversation.

A text is the set of its words' letter groups, so that a word counts once however often it is repeated. Words with a
capital inside a sentence are mostly names (in German, nouns): they count for less. A text that does not tell keeps
the conversation's language, and leaving that takes more than one word of another ("ok, merci!").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from bot.words.folding import spell
from plugins.understanding.acts.heads import head

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BUCKETS = 4096
GROUPS = range(1, 5)  # letters in a group
MAX_CHARS = 400  # looked at: more tells no more
NAME_WEIGHT = 0.25
SURE = 0.5  # probability from which a text tells its language ...
EXPECTED = 0.4  # what the language of the guest's telephone is ahead of others
MARGIN = 1.8  # ... if it has so many times that of the next
ENOUGH_WORDS = 1.0  # what its words must weigh: a name alone tells nothing
SWITCHED = 0.9  # from which one in another language than the conversation's does
SWITCH_WORDS = 3.0  # and as much must its words weigh: a word of courtesy or a name is no switch
# Codes, numbers with letters in them, "words" with no vowel and long ones with one: random letters tell no language.
_CONSONANTS = r"[^\W\d_aeiouyà-ÿAEIOUYÀ-Ý]{3,}"
_CODES = re.compile(rf"\b(?:\w-){{2,}}\w\b|\b(?=\w*\d)\w+|\b{_CONSONANTS}(?:[aeiouyAEIOUY]?{_CONSONANTS})?\b")
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORDS = re.compile(r"(?<!\S)(?:\S+@|[/!]\w)\S*|\b(?:https?://|www\.)\S+")  # addresses ("com"), commands
_LOAN_WORDS = frozenset("check in out checkin checkout weekend week end wifi ok hotel email whatsapp".split())
_SENTENCE_ENDS = ".!?\n:"


def guess_language(text: str, current: str | None = None, expected: str | None = None) -> str | None:
    """ISO 639-1, or None when the words do not tell. `current` is the conversation's; before there is one, `expected`
    (that of the guest's telephone or browser) needs less evidence."""
    text = _CODES.sub(" ", _NO_WORDS.sub(" ", text[:MAX_CHARS]))
    shares = language_shares(text)
    if not shares or sum(_words(text).values()) < ENOUGH_WORDS:
        return None
    if current is None and expected in shares:
        shares = {code: share + EXPECTED * (code == expected) for code, share in shares.items()}
    language, next_best = sorted(shares, key=lambda code: -shares[code])[:2]
    if current is None or language == current:
        is_sure = shares[language] >= SURE and shares[language] >= MARGIN * shares[next_best]
        return language if is_sure else None
    is_switch = shares[language] >= SWITCHED and sum(_words(text).values()) >= SWITCH_WORDS
    return language if is_switch else None


@lru_cache(maxsize=1024)
def language_shares(text: str) -> dict[str, float]:
    """Probability by language; empty for a text without words."""
    weights = features(text)
    if weights is None:
        return {}
    languages = head("language")
    shares = languages.probabilities(weights[None, :])[0]
    return {label: float(share) for label, share in zip(languages.labels, shares, strict=True)}


def features(text: str) -> NDArray[np.float32] | None:
    """(BUCKETS,) of unit length: the letter groups of a text's words; None for a text without words."""
    import numpy as np

    counts = np.zeros(BUCKETS, dtype=np.float32)
    words = _words(text)
    for word, weight in words.items():
        for group in _letter_groups(word):
            counts[crc32(group.encode()) % BUCKETS] += weight
    length = float(np.sqrt((counts**2).sum()))
    return counts * (len(words) ** 0.5 / length) if length else None  # more words, more evidence


def _words(text: str) -> dict[str, float]:
    """Each word of the beginning of the text once, with its weight."""
    plain = _NO_WORDS.sub(" ", text[:MAX_CHARS])
    found: dict[str, float] = {}
    for match in _WORD.finditer(plain):
        word = spell(match.group())
        if word in _LOAN_WORDS:
            continue
        before = plain[: match.start()].rstrip()
        is_name = match.group()[0].isupper() and bool(before) and before[-1] not in _SENTENCE_ENDS
        found[word] = max(found.get(word, 0.0), NAME_WEIGHT if is_name else 1.0)
    return found


def _letter_groups(word: str) -> set[str]:
    framed = f"<{word}>"
    groups = {framed[at : at + size] for size in GROUPS for at in range(len(framed) - size + 1)}
    return {*groups, framed}
