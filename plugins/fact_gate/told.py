"""Terms of the house told again in other words: their numbers are those of the entries that are meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.fact_gate import evidence
from plugins.fact_gate.measures import Measure, measures_in
from plugins.fact_gate.sentence import Sentence
from plugins.fact_gate.things import things_in

TERMS = frozenset({"cancellation", "payment", "hours", "rule", "included", "identity", "local", "place", "amenity"})
_TOPICS = frozenset({"cancellation", "payment"})  # the entries' name for them, too
_NOT_TOLD = frozenset({"price", "discount", "comparison", "capacity", "size", "availability", "done", "rating"})
_WAYS = frozenset({"metres", "minutes"})
NEARLY_ITS_WORDS = 0.7
LIKE = 0.6  # likeness to an entry, from which a sentence without numbers tells it again: it has none to tell, either
MEANT = 0.3  # likewise with all of its numbers


def measures_told(about: Sentence, claims: Mapping[str, float]) -> Iterator[Measure]:
    """Those of a sentence that an entry near to it has."""
    found = list(measures_in(about.text.plain))
    yield from (measure for measure in found if measure.kind in _WAYS and _is_way_told(about, measure))
    found = [measure for measure in found if measure.kind not in _WAYS]
    if not found or (claims and _top(claims) in _NOT_TOLD):
        return
    told = [entry for entry in _entries(about, claims) if entry.likeness >= MEANT]
    known = frozenset().union(*(entry.measures for entry in told)) if told else frozenset()
    yield from (measure for measure in found if (measure.kind, measure.value) in known and measure.kind != "clock")


def _is_way_told(about: Sentence, measure: Measure) -> bool:
    """So far to the same place as in a line of every home that is meant."""
    places = [thing for thing in things_in(about.text.plain) if thing.kind == "place"]
    if not places:
        return False
    before = [thing.id for thing in places if thing.end <= measure.start][-1:]
    after = [thing.id for thing in places if thing.start >= measure.end][:1]
    homes = about.homes(measure.start)
    return bool(homes) and all(
        any(
            line.has & {*before, *after} and _has_measure(line.text, measure)
            for line in evidence.lines_of(home.written)
        )
        for home in homes
    )


def _has_measure(text: str, measure: Measure) -> bool:
    return any((each.kind, each.value) == (measure.kind, measure.value) for each in evidence.measures_of(text))


def is_told(about: Sentence, claims: Mapping[str, float]) -> bool:
    """Whether the sentence tells an entry again: with a number of it and none beside, or in nearly its words."""
    if not claims or _top(claims) not in TERMS:
        return False
    told = _entries(about, claims)
    if not told or told[0].likeness < MEANT:
        return False
    if about.told:
        return True
    return told[0].likeness >= LIKE and not told[0].measures and not list(measures_in(about.text.plain))


def is_told_in(about: Sentence, start: int, end: int) -> bool:
    """Whether a part of the sentence says in nearly its words what an entry says; its numbers, if that has some."""
    told = evidence.told_of(about.facts, about.text.plain[start:end])
    return bool(told) and told[0].likeness >= NEARLY_ITS_WORDS and (bool(about.told) or not told[0].measures)


def _top(claims: Mapping[str, float]) -> str:
    return max(claims, key=lambda claim: claims[claim])


def _entries(about: Sentence, claims: Mapping[str, float]) -> list[evidence.Told]:
    topic = _top(claims) if claims and _top(claims) in _TOPICS else ""
    return evidence.told_of(about.facts, about.text.plain, topic)
