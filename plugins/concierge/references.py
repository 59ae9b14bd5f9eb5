"""Which units a message is about: by button, name, number, or "it"."""

from __future__ import annotations

import re
from collections import Counter
from uuid import UUID

from bot.offers.fitting import NAMED
from bot.types import Match
from bot.words.folding import bare
from plugins.concierge import names, topics
from plugins.concierge.talk import Talk

_WORD = re.compile(r"[^\W\d_]{4,}")


async def units_meant(talk: Talk) -> list[Match]:
    """The units a message points at, in the order it names them; empty when it points at none."""
    for ids in (_pressed(talk), _named(talk), _numbered(talk)):
        if ids:
            return await talk.units(ids)
    by_word = await _by_word(talk)
    if by_word:
        return by_word
    return await talk.units(_pointed(talk))


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


async def _by_word(talk: Talk) -> list[Match]:
    """Among the units shown, those with a word in the message that only they have in their name."""
    if len(talk.memory.shown) < 2 or talk.turn.captured:
        return []
    said = set(_WORD.findall(bare(talk.turn.text))) - names.words("common")
    if not said:
        return []
    shown = await talk.units(talk.memory.shown)
    words = {match.unit.unit_id: set(_WORD.findall(bare(match.unit.name))) for match in shown}
    owners = Counter(word for name in words.values() for word in name)
    return [match for match in shown if any(owners[word] == 1 for word in words[match.unit.unit_id] & said)]


def _pointed(talk: Talk) -> list[UUID]:
    """ "All of them" are the last cards; "it" is the unit talked about."""
    memory, acts = talk.memory, talk.acts
    if "compare" in acts:
        return memory.shown
    if memory.focus is None or "preferences" in talk.turn.captured:
        return []
    asked = topics.is_asked(acts) and (acts.asks or acts.is_short)
    pointed = acts.does & {"book", "show_photos", "tell_more", "choose_unit"}
    return [memory.focus] if asked or pointed else []


def _bare_number(text: str) -> int | None:
    """The number that is the whole message, 1 to 4: an answer to "which one?"."""
    number = text.strip(" .!#")
    return int(number) if number in {"1", "2", "3", "4"} else None
