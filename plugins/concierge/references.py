"""Which units a message is about: by button, name, number, or "it"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from uuid import UUID

from rapidfuzz.distance import OSA

from bot.offers.fitting import NAMED
from bot.types import Match
from bot.words.folding import bare
from plugins.concierge import names, topics
from plugins.concierge.acts import Said
from plugins.concierge.talk import Talk

_OF_NAMES = frozenset({"accommodation_type"})  # what a home's name may be taken to state: "Villa Azul"
LONG, SLIPS = 8, 2  # letters of a word that may be written otherwise, and how much
_WORD = re.compile(r"[^\W\d_]{4,}")


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
    return await _by_word(talk, whatever=whatever)


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


async def _by_word(talk: Talk, *, whatever: bool) -> list[Match]:
    """Among the units shown, those with a word in the message that only they have in their name."""
    if len(talk.memory.shown) < 2 or (not whatever and set(talk.turn.captured) - _OF_NAMES):
        return []
    said = set(_WORD.findall(bare(talk.turn.text))) - names.words("common")
    if not said:
        return []
    shown = await talk.units(talk.memory.shown)
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


def _pointed(talk: Talk) -> list[UUID]:
    """ "All of them" are the last cards; "it" is the unit talked about."""
    memory, acts = talk.memory, talk.acts
    if "compare" in acts:
        return memory.shown
    if memory.focus is None and memory.chosen and "book" in acts and not talk.news:
        return [memory.chosen]
    if memory.focus is None or "preferences" in talk.turn.captured:
        return []
    asked = topics.is_asked(acts) and (acts.asks or acts.is_short)
    pointed = acts.does & {"book", "show_photos", "tell_more", "choose_unit"}
    return [memory.focus] if asked or pointed else []


def _bare_number(text: str) -> int | None:
    """The number that is the whole message, 1 to 4: an answer to "which one?"."""
    number = text.strip(" .!#")
    return int(number) if number in {"1", "2", "3", "4"} else None
