"""Holds what a sentence states against what is known. What cannot be proved is an objection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from plugins.fact_gate import reading
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.amenities import extra_objections, feature_objection
from plugins.fact_gate.conduct import misconduct
from plugins.fact_gate.counts import count_objection
from plugins.fact_gate.dates import date_objections, month_objections, time_objections
from plugins.fact_gate.facts import Facts, core
from plugins.fact_gate.language import is_readable
from plugins.fact_gate.leftovers import leftover_objections, spelled_objections
from plugins.fact_gate.prices import DISCOUNT, amount_objection, percent_objections
from plugins.fact_gate.promises import contact_objections, promise_objections
from plugins.fact_gate.reading import Stated, Text
from plugins.fact_gate.sentence import Objection, Sentence, name_places, sentence_of, words_of

MIN_QUOTED_CHARS = 12
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
    if not is_readable(sentence, words_of(sentence, facts)):
        return [Objection("a language or script that cannot be checked", Stated(0, len(sentence)))]
    about = sentence_of(text, facts, shown, language)
    return list(islice(chain(_all(about), misconduct(about, sentence)), MAX_OBJECTIONS))


def _all(about: Sentence) -> Iterator[Objection]:
    text = about.text
    for stated in reading.found(text, v.LEAKS, lambda m: m.group() in about.facts.owner):
        yield Objection("speaks of instructions", stated)
    yield from contact_objections(about)
    for name_start, name_end in name_places(text, about.facts):
        text.mask(name_start, name_end)
    about.unnamed = text.left.replace(reading.MASK, "¤")
    text.skip(v.PRODUCT)
    yield from percent_objections(about)
    days = list(reading.days(text))
    yield from date_objections(about, days)
    yield from (o for amount in reading.amounts(text) if (o := amount_objection(about, amount, days)))
    for stated in reading.found(Text(text.left), reading.LEFT_MONEY):
        yield Objection("an amount that cannot be read", stated)
    yield from time_objections(about)
    yield from (o for count in reading.counts(text) if (o := count_objection(about, count)))
    yield from extra_objections(about)
    yield from (o for feature in reading.features(text) if (o := feature_objection(about, feature)))
    yield from promise_objections(about)
    yield from month_objections(about)
    yield from leftover_objections(about)
    yield from spelled_objections(about)


def _is_quoted(text: str, facts: Facts) -> bool:
    """The owner's own sentence: of the settings as it is, of a unit's description when it states no price and orders
    nothing (structured columns are what counts there)."""
    said = core(text)
    if said in facts.product:
        return True
    rests = [core(text[place + 1 :]) for place, char in enumerate(text[:MAX_LEAD_CHARS]) if char == ":"]
    owner = core(facts.owner)
    if any(len(part) >= MIN_QUOTED_CHARS and part in owner for part in (said, *rests)):
        return True
    if len(said) < MIN_QUOTED_CHARS or _forbidden_in_quotes(text):
        return False
    return any(said in unit.written.sentences for unit in facts.units.values())


def _forbidden_in_quotes(text: str) -> bool:
    patterns = (v.LEAKS, v.CONTACTS, v.PERCENT, v.PROMISES, DISCOUNT, reading.LEFT_MONEY)
    return any(pattern.search(text) for pattern in patterns)
