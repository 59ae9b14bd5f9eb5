"""Shows units: what fits, what comes closest, and what is cheaper, larger or next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from bot.errors import InvalidInput
from bot.offers.cards import from_price
from bot.offers.fitting import needed_features
from bot.offers.quoting import quote
from bot.types import SURE, Match, Period, Quote, Reply
from bot.words import writing
from bot.words.features import BY_ID
from plugins.concierge import lists, particulars, savings
from plugins.concierge.cards import price_line
from plugins.concierge.misfits import misfit_words
from plugins.concierge.talk import TEAM_BUTTON, Talk, proposed_stay
from plugins.concierge.wishes import NEEDED, wish, wishes

MAX_CARDS = 4
MAX_CLOSEST = 3
COMPARED = 60  # units among which prices and sizes are compared
MAX_STAYS = 3  # offered as quick answers inside a period
WEEK, SATURDAY = 7, 5
SHORT_BREAK = 3  # nights


async def offer(talk: Talk, wanted: Sequence[str] = ()) -> Reply:
    """The best fitting units for what is known, then the one question that helps most.

    Args:
        wanted: features that are asked about and no wish yet.
    """
    matches = await lists.fitting(talk, MAX_CARDS, wanted)
    if not matches and wanted:
        text = talk.texts.say("feature_nowhere", things=talk.texts.lacks(wanted))
        return talk.ask_team(text, ", ".join(wanted))
    if not matches:
        return _closest(talk)
    if days := decided(talk):
        matches = allowing(matches, (days[1] - days[0]).days) or matches
    talk.memory.seen = []
    introduction = _introduction(talk, len(matches), wanted)
    if "cheaper" in talk.acts and not wanted:  # "too expensive, then from the 12th"
        introduction = talk.texts.say("offer_priced", wish=wish(talk)) if wish(talk) else introduction
        matches = await priced(talk)
    elif _is_incomparable(talk, matches):
        matches = await priced(talk)
    matches = particulars.first(talk, matches)
    notes = particulars.wished(talk, matches[:MAX_CARDS])
    if asks_what_is_free(talk):
        notes.append(talk.texts.say("availability_any"))
    reply = _shown(talk, matches[:MAX_CARDS], introduction, notes)
    if not wanted:
        lists.remember(talk, talk.memory.shown)
    return reply


def asks_what_is_free(talk: Talk) -> bool:
    """Whether the guest takes us to know what is free: that is said with the homes."""
    clauses = [said.clause for said in talk.acts.said if said.label == "ask_availability" and said.clause.asks]
    acts = (clause.acts[0] for clause in clauses if clause.acts)
    return any(act.label == "ask_availability" and act.confidence >= SURE for act in acts)


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
        return _misses(talk, near, talk.texts.say("no_more_near"))
    talk.memory.seen = []  # asked again, they begin anew
    question, buttons = missing(talk)
    return talk.reply([talk.texts.say("no_more"), question if buttons else ""], suggestions=talk.buttons("person"))


async def cheapest(talk: Talk) -> Reply:
    """The unit with the lowest total for the dates, or the lowest price a night: of those that have what is asked
    for with it ("the cheapest with a pool")."""
    asked = {item.feature for said in talk.acts.said if said.fact == "cheapest" for item in said.clause.features
             if item.stance in ("question", "wish") and item.feature in BY_ID}  # fmt: skip
    matches = [match for match in await priced(talk) if asked <= set(match.unit.features)]
    return _cheapest(talk, matches[0]) if matches else _closest(talk)


def _cheapest(talk: Talk, best: Match) -> Reply:
    price = price_line(best, talk.texts, talk.turn.intent.period)
    return _shown(talk, [best], talk.texts.say("offer_cheapest", name=best.unit.name, price=price))


async def cheaper(talk: Talk) -> Reply:
    """Units below the price of every one shown; where there are none, the cheapest, and what would cost less."""
    period = talk.turn.intent.period
    shown = await talk.units(talk.memory.shown)
    limits = [amount for match in shown if (amount := amount_of(match, period)) is not None]
    if not limits:
        return await offer(talk)
    found = await priced(talk)
    if matches := [match for match in found if (amount_of(match, period) or 0) < min(limits)]:
        return _shown(talk, matches[:MAX_CARDS], talk.texts.say("offer_cheaper"))
    return await _no_cheaper(talk, found)


async def _no_cheaper(talk: Talk, found: Sequence[Match]) -> Reply:
    texts, said = talk.texts, [talk.texts.say("no_cheaper")]
    if not found:
        return talk.reply(said, suggestions=talk.buttons("more", "person"))
    best = found[0]
    price = price_line(best, texts, talk.turn.intent.period)
    said.append(texts.say("offer_cheapest", name=best.unit.name, price=price))
    ways = await savings.ways(talk, best.quote.total) if best.quote else []
    lines = [
        f"- {texts.pair(button, f'**{match.unit.name}**, {texts.money(match.quote.total, match.quote.currency)}')}"
        for button, match in ways
        if match.quote
    ]
    if lines:
        said.append("\n".join([texts.say("cheaper_ways"), *lines]))
    return talk.reply(
        said,
        matches=[best, *(match for _, match in ways)],
        suggestions=[*(button for button, _ in ways), *talk.buttons("person")],
    )


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


def allowing(matches: Sequence[Match], nights: int) -> list[Match]:
    """Those that can be booked for so few nights."""
    return [match for match in matches if match.unit.pricing and match.unit.pricing.min_nights <= nights]


def totals(talk: Talk, homes: Sequence[Match], stay: tuple[date, date]) -> str:
    """What each home costs for a stay that is not agreed upon yet, a line each."""
    prices = ((match, quoted(talk, match, *stay)) for match in homes)
    return "\n".join(
        f"- {talk.texts.pair(f'**{match.unit.name}**', _total(talk, price))}" for match, price in prices if price
    )


def quoted(talk: Talk, match: Match, check_in: date, check_out: date) -> Quote | None:
    """The price for other days than those of the trip; what is said with it can be checked."""
    try:
        price = quote(match.unit, check_in, check_out)
    except InvalidInput:
        return None
    talk.turn.add_quote(price)
    return price


def missing(talk: Talk) -> tuple[str, list[str]]:
    """The one thing to ask next, with quick answers; an empty list: everything is known."""
    intent, say = talk.turn.intent, talk.texts.say
    if intent.check_in is None and intent.period:
        return _days_in(talk, intent.period)
    if intent.check_in is None and intent.nights is None:
        return say("ask_dates"), talk.buttons("weekend", "next_weekend")
    if intent.check_in is None:
        return say("ask_check_in"), talk.buttons("weekend", "next_weekend")
    if intent.check_out is None:
        return say("ask_check_out"), talk.buttons("nights_3", "nights_7")
    if intent.guests is None:
        return say("ask_guests"), talk.buttons("two", "four", "six")
    return "", []


def _days_in(talk: Talk, period: Period) -> tuple[str, list[str]]:
    """Which days of a period; whether those, where it leaves no choice or the whole of it is meant."""
    if days := decided(talk):
        return proposal(talk, *days)
    if period.start == period.end:
        key = "ask_days_around"
    else:
        key = "ask_days_month" if writing.is_month(period.start, period.end) else "ask_days_in"
    return talk.texts.say(key, period=talk.texts.period(period)), _stays_in(talk, period)


def proposal(talk: Talk, check_in: date, check_out: date) -> tuple[str, list[str]]:
    """Whether these days suit, which a yes then takes, and the button that says them."""
    talk.memory.offered = talk.memory.offered or proposed_stay(check_in, check_out)
    stay = talk.texts.span_of_days(check_in, check_out)
    return talk.texts.say("ask_these_days", stay=stay), [stay]


def decided(talk: Talk) -> tuple[date, date] | None:
    """The days that a period leaves no choice of: a bridge, a weekend, a month that is wanted as a whole."""
    intent = talk.turn.intent
    if intent.check_in or intent.period is None:
        return None
    start, end = intent.period.start, intent.period.end
    nights = (end - start).days
    is_stay = start >= talk.turn.today and 1 <= nights < WEEK and intent.nights in (None, nights)
    return (start, end) if is_stay else whole_month(talk)


def whole_month(talk: Talk) -> tuple[date, date] | None:
    """The first and the last day of a month that is wanted as a whole, now or since an earlier turn; None: none is."""
    intent = talk.turn.intent
    period = intent.period
    if intent.check_in or period is None or not writing.is_month(period.start, period.end):
        return None
    if "month" in talk.acts.remarks:
        talk.memory.month = str(period.start)
    start = max(period.start, talk.turn.today)
    return (start, period.end) if talk.memory.month == str(period.start) and start < period.end else None


def _stays_in(talk: Talk, period: Period) -> list[str]:
    """Stays inside a period as quick answers: of the length that is known, else the whole of a short one or weeks; over
    a single day, some nights and a week."""
    start = max(period.start, talk.turn.today)
    whole = (period.end - start).days
    if whole < 1:
        first = max(talk.turn.today, start - timedelta(days=1))
        lengths = [talk.turn.intent.nights] if talk.turn.intent.nights else [SHORT_BREAK, WEEK]
        return [talk.texts.span(first, first + timedelta(days=nights)) for nights in lengths]
    nights = talk.turn.intent.nights or (whole if whole < WEEK else WEEK)
    last = period.end - timedelta(days=max(0, nights - 1))  # the departure may be the day after
    first = start + timedelta(days=(SATURDAY - start.weekday()) % WEEK if whole > WEEK else 0)
    days = [first + timedelta(days=WEEK * week) for week in range(MAX_STAYS)]
    days = [day for day in days if day <= last] or [start]
    return [talk.texts.span(day, day + timedelta(days=nights)) for day in days]


def amount_of(match: Match, period: Period | None = None) -> Decimal | None:
    """What prices are compared by: the total for the dates, else the price that a night begins at, of the period's."""
    return match.quote.total if match.quote else from_price(match.unit, period)


