"""Shows units: what fits, what comes closest, and what is cheaper, larger or next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from bot.offers.cards import card, from_price
from bot.offers.fitting import UNWANTED, needed_features, price_by
from bot.offers.whereabouts import place
from bot.types import Match, Period, Reply
from bot.words.features import BY_ID
from plugins.concierge.cards import price_line
from plugins.concierge.talk import Talk
from plugins.concierge.wishes import wish, wishes

MAX_CARDS = 4
MAX_CLOSEST = 3
COMPARED = 60  # units among which prices and sizes are compared
MAX_STAYS = 3  # offered as quick answers inside a period
WEEK, SATURDAY = 7, 5


async def offer(talk: Talk, wanted: Sequence[str] = ()) -> Reply:
    """The best fitting units for what is known, then the one question that helps most.

    Args:
        wanted: features that are asked about and no wish yet.
    """
    matches = [match for match in talk.turn.found if match.fits and set(wanted) <= set(match.unit.features)]
    if not matches:
        matches = await talk.listed(MAX_CARDS, features=wanted)
    if not matches and wanted:
        text = talk.texts.say("feature_nowhere", feature=talk.texts.listing(map(talk.texts.feature, wanted)))
        return talk.ask_team(text, ", ".join(wanted))
    if not matches:
        return _closest(talk)
    talk.memory.seen = []
    if _is_incomparable(talk, matches):
        matches = await _priced(talk)
    return _shown(talk, matches[:MAX_CARDS], _introduction(talk, len(matches), wanted))


async def others(talk: Talk) -> Reply:
    """The next units, none twice before all were shown; then those that nearly fit, with what is wrong with each."""
    seen = set(talk.memory.seen)
    matches = [match for match in talk.turn.found if match.fits and match.unit.unit_id not in seen]
    if not matches:
        listed = await talk.listed(len(seen) + MAX_CARDS)
        matches = [match for match in listed if match.unit.unit_id not in seen]
    if matches:
        return _shown(talk, matches[:MAX_CARDS], talk.texts.say("offer_more"))
    if not seen:
        return await offer(talk)
    if near := [match for match in await talk.nearly(COMPARED) if match.unit.unit_id not in seen]:
        return _misses(talk, near, talk.texts.say("no_more"))
    talk.memory.seen = []  # asked again, they begin anew
    question, buttons = missing(talk)
    return talk.reply([talk.texts.say("no_more"), question if buttons else ""], suggestions=talk.buttons("person"))


async def cheapest(talk: Talk) -> Reply:
    """The unit with the lowest total for the dates, or the lowest price a night."""
    matches = await _priced(talk)
    if not matches:
        return _closest(talk)
    best = matches[0]
    text = talk.texts.say("offer_cheapest", name=best.unit.name, price=price_line(best, talk.texts))
    return _shown(talk, [best], text)


async def cheaper(talk: Talk) -> Reply:
    """Units below the price of every one shown."""
    shown = await talk.units(talk.memory.shown)
    limits = [amount for match in shown if (amount := amount_of(match)) is not None]
    if not limits:
        return await offer(talk)
    matches = [match for match in await _priced(talk) if (amount_of(match) or 0) < min(limits)]
    if not matches:
        return talk.reply(talk.texts.say("no_cheaper"), suggestions=talk.buttons("more", "person"))
    return _shown(talk, matches[:MAX_CARDS], talk.texts.say("offer_cheaper"))


async def bigger(talk: Talk) -> Reply:
    """Units that take more guests than every one shown."""
    shown = await talk.units(talk.memory.shown)
    largest = max((match.unit.max_guests or 0 for match in shown), default=0)
    if not largest:
        return await offer(talk)
    matches = await talk.listed(MAX_CARDS, guests=largest + 1)
    if not matches:
        return talk.reply(talk.texts.say("no_bigger"), suggestions=talk.buttons("more", "person"))
    return _shown(talk, matches, talk.texts.say("offer_bigger"))


def missing(talk: Talk) -> tuple[str, list[str]]:
    """The one thing to ask next, with quick answers; an empty list: everything is known."""
    intent, say = talk.turn.intent, talk.texts.say
    if intent.check_in is None and intent.period:
        return say("ask_days_in", period=talk.texts.period(intent.period)), _stays_in(talk, intent.period)
    if intent.check_in is None and intent.nights is None:
        return say("ask_dates"), talk.buttons("weekend", "next_weekend")
    if intent.check_in is None:
        return say("ask_check_in"), talk.buttons("weekend", "next_weekend")
    if intent.check_out is None:
        return say("ask_check_out"), talk.buttons("nights_3", "nights_7")
    if intent.guests is None:
        return say("ask_guests"), talk.buttons("two", "four", "six")
    return "", []


def _stays_in(talk: Talk, period: Period) -> list[str]:
    """Stays inside a period as quick answers: of the length that is known, else the whole of a short one or weeks."""
    start = max(period.start, talk.turn.today)
    whole = (period.end - start).days
    if whole < 1:
        return talk.buttons("weekend", "next_weekend")
    nights = talk.turn.intent.nights or (whole if whole < WEEK else WEEK)
    last = period.end - timedelta(days=max(0, nights - 1))  # the departure may be the day after
    first = start + timedelta(days=(SATURDAY - start.weekday()) % WEEK if whole > WEEK else 0)
    days = [first + timedelta(days=WEEK * week) for week in range(MAX_STAYS)]
    days = [day for day in days if day <= last] or [start]
    return [talk.texts.span(day, day + timedelta(days=nights)) for day in days]


def amount_of(match: Match) -> Decimal | None:
    """What prices are compared by: the total for the dates, else the price a night."""
    return match.quote.total if match.quote else from_price(match.unit)


def misfit_words(talk: Talk, match: Match) -> str:
    """Why a unit does not fit, in words."""
    words = [_MISFITS[misfit](talk, match) for misfit in match.misfits if misfit in _MISFITS]
    features = [talk.texts.say("quoted", words=talk.texts.feature(item)) for item in match.misfits if item in BY_ID]
    if features:
        words.append(talk.texts.say("miss_features", features=talk.texts.listing(features)))
    unwanted = [talk.texts.feature(item.removeprefix(UNWANTED)) for item in match.misfits if item.startswith(UNWANTED)]
    if unwanted:
        words.append(talk.texts.say("miss_unwanted", features=talk.texts.listing(unwanted)))
    return talk.texts.listing(words)


# --- parts --------------------------------------------------------------------------------------------------------


def _shown(talk: Talk, matches: Sequence[Match], introduction: str) -> Reply:
    talk.memory.show([match.unit.unit_id for match in matches])
    question, buttons = missing(talk)
    if not buttons:
        one = len(matches) == 1
        question = talk.texts.say("next_one" if one else "next")
        buttons = talk.buttons("book_it" if one else "book_first")
    return talk.reply(
        [introduction, _currency_note(talk, matches), question],
        matches=matches,
        cards=[card(match, talk.turn.intent.preferences, talk.texts.language) for match in matches],
        suggestions=[*buttons, *talk.buttons("more", "cheapest")],
    )


def _introduction(talk: Talk, count: int, wanted: Sequence[str]) -> str:
    known = " · ".join([*wishes(talk), *map(talk.texts.feature, wanted)])
    if known:
        return talk.texts.say("offer_for", wish=known)
    return talk.texts.say("offer_one" if count == 1 else "offer")


def _closest(talk: Talk) -> Reply:
    """Nothing fits: say so, and what is wrong with the nearest. A unit too small for the party is never shown."""
    misses = [match for match in talk.turn.found if not match.fits]
    near = [match for match in misses if "guests" not in match.misfits]
    if not near:
        return _too_many(talk, misses)
    talk.memory.seen = []
    return _misses(talk, near, talk.texts.say("none", wish=wish(talk)))


def _misses(talk: Talk, near: Sequence[Match], introduction: str) -> Reply:
    """The nearest, each with what is wrong with it, and what all of them want as wishes to give up."""
    near = near[:MAX_CLOSEST]
    lines = [f"- **{match.unit.name}**: {misfit_words(talk, match)}" for match in near]
    talk.memory.show([match.unit.unit_id for match in near])
    question, buttons = missing(talk)
    failing = [item for item in needed_features(talk.turn.intent) if all(item in match.misfits for match in near)]
    relaxed = [talk.texts.button("without", feature=talk.texts.feature(item)) for item in failing[:2]]
    return talk.reply(
        [introduction, "\n".join(lines), _currency_note(talk, near), question],
        matches=near,
        cards=[card(match, talk.turn.intent.preferences, talk.texts.language) for match in near],
        suggestions=[*relaxed, *buttons, *talk.buttons("person")],
    )


def _too_many(talk: Talk, misses: Sequence[Match]) -> Reply:
    party = talk.turn.intent.guests
    largest = max(misses, key=lambda match: match.unit.max_guests or 0, default=None)
    if party is None or largest is None or not largest.unit.max_guests:
        return talk.ask_team(talk.texts.say("none_at_all"), wish(talk) or "no unit to offer")
    count = talk.texts.count
    text = talk.texts.say(
        "none_for_party", party=count("guests", party), name=largest.unit.name,
        guests=count("up_to", largest.unit.max_guests),
    )  # fmt: skip
    return talk.ask_team(text, wish(talk), matches=[largest])


async def _priced(talk: Talk) -> list[Match]:
    """Fitting units with a price, cheapest first."""
    found = {match.unit.unit_id: match for match in talk.turn.found if match.fits}
    found |= {match.unit.unit_id: match for match in await talk.listed(COMPARED)}
    priced = [(amount, match) for match in found.values() if (amount := amount_of(match)) is not None]
    return [match for _, match in sorted(priced, key=lambda pair: (pair[0], pair[1].unit.unit_id))]


def _currency_note(talk: Talk, matches: Sequence[Match]) -> str:
    return talk.texts.say("other_currency") if _is_incomparable(talk, matches) else ""


def _is_incomparable(talk: Talk, matches: Sequence[Match]) -> bool:
    """Whether the budget is in a currency that none of the prices is in."""
    budget = talk.turn.intent.budget_range
    currencies = {match.unit.pricing.currency for match in matches if match.unit.pricing}
    return bool(budget and budget.currency and currencies and budget.currency not in currencies)


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
