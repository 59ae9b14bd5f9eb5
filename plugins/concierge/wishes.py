"""What is known of the journey, said back in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot.offers.whereabouts import same_place
from bot.types import BudgetRange
from plugins.concierge.talk import Talk

NEEDED = frozenset({"accessible"})  # wishes that are no wish: never offered to be given up
_BUDGETS = {"night": "budget_night", "stay": "budget_stay", "person": "budget_person"}


def wish(talk: Talk) -> str:
    """What is known of the journey, in a few words: "house · 4 people · Aug 10 – 15, 2026 · pool"."""
    return " · ".join(wishes(talk))


def wishes(talk: Talk) -> Iterator[str]:
    intent, texts = talk.turn.intent, talk.texts
    if intent.accommodation_type:
        yield texts.unit_type(intent.accommodation_type)
    if intent.bedrooms:
        yield texts.count("bedrooms_least", intent.bedrooms)
    if intent.bathrooms:
        yield texts.count("bathrooms_least", intent.bathrooms)
    if intent.place:
        yield _place(talk, intent.place)
    if intent.guests:
        yield texts.party(intent)
    yield from _when(talk)
    budget = intent.budget_range
    if budget and budget.max is not None:
        yield budget_words(talk, budget)
    yield from map(texts.feature, intent.preferences)
    for feature in intent.exclusions:
        yield texts.say("excluded", feature=texts.feature(feature))


def budget_words(talk: Talk, budget: BudgetRange) -> str:
    """ "up to €3,000 for the stay"."""
    amount = talk.texts.money(budget.max or Decimal(0), budget.currency or talk.turn.tenant.currency)
    return talk.texts.say(_BUDGETS[budget.per], price=amount)


def journey(talk: Talk) -> str:
    """The days and the party alone."""
    intent = talk.turn.intent
    return " · ".join([*_when(talk), *([talk.texts.party(intent)] if intent.guests else [])])


def is_new_journey(talk: Talk) -> bool:
    """Whether the message changed the days or the party."""
    before, now = talk.turn.session.intent, talk.turn.intent
    kept = (before.check_in, before.check_out, before.guests) == (now.check_in, now.check_out, now.guests)
    return not kept and bool(journey(talk))


def _place(talk: Talk, wanted: str) -> str:
    """A place as the tenant writes it: "Menorca" where the guest has typed "menorca"."""
    locations = (match.unit.metadata.get("location") for match in talk.turn.found)
    stated = (part for each in locations if isinstance(each, dict) for part in each.values() if isinstance(part, str))
    known = min((part for part in stated if same_place(wanted, part)), key=len, default=None)
    return known or (wanted.title() if wanted.islower() else wanted)


def _when(talk: Talk) -> Iterator[str]:
    """The days, or what is known of them."""
    intent, texts = talk.turn.intent, talk.texts
    if intent.check_in and intent.check_out:
        yield texts.stay(intent.check_in, intent.check_out)
    elif intent.check_in:
        yield texts.say("from_day", day=texts.day(intent.check_in))
    else:
        if intent.period:
            yield texts.period(intent.period)
        if intent.nights:
            yield texts.count("nights", intent.nights)
    if intent.flexible_days:
        yield texts.count("days_around", intent.flexible_days)
