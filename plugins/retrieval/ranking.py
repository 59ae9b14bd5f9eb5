"""The order in which units are offered."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from bot.offers.fitting import is_far_off
from bot.types import Intent, Match, Unit
from plugins.retrieval.words import tokens

MAX_FITS = 24
MAX_MISSES = 8
# Weights beside a cosine, chosen with bench/retrieval.py.
SAME_WORDS = 0.2  # all of the guest's words stand in the owner's text
STEM = 5  # letters that inflected words share
SPARE_BED = 0.01  # a house for twelve is no better for two
# What a guest minds more when it fails. No wish outweighs a roof for everybody.
_GRAVITY = {"min_nights": 3, "place": 3, "budget_range": 2, "bedrooms": 2}
_TOO_SMALL = 100


def best_fits(matches: Iterable[Match], intent: Intent, words: Iterable[str] = ()) -> list[Match]:
    """At most MAX_FITS: of the party's size, nearest in meaning and in the guest's words, the tighter, the cheaper."""
    stems = {token[:STEM] for word in words for token in tokens(word)}
    scored = [
        (is_far_off(match.unit, intent), -_score(match, intent, stems), _price(match), match.unit.unit_id, match)
        for match in matches
    ]
    return [match for *_, match in sorted(scored, key=lambda item: item[:4])[:MAX_FITS]]


def near_misses(matches: Iterable[Match]) -> list[Match]:
    """At most MAX_MISSES, each unit once, the least wrong first."""
    once = {match.unit.unit_id: match for match in sorted(matches, key=lambda match: match.similarity)}
    return sorted(once.values(), key=lambda match: (_wrong(match), _excess(match), -match.similarity, _price(match)))[
        :MAX_MISSES
    ]


def _score(match: Match, intent: Intent, stems: set[str]) -> float:
    spare = (match.unit.max_guests or 0) - intent.guests if intent.guests else 0
    return match.similarity + SAME_WORDS * _shared(match.unit, stems) - SPARE_BED * min(spare, 10)


def _shared(unit: Unit, stems: set[str]) -> float:
    """The share of the guest's words that the owner uses too."""
    if not stems:
        return 0.0
    return len(stems & _stems(f"{unit.name} {unit.description} {unit.metadata.get('location', '')}")) / len(stems)


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(token[:STEM] for token in tokens(text))


def _wrong(match: Match) -> int:
    if "guests" in match.misfits:
        return _TOO_SMALL  # of those only the size counts: the guest is told the largest of all
    return sum(_GRAVITY.get(misfit, 1) for misfit in match.misfits)


def _excess(match: Match) -> Decimal:
    """What is too small is compared by its beds, what is too expensive by its price."""
    if "guests" in match.misfits:
        return Decimal(-(match.unit.max_guests or 0))
    return _price(match) if "budget_range" in match.misfits else Decimal(0)


def _price(match: Match) -> Decimal:
    if match.quote:
        return match.quote.total
    return match.unit.pricing.base_price_night if match.unit.pricing else Decimal("Infinity")
