"""Numbers of people, nights and rooms, held against rows and the guest's own party."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.facts import UnitFacts
from plugins.fact_gate.reading import Count, number
from plugins.fact_gate.sentence import Objection, Sentence, clause_before, is_written

COUNTED_OF_UNITS = frozenset({"bedrooms", "bathrooms", "beds", "size"})
_CAPACITY = re.compile(rf"(?<!\w)(?:{v.CAPACITY})(?!\w)")
_MINIMUM = re.compile(rf"(?<!\w)(?:{v.MINIMUM})(?!\w)")
_NOT = re.compile(rf"(?<!\w)(?:{v.NO})(?!\w)")
_TOO_SMALL = re.compile(
    r"\btoo\b|demasiad|pequen|small|zu klein|trop petit|troppo piccol|not fit|mais de|mas de|more than|over"
)


def count_objection(about: Sentence, count: Count) -> Objection | None:
    facts = about.facts
    subjects, sure = about.about(count.start)
    units = [facts.units[id_] for id_ in subjects]
    if count.noun in ("guests", "children"):
        return _party(about, count, units, sure)
    if count.noun == "nights":
        return _nights(about, count, units)
    if count.noun in COUNTED_OF_UNITS:
        return _rooms(about, count, units, sure)
    return None if is_written(about, about.text.plain[count.start : count.end]) else Objection("a number", count)


def _party(about: Sentence, count: Count, units: Sequence[UnitFacts], sure: bool) -> Objection | None:
    around = about.text.plain[max(0, count.start - 30) : count.end]
    is_capacity = bool(_CAPACITY.search(around))
    capacities = [unit.count("guests") for unit in units]
    negated = bool(_NOT.search(about.text.plain) or _TOO_SMALL.search(about.text.plain))
    if count.noun == "guests" and capacities and all(c == count.value for c in capacities):
        about.facts.evidence += [unit.evidence("amenities.max_guests", count.value) for unit in units]
        return None
    if count.value in about.facts.party:  # the guest's own party: said of a unit, it must fit
        misfit = sure and about.named and not negated and any(c is None or c < count.value for c in capacities)
        exact = re.search(
            r"(?<!\w)(?:max\w*|capaci\w*|sleeps|schlaft|hasta|up to|bis zu|jusqu\w*|fino a|at most)(?!\w)", around
        )
        if not misfit and not (exact and sure and any(c != count.value for c in capacities)):
            return None
    if not sure and count.noun == "guests" and not is_capacity and count.value in capacities:
        return None
    right = capacities[0] if sure and len(capacities) == 1 and is_capacity and count.noun == "guests" else None
    return Objection("a number of people that no row has", count, right, count.number if right else None)


def _nights(about: Sentence, count: Count, units: Sequence[UnitFacts]) -> Objection | None:
    before, after = clause_before(about, count.start), about.text.plain[count.end : count.end + 20]
    around = re.split(r"[,;:]", before)[-1] + re.split(r"[,;:.]", after)[0]
    minimum = {Decimal(unit.unit.pricing.min_nights) for unit in units if unit.unit.pricing}
    stays = {Decimal(quote.nights) for unit in units for quote in unit.quotes}
    rates = {Decimal(rate.nights) for unit in units for quote in unit.quotes for rate in quote.rates}
    if _MINIMUM.search(around):
        true = count.value in minimum and (len(minimum) == 1 or bool(about.named))
        right = next(iter(minimum)) if len(minimum) == 1 else None
    else:
        true, right = count.value in about.facts.nights | stays | rates | minimum, None
    if true or is_written(about, about.text.plain[count.start : count.end], guest_too=False):
        return None
    return Objection("a number of nights that nothing has", count, right, count.number if right else None)


def _rooms(about: Sentence, count: Count, units: Sequence[UnitFacts], sure: bool) -> Objection | None:
    known = [unit.count(count.noun) for unit in units]
    if known and all(value == count.value for value in known):
        about.facts.evidence += [unit.evidence(f"amenities.{count.noun}", count.value) for unit in units]
        return None
    if count.noun == "size" and units and all(_is_measured(unit, count) for unit in units):
        return None
    right = known[0] if sure and len(known) == 1 else None
    return Objection(f"a number of {count.noun} that no row has", count, right, count.number if right else None)


def _is_measured(unit: UnitFacts, count: Count) -> bool:
    """So many square metres in the owner's own words."""
    found = re.findall(rf"(?<![\d.,])(\d+(?:[.,]\d+)?) ?(?:{v.NOUNS['size']})(?!\w)", unit.text)
    return any(number(each) == count.value for each in found)
