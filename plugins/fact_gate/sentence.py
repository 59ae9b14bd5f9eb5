"""A sentence with whom it is about, what in it was read already, and what may be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from bot.words.sentences import split
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.facts import Facts, core
from plugins.fact_gate.reading import MASK, Stated, Text, plain

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
    unnamed: str = ""  # plain, with a sign in the place of every name

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


def words_of(sentence: str, facts: Facts) -> str:
    """The sentence, plain, without names, addresses and amenities: what tells its language."""
    text = Text(sentence)
    for start, end in name_places(text, facts):
        text.mask(start, end)
    text.skip(v.CONTACTS)
    text.skip(v.ANY_FEATURE)
    return text.left


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


def is_open(about: Sentence, place: int) -> bool:
    """Asked, or left open: nothing is stated."""
    if about.is_question and not v.ASSERTS.search(about.text.plain[max(0, place - 30) : place]):
        return True
    if about.is_question and re.search(
        r"\b(?:would you|do you|shall i|te gustaria|quieres|prefier\w+|voulez|mochten|vuole|deseja)\b", about.text.plain
    ):
        return True
    return bool(v.HEDGES.search(about.text.plain)) and not v.ASSERTS.search(
        about.text.plain[max(0, place - 30) : place]
    )


def is_written(about: Sentence, words: str, *, owner_only: bool = False, whole_sentence: bool = False) -> bool:
    """Whether the owner's rules, the guest, or the units' own texts have these words."""
    wanted = core(words)
    if not wanted:
        return False
    boundary = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    if boundary.search(core(about.facts.owner)):
        if not whole_sentence:
            return True
        said = set(core(about.text.plain).split())
        rules = [
            set(core(rule).split()) for rule in re.split(r'[.;"]', about.facts.owner) if boundary.search(core(rule))
        ]
        if any(len(said & rule) >= 0.6 * len(said) for rule in rules):
            return True
    if owner_only:
        return False
    subjects = about.subjects if about.is_sure or len(about.subjects) == 1 else ()
    return bool(boundary.search(core(about.facts.guest))) or any(
        boundary.search(core(about.facts.units[id_].text)) for id_ in subjects
    )


def clause_before(about: Sentence, place: int) -> str:
    """What stands before a place, back to the last amount, colon or stop; a name counts as one sign."""
    left = re.sub(f"{MASK}+", "¤", about.text.left[:place])
    return re.split(r"[.;!?]", left)[-1][-60:]
