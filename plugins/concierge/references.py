"""Which units a message is about: by button, name, number, or "it"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from uuid import UUID

from rapidfuzz.distance import OSA

from bot.offers.fitting import NAMED
from bot.types import Match
from bot.words.details import DETAILS
from bot.words.folding import bare
from plugins.concierge import names, particulars, topics
from plugins.concierge.acts import Said
from plugins.concierge.offers import amount_of
from plugins.concierge.talk import Talk

# What a home's name may be taken to state: "Villa Azul", "Garden cottage".
_OF_NAMES = frozenset({"accommodation_type", "preferences"})
LONG, SLIPS = 8, 2  # letters of a word that may be written otherwise, and how much
_WORD = re.compile(r"[^\W\d_]{4,}")
_PRICE = re.compile(r"(?<![\d.,])\d{1,3}[.\u202f\u00a0, ]?\d{3}(?!\d)|(?<![\d.,])\d{3}(?!\d)")  # 2170, 2.170, 596


async def units_meant(talk: Talk) -> list[Match]:
    """The units a message points at, in the order it names them; empty when it points at none."""
    meant = await _explicit(talk)
    if len(meant) == 1:
        talk.memory.chosen = meant[0].unit.unit_id
    return meant or await talk.units(_pointed(talk))


async def others_meant(talk: Talk, unit_id: UUID) -> list[Match]:
    """Other units than one that a message names without asking about them."""
    meant = [match for match in await _explicit(talk, whatever=True) if match.unit.unit_id != unit_id]
    if talk.turn.pressed:
        return meant
    stated = " ".join(bare(said.clause.text) for said in talk.acts.said if not _is_question(said))
    words = set(_WORD.findall(stated))
    return [
        match for match in meant if talk.acts.ordinals or _is_like(words, set(_WORD.findall(bare(match.unit.name))))
    ]


def _is_question(said: Said) -> bool:
    return said.clause.asks or "?" in said.clause.text


async def _explicit(talk: Talk, *, whatever: bool = False) -> list[Match]:
    """Units that are pressed, named, numbered or meant by a word of their names.

    Args:
        whatever: a word counts whatever else the message states.
    """
    for ids in (_pressed(talk), _named(talk), _numbered(talk)):
        if ids:
            return await talk.units(ids)
    shown = await talk.units(talk.memory.shown) if len(talk.memory.shown) > 1 else []
    is_named = whatever or not set(talk.turn.captured) - _OF_NAMES
    chosen = _by_word(talk, shown) if is_named else []
    return chosen or _by_price(talk, shown) or _by_feature(talk, shown)


def _pressed(talk: Talk) -> list[UUID]:
    action = talk.turn.action
    return [action.unit_id] if action and action.unit_id else []


def _named(talk: Talk) -> list[UUID]:
    return [match.unit.unit_id for match in talk.turn.found if match.similarity >= NAMED]


def _numbered(talk: Talk) -> list[UUID]:
    """Ordinals count among the last cards; a bare number does unless it answers a question about the journey."""
    shown = talk.memory.shown
    numbers = list(talk.acts.ordinals)
    number = _bare_number(talk.turn.text)
    if number and not talk.turn.captured and (talk.offered == "book" or talk.turn.intent.guests is not None):
        numbers.append(number)
    picked = (shown[number - 1] if number > 0 else shown[-1] for number in numbers if shown and number <= len(shown))
    return list(dict.fromkeys(picked))


def _by_word(talk: Talk, shown: Sequence[Match]) -> list[Match]:
    """Those with a word in the message that only they have in their name."""
    said = set(_WORD.findall(bare(talk.turn.text))) - names.words("common")
    words = {match.unit.unit_id: set(_WORD.findall(bare(match.unit.name))) for match in shown}
    owners = Counter(word for name in words.values() for word in name)
    own = {id_: {word for word in named if owners[word] == 1} for id_, named in words.items()}
    exact = [match for match in shown if own[match.unit.unit_id] & said]
    return exact or [match for match in shown if _is_like(said, own[match.unit.unit_id])]


def _is_like(said: Collection[str], words: Collection[str]) -> bool:
    """Whether a word is one of these, or a long one that is written a little otherwise: "catedral", "Kathedrale"."""
    return any(
        word == other or (min(len(word), len(other)) >= LONG and OSA.distance(word, other, score_cutoff=SLIPS) <= SLIPS)
        for word in said
        for other in words
    )


def _by_price(talk: Talk, shown: Sequence[Match]) -> list[Match]:
    """The one whose price is said: "celle à 2170"."""
    if "budget_range" in talk.turn.captured:
        return []
    period = talk.turn.intent.period
    said = {int(re.sub(r"\D", "", number)) for number in _PRICE.findall(talk.turn.text)}
    found = [match for match in shown if (amount := amount_of(match, period)) is not None and int(amount) in said]
    return found if len(found) == 1 else []


def _by_feature(talk: Talk, shown: Sequence[Match]) -> list[Match]:
    """ "The one with the heated pool": where only one of them has it."""
    clauses = [said.clause for said in talk.acts.said if "the_one" in said.clause.details]
    features = {item.feature for clause in clauses for item in clause.features}
    details = {detail for clause in clauses for detail in clause.details if detail in DETAILS}
    if not features and not details:
        return []
    found = [
        match
        for match in shown
        if features <= set(match.unit.features) and particulars.has_all(match, details, features)
    ]
    return found if len(found) == 1 else []


def _pointed(talk: Talk) -> list[UUID]:
    """ "All of them" are the last cards; "it" is the unit talked about."""
    memory, acts = talk.memory, talk.acts
    if "compare" in acts:
        return memory.shown
    if memory.focus is None and memory.chosen and "book" in acts and not talk.news:
        return [memory.chosen]
    if acts.features and len(memory.shown) > 1 and any("among" in said.clause.details for said in acts.said):
        return memory.shown  # "which of them has a garden?"
    if memory.focus is None or "preferences" in talk.turn.captured:
        return []
    asked = topics.is_asked(acts) and (acts.asks or acts.is_short)
    pointed = acts.does & {"book", "show_photos", "tell_more", "choose_unit"}
    return [memory.focus] if asked or pointed else []


def _bare_number(text: str) -> int | None:
    """The number that is the whole message, 1 to 4: an answer to "which one?"."""
    number = text.strip(" .!#")
    return int(number) if number in {"1", "2", "3", "4"} else None
