"""Numbers that nothing else has explained, in figures and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from plugins.fact_gate import reading
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.facts import core
from plugins.fact_gate.reading import Stated
from plugins.fact_gate.rules import is_distance_told
from plugins.fact_gate.sentence import Objection, Sentence

_TELLING = re.compile(r"[a-z]{3,}")
_SMALL = frozenset("the from and for with del los las una des der die das dem von vom dal della les".split())


def leftover_objections(about: Sentence) -> Iterator[Objection]:
    ratings = {str(unit.unit.metadata.get(key)) for unit in about.facts.units.values() for key in ("rating", "reviews")}
    for stated in reading.leftovers(about.text):
        written = about.text.plain[stated.start : stated.end].strip(".,")
        number = reading.number(re.sub(r"[^\d.,]", "", written))
        if written in ratings or (number is not None and str(number) in ratings):
            continue
        if _is_outof(about, stated) and ratings - {"None"}:
            continue
        if number in about.facts.party and v.OF_PARTY.match(about.text.plain[stated.end :]):
            continue
        if number is not None and any(number == day.year for day in about.facts.dates):
            continue
        if not _is_told(about, stated):
            yield Objection("a number that nothing explains", stated)


# Numbers elsewhere, other words here: "très", "dois".
_NO_NUMBERS = {"fr": frozenset({"tres", "dois"})}
_SPELLED = re.compile(
    rf"(?<![\w-])(?P<w>{'|'.join(sorted(set(v.NUMBER_WORDS) - v.ARTICLES - v.AMBIGUOUS_NUMBERS))}|{v.BIG_NUMBERS})"
    rf"(?!\w)(?! (?:{v.OF_OFFERS}))"
)


def spelled_objections(about: Sentence) -> Iterator[Objection]:
    """Numbers in words that nothing has explained."""
    for match in about.text.take(_SPELLED):
        if match["w"] in _NO_NUMBERS.get(about.language, ()):
            continue
        value = v.NUMBER_WORDS.get(match["w"])
        stated = Stated(*match.span())
        is_partys = value is not None and Decimal(value) in about.facts.party
        is_partys = is_partys and bool(v.OF_PARTY.match(about.text.plain[match.end() :]))
        if not (is_partys or value == len(about.named) or _is_told(about, stated)):
            yield Objection("a number that nothing explains", stated)


def _is_outof(about: Sentence, stated: Stated) -> bool:
    """The 5 of "4.9 out of 5", "4,9 sobre 5", "4.9/5"."""
    before = about.text.plain[max(0, stated.start - 16) : stated.start]
    return about.text.plain[stated.start : stated.end].strip(".,") == "5" and bool(
        re.search(r"(?:out of|sobre|de|em|sur|von|su|/) ?$", before)
    )


def _is_told(about: Sentence, stated: Stated) -> bool:
    """Whether the owner or the guest has said the number of the same thing: with the word that follows, and in one
    sentence with one of the next telling words ("90 metres from the beach" is no proof for the harbour)."""
    if is_distance_told(about, stated):
        return True
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