# --- parts --------------------------------------------------------------------------------------------------------


def _shown(talk: Talk, matches: Sequence[Match], introduction: str, notes: Sequence[str] = ()) -> Reply:
    talk.memory.show([match.unit.unit_id for match in matches])
    question, buttons = missing(talk)
    if not buttons:
        one = len(matches) == 1
        question = talk.texts.say("next_one" if one else "next")
        buttons = talk.buttons("book_it" if one else "book_first")
    days = decided(talk)
    return talk.reply(
        [introduction, totals(talk, matches, days) if days else "", *notes, _currency_note(talk, matches), question],
        matches=matches,
        cards=[talk.card(match) for match in matches],
        suggestions=[*buttons, *talk.buttons("more", *(() if _is_cheapest(talk, matches) else ("cheapest",)))],
    )


def _is_cheapest(talk: Talk, matches: Sequence[Match]) -> bool:
    """Whether there is nothing to ask of which is cheapest: it has just been told, or there is only one."""
    return "cheapest" in talk.acts or len(matches) < 2


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
    return _misses(talk, near)


def _misses(talk: Talk, near: Sequence[Match], introduction: str | None = None) -> Reply:
    """The nearest, each with what is wrong with it, and what all of them want as wishes to give up."""
    if _is_incomparable(talk, near):  # which says that the cheapest come first
        near = sorted(near, key=lambda match: amount_of(match, talk.turn.intent.period) or Decimal("Infinity"))
    near = near[:MAX_CLOSEST]
    talk.memory.show([match.unit.unit_id for match in near])
    lists.remember(talk, talk.memory.shown)
    question, buttons = missing(talk)
    failing = [item for item in needed_features(talk.turn.intent) if all(item in match.misfits for match in near)]
    relaxed = [talk.texts.given_up(item) for item in failing[:2] if item not in NEEDED]
    team = "person"
    if NEEDED & set(failing):  # nobody gives that up: somebody looks for it
        talk.memory.offered, talk.memory.question, team = TEAM_BUTTON, wish(talk), "ask_team"
    return talk.reply(
        [*_what_is_missing(talk, near, introduction), _currency_note(talk, near), question],
        matches=near,
        cards=[talk.card(match) for match in near],
        suggestions=[
            *talk.buttons(*([team] if team == "ask_team" else [])),
            *relaxed,
            *buttons,
            *talk.buttons("person"),
        ],
    )


