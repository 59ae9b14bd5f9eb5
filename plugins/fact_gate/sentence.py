"""A sentence with whom it is about, what in it was read already, and what may be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from bot.words.sentences import split
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.clauses import UNPROVABLE, Piece
from plugins.fact_gate.clock import Clock
from plugins.fact_gate.facts import Facts, UnitFacts, core
from plugins.fact_gate.measures import Measure
from plugins.fact_gate.reading import MASK, Stated, Text, plain
from plugins.fact_gate.things import Thing

_BINDING = frozenset("price included discount cancellation payment availability done promise comparison".split())
SURE = 0.8  # of a claim beside a question
LOOK_BACK_CHARS = 2000  # of a reply, for the unit that "it" means


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a sentence may not be said as it is. `repair` is what its number should be, where that is certain."""

    reason: str
    stated: Stated
    repair: Decimal | None = None
    number: tuple[int, int] | None = None  # the place of the number to repair
    currency: str | None = None  # set: write an amount


@dataclass(slots=True)
class Sentence:
    text: Text
    facts: Facts
    named: list[tuple[int, UUID]]  # units named in it, by place
    subjects: tuple[UUID, ...]  # whom it is about
    is_sure: bool  # whether that is certain
    is_question: bool
    language: str = ""
    written: str = ""  # with its capitals
    unnamed: str = ""  # plain, with a sign in the place of every name
    explained: list[tuple[int, str]] = field(default_factory=list)  # where numbers stand that were found true, of what
    things: tuple[Thing, ...] = ()  # that it names
    told: list[Measure] = field(default_factory=list)  # numbers of the house's entries that the sentence tells again

    def explain(self, stated: Stated | Clock | Measure, kind: str) -> None:
        """A number was found true. `kind`: of bot facts, as "money", "clock", "guests"."""
        self.explained.append((stated.start, kind))

    def has_true(self, *kinds: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a number of such a kind was found true, there or anywhere."""
        stop = len(self.text.plain) if end is None else end
        return any((not kinds or kind in kinds) and start <= place < stop for place, kind in self.explained)

    def homes(self, place: int) -> list[UnitFacts]:
        """Those that a statement at this place is about; of all that were found, if it says so."""
        ids, _ = self.about(place)
        if v.EVERY_UNIT.search(self.text.plain):
            ids = tuple(dict.fromkeys([*ids, *self.facts.pool]))
        return [self.facts.units[id_] for id_ in ids]

    def is_wish(self, feature: str) -> bool:
        """The guest's own wish said again: "house · 4 people · pool"."""
        return feature in self.facts.wishes and not self.named and not v.ALL.search(self.text.plain)

    def is_open(self, piece: Piece) -> bool:
        """Asked, supposed or left to the team: nothing is stated."""
        text = self.text.plain[piece.start : piece.end].strip(" ,;:.!?¿-")
        if self.is_question and (piece.end >= len(self.text.plain.rstrip()) or max(piece.claims.values()) < SURE):
            return not ("payment" in piece.claims and v.ASKS_TO_PAY.search(text))
        if v.SUPPOSED.match(text):
            return not _BINDING & set(piece.claims)
        return bool(v.HEDGES.search(text)) and not UNPROVABLE & set(piece.claims)

    def about(self, place: int) -> tuple[tuple[UUID, ...], bool]:
        """The units that a statement at this place is about, and whether that is certain."""
        if not self.named:
            return self.subjects, self.is_sure
        before = [(start, id_) for start, id_ in self.named if start < place]
        if not before:
            return (self.named[0][1],), True
        last = before[-1][1]
        joined = [id_ for start, id_ in before if self._joined(start, before[-1][0])]
        return tuple(dict.fromkeys([*joined, last])), True

    def _joined(self, start: int, last: int) -> bool:
        """ "A and B have …": nothing but a link between the names."""
        between = self.text.plain[start:last]
        return start != last and not re.search(
            r"[.;:()\d]|\b(?:has|have|while|but|tiene\w*|mientras|pero|hat|aber|ha|ma|mas|mais)\b", between
        )


def sentence_of(text: Text, facts: Facts, shown: str, language: str = "") -> Sentence:
    named = named_in(text.plain, facts)
    ids = tuple(dict.fromkeys(id_ for _, id_ in named))
    if not ids:
        ids = _last_named(shown, facts) or _talked_of(facts)
    sure = bool(ids) or len(facts.pool) == 1
    is_question = text.plain.rstrip().endswith("?")
    return Sentence(text, facts, named, ids or facts.pool, sure, is_question, language)


def named_in(text: str, facts: Facts) -> list[tuple[int, UUID]]:
    """Units by where they are named; the longest name counts where names overlap."""
    squeezed = " ".join(text.split())
    named = [(name, id_) for id_, unit in facts.units.items() for name in unit.names if name in squeezed]
    taken: list[tuple[int, int, UUID]] = []
    for name, id_ in sorted(named, key=lambda found: -len(found[0])):
        for match in re.finditer(_name_pattern(name), text):
            if not any(match.start() < end and start < match.end() for start, end, _ in taken):
                taken.append((*match.span(), id_))
    return sorted((start, id_) for start, _, id_ in taken)


def _name_pattern(name: str) -> str:
    return r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"


def name_places(text: Text, facts: Facts) -> Iterator[tuple[int, int]]:
    squeezed = " ".join(text.left.split())
    names = [*(name for unit in facts.units.values() for name in unit.names), plain(facts.tenant.name)]
    for name in sorted((name for name in names if name in squeezed), key=len, reverse=True):
        for match in re.finditer(_name_pattern(name), text.left):
            yield match.span()


def _last_named(shown: str, facts: Facts) -> tuple[UUID, ...]:
    for sentence in reversed(split(shown[-LOOK_BACK_CHARS:])):
        if named := named_in(plain(sentence), facts):
            return tuple(dict.fromkeys(id_ for _, id_ in named))
    return ()


def _talked_of(facts: Facts) -> tuple[UUID, ...]:
    """The units that the guest names, else the only one that was last spoken of."""
    asked = tuple(dict.fromkeys(id_ for _, id_ in named_in(facts.asked, facts)))
    before = tuple(dict.fromkeys(id_ for _, id_ in named_in(facts.before, facts)))
    return asked or (before if len(before) == 1 else ())


def is_written(about: Sentence, words: str, *, guest_too: bool = True) -> bool:
    """Whether the owner's rules, the units' own texts, or the guest have these words."""
    wanted = core(words)
    if not wanted:
        return False
    boundary = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    if boundary.search(core(about.facts.owner)):
        return True
    subjects = about.subjects if about.is_sure or len(about.subjects) == 1 else ()
    return (guest_too and bool(boundary.search(core(about.facts.guest)))) or any(
        boundary.search(core(about.facts.units[id_].text)) for id_ in subjects
    )


def clause_before(about: Sentence, place: int) -> str:
    """What stands before a place, back to the last amount, colon or stop; a name counts as one sign."""
    left = re.sub(f"{MASK}+", "¤", about.text.left[:place])
    return re.split(r"[.;!?]", left)[-1][-60:]
