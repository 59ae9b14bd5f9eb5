"""The order in which units are offered."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.types import Intent, Match

MAX_FITS = 24
MAX_MISSES = 8
SPARE_BED = 0.01  # a house for twelve is no better for two
# What a guest minds more when it fails. No wish outweighs a roof for everybody.
_GRAVITY = {"guests": 100, "min_nights": 3, "budget_range": 2}


def best_fits(matches: Iterable[Match], intent: Intent) -> list[Match]:
    """At most MAX_FITS: nearest in meaning, then the tighter for the party, then the cheaper."""
    return sorted(matches, key=lambda match: (-_score(match, intent), _price(match), match.unit.unit_id))[:MAX_FITS]


def near_misses(matches: Iterable[Match]) -> list[Match]:
    """At most MAX_MISSES, each unit once, the least wrong first."""
    once = {match.unit.unit_id: match for match in sorted(matches, key=lambda match: match.similarity)}
    return sorted(once.values(), key=lambda match: (_wrong(match), _excess(match), -match.similarity, _price(match)))[
        :MAX_MISSES
    ]


def _score(match: Match, intent: Intent) -> float:
    spare = (match.unit.max_guests or 0) - intent.guests if intent.guests else 0
    return match.similarity - SPARE_BED * min(spare, 10)


def _wrong(match: Match) -> int:
    return sum(_GRAVITY.get(misfit, 1) for misfit in match.misfits)


def _excess(match: Match) -> Decimal:
    """What is too expensive is compared by its price."""
    return _price(match) if "budget_range" in match.misfits else Decimal(0)


def _price(match: Match) -> Decimal:
    if match.quote:
        return match.quote.total
    return match.unit.pricing.base_price_night if match.unit.pricing else Decimal("Infinity")