def _total(talk: Talk, price: Quote) -> str:
    return f"{talk.texts.label('total')} {talk.texts.money(price.total, price.currency)}"


def _what_is_missing(talk: Talk, near: Sequence[Match], introduction: str | None) -> list[str]:
    """A line a home; one sentence where all of them only lack the same."""
    misfits = near[0].misfits
    if introduction is None and all(match.misfits == misfits for match in near) and set(misfits) <= set(BY_ID):
        names = talk.texts.listing(f"**{match.unit.name}**" for match in near)
        key = "none_same" if len(near) > 1 else "none_same_one"
        return [talk.texts.say(key, wish=wish(talk), names=names, things=talk.texts.lacks(misfits))]
    lines = [f"- {talk.texts.pair(f'**{match.unit.name}**', misfit_words(talk, match))}" for match in near]
    return [introduction or talk.texts.say("none", wish=wish(talk)), "\n".join(lines)]


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


async def priced(talk: Talk) -> list[Match]:
    """Fitting units with a price, cheapest first."""
    found = {match.unit.unit_id: match for match in talk.turn.found if match.fits}
    found |= {match.unit.unit_id: match for match in await talk.listed(COMPARED)}
    period = talk.turn.intent.period
    amounts = [(amount, match) for match in found.values() if (amount := amount_of(match, period)) is not None]
    return [match for _, match in sorted(amounts, key=lambda pair: (pair[0], pair[1].unit.unit_id))]


def _currency_note(talk: Talk, matches: Sequence[Match]) -> str:
    return talk.texts.say("other_currency") if _is_incomparable(talk, matches) else ""


def _is_incomparable(talk: Talk, matches: Sequence[Match]) -> bool:
    """Whether the budget is in a currency that none of the prices is in."""
    budget = talk.turn.intent.budget_range
    currencies = {match.unit.pricing.currency for match in matches if match.unit.pricing}
    return bool(budget and budget.currency and currencies and budget.currency not in currencies)
