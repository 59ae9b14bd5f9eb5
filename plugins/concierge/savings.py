"""What would make a stay cheaper, worked out: a wish less, or the same nights in other days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.catalog.search import list_units
from bot.offers.fitting import fitted, hard_facts, needed_features
from bot.types import Intent, Match
from plugins.concierge.talk import Talk
from plugins.concierge.wishes import NEEDED

COMPARED = 60  # homes among which the cheapest is looked for
MAX_WAYS = 3
WEEKS_AWAY = (-4, -3, -2, -1, 1, 2, 3, 4)


async def ways(talk: Talk, limit: Decimal) -> list[tuple[str, Match]]:
    """What a guest may press, each with the home that is the cheapest then, below `limit`; most telling first."""
    found = [way for intent, button in _wishes_less(talk) if (way := await _cheapest(talk, intent, button, limit))]
    other = [
        way
        for start, end in _days_away(talk)
        if (way := await _cheapest(talk, _on(talk, start, end), talk.texts.span(start, end), limit))
    ]
    best = sorted(other, key=lambda way: way[1].quote.total if way[1].quote else limit)[:1]
    return [*found, *best][:MAX_WAYS]


def _wishes_less(talk: Talk) -> Iterator[tuple[Intent, str]]:
    intent = talk.turn.intent
    for feature in (item for item in needed_features(intent) if item not in NEEDED):
        rest = tuple(item for item in intent.preferences if item != feature)
        yield replace(intent, preferences=rest), talk.texts.given_up(feature)


def _days_away(talk: Talk) -> Iterator[tuple[date, date]]:
    intent = talk.turn.intent
    if not intent.check_in or not intent.check_out:
        return
    for weeks in WEEKS_AWAY:
        start, end = (day + timedelta(weeks=weeks) for day in (intent.check_in, intent.check_out))
        if start > talk.turn.today:
            yield start, end


def _on(talk: Talk, start: date, end: date) -> Intent:
    return replace(talk.turn.intent, check_in=start, check_out=end, period=None)


async def _cheapest(talk: Talk, intent: Intent, button: str, limit: Decimal) -> tuple[str, Match] | None:
    async with talk.turn.transaction() as conn:
        units = await list_units(conn, talk.turn.tenant.tenant_id, hard_facts(intent), limit=COMPARED)
    matches = [match for match in (fitted(unit, intent) for unit in units) if match.fits and match.quote]
    best = min(
        matches, key=lambda match: (match.quote.total if match.quote else limit, match.unit.unit_id), default=None
    )
    if best is None or best.quote is None or best.quote.total >= limit:
        return None
    talk.turn.add_quote(best.quote)
    return button, best
