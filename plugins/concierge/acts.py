"""What a guest does with a message: asks, chooses, thanks, books. Patterns only; `dialogue` decides what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.words.folding import bare
from plugins.concierge.words import en, es, others

SHORT_WORDS = 6  # "yes" at the head of a longer message opens another thought
MAX_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Acts:
    """What a message contains; every language's patterns are tried, since short messages do not tell their language."""

    does: frozenset[str]  # keys of the tables ACTS
    topics: tuple[str, ...]  # keys of TOPICS that are asked about
    features: tuple[str, ...]  # ids of bot.words.features that are mentioned
    ordinals: tuple[int, ...]  # positions among the units shown, from 1; -1: the last
    asks: bool  # a question
    changes: tuple[str, ...]  # keys of CHANGES that are spoken of
    words: int

    def __contains__(self, act: str) -> bool:
        return act in self.does

    @property
    def is_short(self) -> bool:
        return self.words <= SHORT_WORDS


def _compiled(*tables: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """One pattern a key for all languages together."""
    keys = dict.fromkeys(key for table in tables for key in table)
    return {key: re.compile("|".join(f"(?:{table[key]})" for table in tables if key in table)) for key in keys}


_ACTS = _compiled(en.ACTS, es.ACTS, others.ACTS)
_TOPICS = _compiled(en.TOPICS, es.TOPICS)
_FEATURES = _compiled(en.FEATURES, es.FEATURES)
_CHANGES = _compiled(en.CHANGES, es.CHANGES)
_ORDINALS = {number: re.compile(f"{en.ORDINALS[number]}|{es.ORDINALS[number]}") for number in (*range(1, 5), -1)}
_NUMBERS = (re.compile(en.NUMBER), re.compile(es.NUMBER))
_PAIR = re.compile(f"{en.PAIR}|{es.PAIR}")
_BARE_NUMBER = re.compile(r"^\W*([1-4])\W*$")
_QUESTION = re.compile(
    r"\?|^\W*(?:and |y |pero |but )?(?:what|how|where|when|why|which|who|is|are|does|do|can|could|may|has|have|will"
    r"|que|como|donde|cuando|por que|cual(?:es)?|quien|cuant[oa]s?|tiene[ns]?|hay|es|esta|puedo|podemos|se puede"
    r"|admiten?|acepta[ns]?|incluye)\b"
)


@lru_cache(maxsize=1024)
def read(text: str) -> Acts:
    """The acts of a message as it was written."""
    plain = bare(text[:MAX_CHARS])
    does = {act for act, pattern in _ACTS.items() if pattern.search(plain)}
    words = len(plain.split())
    if words > SHORT_WORDS:
        does -= {"yes", "no"}
    if "cheapest" in does:
        does.discard("cheaper")
    topics = tuple(topic for topic, pattern in _TOPICS.items() if pattern.search(plain))
    if "cancellation" in topics:
        does.discard("cancel")
    return Acts(
        does=frozenset(does),
        topics=topics,
        features=tuple(feature for feature, pattern in _FEATURES.items() if pattern.search(plain)),
        ordinals=_ordinals(plain),
        asks=bool(_QUESTION.search(plain)),
        changes=tuple(part for part, pattern in _CHANGES.items() if pattern.search(plain)),
        words=words,
    )


def bare_number(text: str) -> int | None:
    """The number that is the whole message, 1 to 4: an answer to "which one?"."""
    match = _BARE_NUMBER.match(text)
    return int(match.group(1)) if match else None


def _ordinals(plain: str) -> tuple[int, ...]:
    if _PAIR.search(plain):
        return (1, 2)
    found = [(match.start(), number) for number, pattern in _ORDINALS.items() for match in pattern.finditer(plain)]
    found += [(match.start(), int(match["n"])) for pattern in _NUMBERS for match in pattern.finditer(plain)]
    return tuple(dict.fromkeys(number for _, number in sorted(found)))
