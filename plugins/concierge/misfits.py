"""Why a home does not fit the journey, in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bot.offers.fitting import UNWANTED, price_by
from bot.offers.whereabouts import place
from bot.types import Match
from bot.words.features import BY_ID
from plugins.concierge.talk import Talk


def misfit_words(talk: Talk, match: Match) -> str:
    """Why a unit does not fit, in words."""
    words = [_MISFITS[misfit](talk, match) for misfit in match.misfits if misfit in _MISFITS]
    if features := [item for item in match.misfits if item in BY_ID]:
        words.append(talk.texts.say("miss_features", things=talk.texts.lacks(features)))
    if unwanted := [item.removeprefix(UNWANTED) for item in match.misfits if item.startswith(UNWANTED)]:
        words.append(talk.texts.say("miss_unwanted", has=talk.texts.has(unwanted, 1)))
    return talk.texts.listing(words)


def _miss_guests(talk: Talk, match: Match) -> str:
    if match.unit.max_guests is None:
        return talk.texts.say("miss_guests_unknown")
    return talk.texts.say("miss_guests", guests=talk.texts.count("guests", match.unit.max_guests))


def _miss_min_nights(talk: Talk, match: Match) -> str:
    nights = match.unit.pricing.min_nights if match.unit.pricing else 1
    return talk.texts.say("miss_min_nights", nights=talk.texts.count("nights", nights))


def _miss_budget(talk: Talk, match: Match) -> str:
    pricing, budget, quote = match.unit.pricing, talk.turn.intent.budget_range, match.quote
    if pricing is None or budget is None:
        return talk.texts.say("miss_no_price")
    basis = budget.per if quote or budget.per != "stay" else "night"  # no total is named that nobody has worked out
    price = price_by(basis, match.unit, pricing, talk.turn.intent, quote)
    return talk.texts.say(f"miss_budget_{basis}", price=talk.texts.money(price, pricing.currency))


def _miss_type(talk: Talk, match: Match) -> str:
    kind = match.unit.unit_type
    if kind is None:
        return talk.texts.say("miss_type_unknown")
    return talk.texts.say("miss_type", type=talk.texts.unit_type(kind))


def _miss_rooms(talk: Talk, match: Match, kind: str, number: int | Decimal | None) -> str:
    if number is None:
        return talk.texts.say(f"miss_{kind}_unknown")
    return talk.texts.say("miss_rooms", things=talk.texts.count(kind, number))


def _miss_place(talk: Talk, match: Match) -> str:
    where = place(match.unit)
    return talk.texts.say("miss_place", place=where) if where else talk.texts.say("miss_place_unknown")


_MISFITS: dict[str, Callable[[Talk, Match], str]] = {
    "guests": _miss_guests,
    "min_nights": _miss_min_nights,
    "budget_range": _miss_budget,
    "accommodation_type": _miss_type,
    "bedrooms": lambda talk, match: _miss_rooms(talk, match, "bedrooms", match.unit.bedrooms),
    "bathrooms": lambda talk, match: _miss_rooms(talk, match, "bathrooms", match.unit.bathrooms),
    "place": _miss_place,
}
