"""Whether a home suits the journey: how many it takes, and how long one must stay there."""

from __future__ import annotations

from datetime import timedelta

from bot.types import Match
from plugins.concierge import offers
from plugins.concierge.talk import Talk
from plugins.concierge.wishes import budget_words


def too_small(talk: Talk, match: Match) -> str:
    """That the party does not fit in; empty when it does, or is not known."""
    party, capacity = talk.turn.intent.guests, match.unit.max_guests
    if party is None or capacity is None or party <= capacity:
        return ""
    count = talk.texts.count
    return talk.texts.say(
        "too_small", name=match.unit.name, guests=count("guests", capacity), party=count("guests", party)
    )


def big_enough(talk: Talk, match: Match) -> str:
    """That the party, of which the message has spoken, fits in; empty where it does not."""
    party, capacity = talk.turn.intent.guests, match.unit.max_guests
    if "guests" not in talk.turn.captured or party is None or capacity is None or "guests" in match.misfits:
        return ""
    count = talk.texts.count
    return talk.texts.say(
        "big_enough", name=match.unit.name, guests=count("guests", capacity), party=count("guests", party)
    )


def budget(talk: Talk, match: Match) -> str:
    """Whether the price of a home is within the budget; empty where either is not known, or is in other money."""
    limit, unit = talk.turn.intent.budget_range, match.unit
    price = match.quote
    if limit is None or limit.max is None or unit.pricing is None or price is None or price.below_min_nights:
        return ""
    if limit.currency not in (None, unit.pricing.currency):
        return ""
    key = "over_budget" if "budget_range" in match.misfits else "in_budget"
    return talk.texts.say(key, name=unit.name, budget=budget_words(talk, limit))


def is_over_budget(match: Match) -> bool:
    return "budget_range" in match.misfits


def longer_stay(talk: Talk, match: Match) -> tuple[list[str], list[str]] | None:
    """Where the stay is too short for the home: what the shortest one from the same day costs, and whether it suits,
    with the button that says its days. None: it is long enough."""
    price = match.quote
    if price is None or not price.below_min_nights or "guests" in match.misfits:
        return None
    days = price.check_in, price.check_in + timedelta(days=price.below_min_nights)
    longer = offers.quoted(talk, match, *days)
    if longer is None:
        return None
    nights = talk.texts.count("nights", price.below_min_nights)
    cost = talk.texts.money(longer.total, longer.currency)
    question, buttons = offers.proposal(talk, *days)
    return [talk.texts.say("stay_costs", nights=nights, price=cost), question], buttons
