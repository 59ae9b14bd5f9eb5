"""A mention of people, and the words for people that begin one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from plugins.understanding.lexicon import Item
from plugins.understanding.people.ages import NO_AGES, Ages
from plugins.understanding.people.words import Words

Role = Literal["me", "partner", "adult", "kin", "youth", "child", "infant", "person", "couple", "family", "group"]
SIZES = {"couple": 2}
ADULT_AGE = 18
_TIES = (
    "people_one",
    "people_the",
    "people_mine",
    "people_ours",
    "people_word",
    "people_with",
    "people_for",
    "people_plus",
    "number",
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    role: Role
    count: int | None  # people; None: a plural whose number is not said
    ages: Ages = NO_AGES
    is_total: bool = False  # all who travel
    is_counted: bool = False  # with a number or an article
    is_mine: bool = False  # "my"
    is_ours: bool = False
    is_part: bool = False  # "one of us"
    is_among: bool = False  # "2 of them children"
    is_more: bool = False  # "another", "2 more"
    is_less: bool = False
    is_pronoun: bool = False  # "she"
    units: int = 1  # couples, families

    @property
    def is_young(self) -> bool:
        return self.role in ("child", "infant")


def noun_at(words: Words, index: int, *, is_after_number: bool) -> tuple[Role, int | None, int] | None:
    """Role, how many one of it is (None: a plural) and the end of a word for people."""
    item = words.item(index, "people")
    short = words.item(index, "people_short") if is_after_number else None
    if short and (item is None or short.end > item.end or (words.touches(index) and item.value == "me 1")):
        if not words.touches(index) and len(words.text(index)) == 1 and words.text(index).islower():
            return None  # "4 e": a word of its own
        item = short
    if item is None:
        return None
    feature = words.item(index, "feature")
    if feature and feature.end > item.end:
        return None  # "petit-déj"
    if item.is_foreign and words.tagged.before(index, "people"):
        return None  # "meu filho autista": what stands behind somebody describes him
    if words.tagged.before(index, "feature") and words.tagged.is_(index - 1, "feature", "pets"):
        return None  # "un perro viejito de 12 años"
    if _is_adjective(words, item) or _is_possessive(words, item) or _is_addressed(words, item):
        return None
    role, size = item.value.split()
    end = item.end
    if words.text(end) == "." and words.touches(end) and item.category == "people_short":
        end += 1
    return cast(Role, role), None if size == "*" else int(size), end  # the tables have no other roles


def _is_adjective(words: Words, item: Item) -> bool:
    """ "Un petit flat", "eine kleine Wohnung": what describes a home is no child."""
    following = words.tokens[item.end] if item.end < len(words.tokens) else None
    if following is None or following.kind != "word" or not words.item(item.start, "people_word"):
        return False
    return item.end - item.start == 1 and (
        words.tagged.at(item.end, "kind", "any_home", "feature", "people_other", "bedroom", "place_any") is not None
        or not words.tagged.is_known(item.end)
    )


def _is_possessive(words: Words, item: Item) -> bool:
    """ "I miei amici": what says whose they are, before somebody."""
    last = item.end - 1
    is_open = last > item.start and words.item(last, "people_mine") is not None
    is_counting = words.number(item.end) is not None  # "os meus dois filhos"
    return is_open and (is_counting or words.tagged.at(item.end, "people", "people_word") is not None)


def _is_addressed(words: Words, item: Item) -> bool:
    """ "Bonjour Madame", "guten Tag Frau Meier": nobody who travels."""
    address = words.item(item.start, "people_address")
    tie = words.tagged.before(item.start, *_TIES)
    if address is None or (tie is not None and not tie.is_foreign):
        return False
    return address.value != "named" or (words.text(item.end).istitle() and not words.tagged.is_known(item.end))
