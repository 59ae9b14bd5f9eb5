"""Holds what a sentence states against what is known. What cannot be proved is an objection.

Numbers first, whatever the sentence claims: each must be a row's, a quote's, the house's or the guest's. Then the
claims of its parts (clauses.py), each by the proof of its kind (proving.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from plugins.fact_gate import clauses, reading
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.contacts import contact_objections
from plugins.fact_gate.counts import count_objection
from plugins.fact_gate.dates import date_objections, month_objections
from plugins.fact_gate.facts import Facts, core
from plugins.fact_gate.hours import time_objections
from plugins.fact_gate.leftovers import leftover_objections, spelled_objections
from plugins.fact_gate.people import people_objections
from plugins.fact_gate.prices import amount_objection, percent_objections
from plugins.fact_gate.proving import claim_objections
from plugins.fact_gate.ratings import explain_ratings
from plugins.fact_gate.reading import Stated, Text
from plugins.fact_gate.sentence import Objection, Sentence, name_places, sentence_of
from plugins.fact_gate.told import measures_told

MIN_QUOTED_CHARS = 12
MIN_QUOTED_WORDS = 3  # behind a colon
MAX_LEAD_CHARS = 120  # in which a colon may lead in what is quoted
MAX_CHARS = 1500
MAX_OBJECTIONS = 24  # a sentence with so many is not mended, and nobody reads more of its reasons
_DIGITS = re.compile(r"\d{40}")


def objections(sentence: str, facts: Facts, shown: str, language: str) -> list[Objection]:
    """What is wrong with a sentence.

    Args:
        shown: what was said before it in the same reply: it tells whom "it" means.
        language: of the reply.
    """
    text = Text(sentence)
    if _is_quoted(text.plain, facts):
        return []
    if len(sentence) > MAX_CHARS or _DIGITS.search(text.plain):
        return [Objection("a sentence that is too long to be read", Stated(0, len(sentence)))]
    if (lead := _lead_of_quote(text.plain, facts)) and lead < len(sentence):
        return objections(sentence[:lead], facts, shown, language)
    about = sentence_of(text, facts, shown, language)
    about.written = _without_names(sentence, text, facts)
    whole, pieces = clauses.read(about.written)
    wrong = list(islice(_values(about, whole, pieces), MAX_OBJECTIONS))
    if wrong and all(objection.repair is not None for objection in wrong):
        return wrong  # with the right number in it, it is judged again
    return list(islice(chain(wrong, claim_objections(about, whole, pieces)), MAX_OBJECTIONS))


def texts_of(sentence: str, facts: Facts) -> list[str]:
    """What of a sentence is to be encoded."""
    if not sentence.strip() or len(sentence) > MAX_CHARS:
        return []
    return clauses.texts_of(_without_names(sentence, Text(sentence), facts))


def _without_names(sentence: str, text: Text, facts: Facts) -> str:
    """As it is written, with signs in the place of homes' names."""
    for start, end in name_places(text, facts):
        sentence = sentence[:start] + clauses.NAME * (end - start) + sentence[end:]
    return sentence


def _values(about: Sentence, claims: Mapping[str, float], pieces: list[clauses.Piece]) -> Iterator[Objection]:
    """Numbers and names that nothing explains."""
    text = about.text
    for stated in reading.found(text, v.LEAKS, lambda m: m.group() in about.facts.owner):
        yield Objection("speaks of instructions", stated)
    yield from contact_objections(about)
    for name_start, name_end in name_places(text, about.facts):
        text.mask(name_start, name_end)
    about.unnamed = text.left.replace(reading.MASK, "¤")
    text.skip(v.PRODUCT)
    text.skip(v.IDIOMS)
    days = list(reading.days(text, about.language))
    yield from date_objections(about, days)
    for measure in measures_told(about, claims):
        about.told.append(measure)
        about.explain(measure, measure.kind)
        text.mask(measure.start, measure.end)
    explain_ratings(about, claims)
    yield from percent_objections(about)
    for amount in reading.amounts(text):
        yield from _judged(about, amount, amount_objection(about, amount, days), "money")
    for pattern in (reading.LEFT_MONEY, v.SLANG_MONEY):
        for stated in reading.found(Text(text.left), pattern):
            yield Objection("an amount that cannot be read", stated)
    yield from time_objections(about, bare=any("hours" in piece.claims for piece in pieces))
    for count in reading.counts(text, about.language):
        yield from _judged(about, count, count_objection(about, count), count.noun)
    yield from people_objections(about, claims)
    yield from month_objections(about)
    yield from leftover_objections(about)
    yield from spelled_objections(about)


def _judged(about: Sentence, stated: Stated, objection: Objection | None, kind: str) -> Iterator[Objection]:
    if objection is None:
        about.explain(stated, kind)
    else:
        yield objection


def _is_quoted(text: str, facts: Facts) -> bool:
    """The owner's own sentence: of the settings as it is, of a unit's description when it states no price and orders
    nothing (structured columns are what counts there)."""
    said = core(text)
    if said in facts.product:
        return True
    if len(said) < MIN_QUOTED_CHARS:
        return False
    if said in core(facts.owner):
        return True
    if any(pattern.search(text) for pattern in (v.LEAKS, v.CONTACTS, v.PERCENT, reading.LEFT_MONEY)):
        return False
    return any(said in unit.written.sentences for unit in facts.units.values())


def _lead_of_quote(text: str, facts: Facts) -> int:
    """Where the owner's own words begin, behind a colon; 0: nowhere."""
    owner = core(facts.owner)
    for place, char in enumerate(text[:MAX_LEAD_CHARS]):
        rest = core(text[place + 1 :]) if char == ":" else ""
        if len(rest) >= MIN_QUOTED_CHARS and len(rest.split()) >= MIN_QUOTED_WORDS and rest in owner:
            return place + 1
    return 0
