"""Amenities, held against the rows of the homes that are spoken of and the owner's rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.words.feature_words import PATTERNS
from plugins.fact_gate import reading
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.facts import core
from plugins.fact_gate.reading import Feature
from plugins.fact_gate.sentence import Objection, Sentence, is_open


def feature_objection(about: Sentence, feature: Feature) -> Objection | None:
    if is_open(about, feature.start):
        return None
    if feature.id in about.facts.wishes and not about.named and not v.ALL.search(about.text.plain):
        return None  # the guest's own wish said again: "house · 4 people · pool"
    subjects, _ = about.about(feature.start)
    if v.EVERY_UNIT.search(about.text.plain):
        subjects = tuple(dict.fromkeys([*subjects, *about.facts.pool]))
    units = [about.facts.units[id_] for id_ in subjects]
    having = [unit for unit in units if feature.id in unit.unit.features]
    if not having if feature.negated else bool(units) and len(having) == len(units):
        about.facts.evidence += [unit.evidence("amenities.features", feature.id) for unit in units]
        return None
    if _is_policy(about, feature):
        return None
    return Objection(f"an amenity that no row has ({feature.id})", feature)


def _is_policy(about: Sentence, feature: Feature) -> bool:
    """Said in the owner's rules with the same sign: "pets are welcome" is no proof for "no pets"."""
    pattern = PATTERNS[feature.id]
    words = set(core(about.text.plain).split())
    for sentence in re.split(r'[.;"]', about.facts.owner):
        match = pattern.search(sentence)
        if match and reading.is_negated(sentence, match) == feature.negated:
            return len(words & set(core(sentence).split())) >= min(4, len(words))
    return False


def extra_objections(about: Sentence) -> Iterator[Objection]:
    for stated, pattern, negated in reading.extras(about.text):
        if negated or is_open(about, stated.start):
            continue
        subjects, _ = about.about(stated.start)
        texts = [about.facts.units[id_].text for id_ in subjects]
        proved = [bool(pattern.search(text)) for text in texts]
        if not (proved and all(proved)) and not pattern.search(about.facts.owner):
            yield Objection("an amenity that no row has", stated)
