"""What a concierge that only looks things up cannot truthfully say: deeds, whether a place is let, what is paid.

These are classes of statements that no row could prove; `judging` holds the others against the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from plugins.fact_gate import conduct_words as w
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.facts import core
from plugins.fact_gate.reading import Stated, plain
from plugins.fact_gate.rules import is_cancellation_rule
from plugins.fact_gate.sentence import Objection, Sentence, is_open, is_written

_NOT = re.compile(rf"(?<!\w)(?:{v.NO})(?!\w)")
_TITLES = re.compile(r"Ihr|Unser|Sie|Team|The|Casa|Villa|Our|Nuestro|Notre")
_EVERYWHERE = re.compile(r"island|isla|ilha|insel|isola|ile\b|all of|anywhere|you'll find")
_CHEAPEST = re.compile(r"est\b|mas barat|moins cher|gunstigst|mais barat|economic")


def misconduct(about: Sentence, written: str) -> Iterator[Objection]:
    """What is wrong with a sentence, beyond its facts.

    Args:
        written: the sentence as it is written.
    """
    yield from _deeds(about)
    yield from _promises(about)
    yield from _comparisons(about)
    yield from _unlisted(about)
    yield from _reached(about, written)
    yield from _counted(about)


def _clause(about: Sentence, match: re.Match[str]) -> str:
    return re.split(r"[,;:.!?]", about.unnamed[: match.start()])[-1]


def _is_denied(about: Sentence, match: re.Match[str]) -> bool:
    return bool(_NOT.search(_clause(about, match)))


def _deeds(about: Sentence) -> Iterator[Objection]:
    """It has looked things up; it has done nothing else."""
    for match in w.DEED.finditer(about.unnamed):
        verb = next(group for group in match.groups() if group)
        is_asked = about.is_question and v.ASKING.search(about.unnamed[: match.end()])
        if not (is_asked or w.LOOKED.match(verb) or _NOT.search(match.group()) or _is_denied(about, match)):
            yield Objection("a deed that it cannot have done", Stated(*match.span()))


def _promises(about: Sentence) -> Iterator[Objection]:
    if about.is_question or v.HEDGES.search(about.unnamed):
        return
    for pattern, reason in ((w.WILL, "a promise"), (w.LET, "whether it is let"), (w.FREE, "what is paid")):
        for match in pattern.finditer(about.unnamed):
            is_open_here = bool(v.OPEN_BEFORE.search(_clause(about, match)))
            is_rule = pattern is w.FREE and is_cancellation_rule(about)
            if not (is_open_here or is_rule or is_written(about, match.group(), owner_only=True, whole_sentence=True)):
                yield Objection(reason, Stated(*match.span()))


def _comparisons(about: Sentence) -> Iterator[Objection]:
    for match in w.RELATIVE.finditer(about.unnamed):
        is_open_here = about.is_question or _is_denied(about, match)
        if not (is_open_here or is_cancellation_rule(about) or _is_lowest(about, match)):
            yield Objection("a comparison of prices", Stated(*match.span()))


def _is_lowest(about: Sentence, match: re.Match[str]) -> bool:
    """The cheapest of those found, where the sentence claims no more."""
    ids, _ = about.about(match.end())
    if _EVERYWHERE.search(about.text.plain) or len(ids) != 1 or not _CHEAPEST.search(match.group()):
        return False
    units = [about.facts.units[id_] for id_ in {*about.facts.pool, *ids}]
    kinds = ("total",) if all(unit.quotes for unit in units) else ("from", "night")
    lowest = {
        unit.unit.unit_id: min((price.value for price in unit.prices if price.kind in kinds), default=None)
        for unit in units
    }
    known = [value for value in lowest.values() if value is not None]
    return bool(known) and lowest[ids[0]] == min(known)


def _unlisted(about: Sentence) -> Iterator[Objection]:
    """Charges, extra beds, baths of one's own, views: true only in the unit's own words."""
    for pattern in w.CHARGES:
        for match in pattern.finditer(about.unnamed):
            units = [about.facts.units[id_] for id_ in about.about(match.start())[0]]
            proved = bool(units) and all(pattern.search(unit.text) for unit in units)
            if not (proved or _is_denied(about, match) or is_open(about, match.start())):
                yield Objection("what no row has", Stated(*match.span()))
    for match in w.SEA.finditer(about.unnamed):
        units = [about.facts.units[id_] for id_ in about.about(match.start())[0]]
        proved = bool(units) and all({"sea_view", "beach"} & set(unit.unit.features) for unit in units)
        if not (proved or _is_denied(about, match) or is_open(about, match.start())):
            yield Objection("a view that no row has", Stated(*match.span()))


def _reached(about: Sentence, written: str) -> Iterator[Objection]:
    """Orders it has been given, and people and addresses that the business does not name."""
    for match in w.LEAK.finditer(about.unnamed):
        yield Objection("speaks of instructions", Stated(*match.span()))
    said = core(f"{about.facts.owner} {about.facts.guest}")
    for match in w.REACH.finditer(about.unnamed):
        if core(match.group()) not in said:
            yield Objection("another way to reach somebody", Stated(*match.span()))
    names = " ".join(name for unit in about.facts.units.values() for name in unit.names)
    known = f"{about.facts.owner} {about.facts.guest} {names}"
    for match in w.NAMED.finditer(written):
        if plain(match["who"]) not in known and not _TITLES.match(match["who"]):
            yield Objection("a person that nobody has named", Stated(*match.span()))


def _counted(about: Sentence) -> Iterator[Objection]:
    """A second bath, "zu sechst", "pour sept": counted without a number and its noun."""
    for least, words in w.ORDINALS.items():
        for noun, rooms in w.ROOM.items():
            if match := re.search(rf"(?<!\w)(?:{words}) (?:{rooms})(?!\w)", about.unnamed):
                counts = [about.facts.units[id_].count(noun) for id_ in about.about(match.start())[0]]
                if not counts or any(count is None or count < least for count in counts):
                    yield Objection(f"a number of {noun} that no row has", Stated(*match.span()))
    for match in w.PEOPLE.finditer(about.unnamed):
        value = w.ZU[match["zu"]] if match["zu"] else v.NUMBER_WORDS.get(match["w"])
        room = [about.facts.units[id_].count("guests") for id_ in about.about(match.start())[0]]
        fits = value is not None and bool(room) and all(count is not None and count >= value for count in room)
        if value and not (fits or Decimal(value) in about.facts.party or _NOT.search(about.unnamed)):
            yield Objection("a number of people that no row has", Stated(*match.span()))
