"""The list that answers a search. While the search is the same, it is the same homes in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from bot.offers.fitting import is_dear, is_far_off
from bot.types import Match
from plugins.concierge.talk import Talk
from plugins.concierge.wishes import wish

# What changes about a search without changing what kind of home is looked for.
JOURNEY = frozenset(
    "check_in check_out nights guests adults children children_ages infants period flexible_days".split()
)


def is_answered(talk: Talk) -> bool:
    """Whether the guest has the list for what is known: it is not shown again unasked."""
    return bool(talk.memory.listed) and talk.memory.searched == wish(talk)


def remember(talk: Talk, unit_ids: list[UUID]) -> None:
    talk.memory.listed, talk.memory.searched = unit_ids, wish(talk)


async def fitting(talk: Talk, limit: int, wanted: Sequence[str] = ()) -> list[Match]:
    """Homes that fit, the best first: those that the guest has before them keep their places as far as they fit.

    Args:
        wanted: features that are asked about and no wish yet.
    """
    found = [match for match in talk.turn.found if match.fits and set(wanted) <= set(match.unit.features)]
    if found and any(is_dear(match.unit, talk.turn.intent) for match in found[:limit]):
        met = {match.unit.unit_id for match in found}
        found += [match for match in await talk.listed(limit, features=wanted) if match.unit.unit_id not in met]
    if not found:
        found = await talk.listed(limit, features=wanted)
    known = [] if wanted else await _kept(talk)
    kept = {match.unit.unit_id for match in known}
    rest = [match for match in found if match.unit.unit_id not in kept]
    intent = talk.turn.intent
    return [*known, *sorted(rest, key=lambda match: (is_dear(match.unit, intent), is_far_off(match.unit, intent)))]


async def _kept(talk: Talk) -> list[Match]:
    """Of the last list those that still fit."""
    if not is_answered(talk) and not set(talk.turn.captured) <= JOURNEY:
        return []
    intent = talk.turn.intent
    return [
        match
        for match in await talk.units(talk.memory.listed)
        if match.fits and (is_answered(talk) or not is_far_off(match.unit, intent))
    ]
