"""Numbers that nothing else has explained, in figures and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from plugins.fact_gate import evidence, reading
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.facts import core
from plugins.fact_gate.reading import Stated
from plugins.fact_gate.sentence import Objection, Sentence

MAX_COUNTED = 12
_TELLING = re.compile(r"[a-z]{3,}")
_SMALL = frozenset("the from and for with del los las una des der die das dem von vom dal della les".split())


def leftover_objections(about: Sentence) -> Iterator[Objection]:
    for stated in reading.leftovers(about.text):
        written = about.text.plain[stated.start : stated.end].strip(".,")
        number = reading.number(re.sub(r"[^\d.,]", "", written))
        if number is not None and _is_counted(about, stated, number):
            continue
        if number in about.facts.party and v.OF_PARTY.match(about.text.plain[stated.end :]):
            continue
        if number is not None and any(number == day.year for day in about.facts.dates):
            continue
        if not _is_told(about, stated):
            yield Objection("a number that nothing explains", stated)


_SPELLED = re.compile(
    rf"(?<![\w-])(?P<w>{'|'.join(sorted(set(v.NUMBER_WORDS) - v.ARTICLES - v.AMBIGUOUS_NUMBERS))}|{v.BIG_NUMBERS})"
    rf"(?!\w)(?! (?:{v.OF_OFFERS}))"
)


def spelled_objections(about: Sentence) -> Iterator[Objection]:
    """Numbers in words that nothing has explained."""
    for match in about.text.take(_SPELLED):
        if match["w"] in v.NUMBER_WORDS and not v.is_number_word(match["w"], about.language):
            continue
        value = v.NUMBER_WORDS.get(match["w"])
        stated = Stated(*match.span())
        if value is not None and _is_counted(about, stated, Decimal(value)):
            continue
        is_partys = value is not None and Decimal(value) in about.facts.party
        is_partys = is_partys and bool(v.OF_PARTY.match(about.text.plain[match.end() :]))
        if not (is_partys or value == len(about.named) or _is_told(about, stated)):
            yield Objection("a number that nothing explains", stated)


def _is_counted(about: Sentence, stated: Stated, value: Decimal) -> bool:
    """Said by the guest just now, or of the like by a line of the home in whatever language: "two hammocks"."""
    if value in numbers_in(about.facts.asked):
        return True
    homes = about.homes(stated.start)
    text = about.unnamed[max(0, stated.start - 40) : stated.end + 40]
    return (
        bool(homes)
        and value <= MAX_COUNTED
        and all(
            any(value in numbers_in(line.text) for line in evidence.near_lines(home.written, text)) for home in homes
        )
    )


@lru_cache(maxsize=1024)
def numbers_in(text: str) -> frozenset[Decimal]:
    """In figures and in words of any language we know; articles are none."""
    found = {reading.number(each) for each in re.findall(r"(?<![\w.,])\d+(?:[.,]\d+)?(?!\w)", text)}
    words = {v.NUMBER_WORDS[word] for word in text.split() if word in v.NUMBER_WORDS and word not in v.ARTICLES}
    return frozenset({each for each in found if each is not None} | {Decimal(each) for each in words})


def _is_told(about: Sentence, stated: Stated) -> bool:
    """Whether the owner or the guest has said the number of the same thing: with the word that follows, and in one
    sentence with one of the next telling words ("90 metres from the beach" is no proof for the harbour)."""
    following = _TELLING.findall(about.unnamed[stated.end : stated.end + 60])
    before = _TELLING.findall(about.unnamed[max(0, stated.start - 200) : stated.start])
    number = core(about.text.plain[stated.start : stated.end])
    told = [about.facts.owner, about.facts.guest]
    told += [about.facts.units[id_].text for id_ in about.subjects if about.is_sure]
    for words in (sentence for text in told for sentence in _sentences_by_word(text).get(number, ())):
        if not following:
            if any(word in words for word in before[-2:]):
                return True
            continue
        near = [words[place + 1] for place, word in enumerate(words[:-1]) if word == number]
        if any(following[0][:4] == word[:4] for word in near) and (
            len(following) == 1 or any(word in words for word in following[1:4] if word not in _SMALL)
        ):
            return True
    return False


@lru_cache(maxsize=256)
def _sentences_by_word(text: str) -> dict[str, list[list[str]]]:
    """The words of each sentence of a text, by every word in it: read once for all numbers that are looked for."""
    found: dict[str, list[list[str]]] = {}
    for part in re.split(r'[.;"\n]', text):
        words = core(part).split()
        for word in dict.fromkeys(words):
            found.setdefault(word, []).append(words)
    return found
