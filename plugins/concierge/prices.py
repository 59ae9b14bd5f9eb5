"""Prices that are asked for in a way of their own: a head, for a whole month, by month, in other money, elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from bot.errors import InvalidInput
from bot.offers.fitting import stay_price
from bot.offers.quoting import quote, to_minor_unit
from bot.types import SURE, Clause, Match, Quote, Reply
from bot.words import writing
from plugins.concierge import lists, offers
from plugins.concierge.cards import price_line
from plugins.concierge.talk import Talk

WEEK = 7
MAX_NIGHTS = 28  # that lie in any month
MAX_MONTHS = 3  # that are compared
MAX_LINES = 4
# Confidence of a price, and of a discount or something cheaper, where it is asked whether a price changes.
LEAST_OF_PRICE, LEAST_OF_OTHER = 0.15, 0.1
# What a clause about prices may do.
_PRICED = ("ask_price_total", "cheaper", "ask_discount", "compare", "weather", "other", "ask_availability")
_OTHER_MONEY = (*_PRICED, "policy_payment", "local_tips", "off_topic")
_ELSEWHERE = (*_PRICED, "off_topic", "unclear", "ask_booking_reference", "policy_payment")


async def answer(talk: Talk, meant: Sequence[Match]) -> Reply | None:
    """None: no price is asked for in such a way.

    Args:
        meant: the homes that the message points at.
    """
    acts = talk.acts
    if "sites" in acts.remarks_on(*_ELSEWHERE) and not acts.remarks & {"outrage"}:
        return talk.reply(talk.texts.say("other_sites"), suggestions=talk.buttons("cheapest", "person"))
    homes = meant or await talk.units([talk.memory.focus] if talk.memory.focus else talk.memory.shown)
    if _asks_change(talk) and (reply := _changed(talk, homes)):
        return reply
    months = _months(talk)
    if len(months) > 1:
        return await _by_month(talk, months, meant)
    if "currency" in acts.remarks_on(*_OTHER_MONEY) and "budget_range" not in talk.turn.captured:
        return await _in_own_money(talk, meant)
    homes = meant or await talk.units(talk.memory.shown)
    if homes and "ask_price_total" in acts and not acts.features and (stay := offers.whole_month(talk)):
        return _whole_month(talk, homes, stay)
    return await _each(talk, homes)


def _asks_change(talk: Talk) -> bool:
    """Whether the guest asks what other days or another party do to the price: "and from the 12th, is it cheaper?"."""
    if not talk.news or not set(talk.turn.captured) <= lists.JOURNEY:
        return False
    return any(said.clause.asks and _is_of_price(said.clause) for said in talk.acts.said)


def _is_of_price(clause: Clause) -> bool:
    shares = {act.label: act.confidence for act in clause.acts}
    price, other = shares.get("ask_price_total", 0.0), shares.get("ask_discount", 0.0) + shares.get("cheaper", 0.0)
    return price + other >= SURE and price >= LEAST_OF_PRICE and other >= LEAST_OF_OTHER


def _changed(talk: Talk, homes: Sequence[Match]) -> Reply | None:
    """What homes cost now, and did before; None where one of the two is not known of any."""
    texts, found = talk.texts, list[tuple[Match, Quote, Quote]]()
    for match in homes[:MAX_LINES]:
        before = stay_price(match.unit, talk.turn.session.intent)
        now = match.quote
        if now and before and not (now.below_min_nights or before.below_min_nights) and "guests" not in match.misfits:
            talk.turn.add_quote(before)
            found.append((match, before, now))
    if not found:
        return None
    if len(found) == 1:
        talk.memory.focus = found[0][0].unit.unit_id
    is_same = all(before.total == now.total for _, before, now in found)
    lines_ = "\n".join(
        f"- {texts.pair(f'**{match.unit.name}**', _now(talk, before, now))}" for match, before, now in found
    )
    lists.remember(talk, talk.memory.shown)
    question, buttons = offers.missing(talk)
    return talk.reply(
        [texts.say("prices_unchanged" if is_same else "prices_changed"), lines_, question],
        matches=[match for match, *_ in found],
        suggestions=buttons or talk.buttons("book_it" if len(found) == 1 else "book_first", "more"),
    )


def _now(talk: Talk, before: Quote, now: Quote) -> str:
    price = talk.texts.money(now.total, now.currency)
    if before.total == now.total:
        return price
    return talk.texts.say("price_was", price=price, before=talk.texts.money(before.total, before.currency))


def each(talk: Talk, match: Match) -> str:
    """ "€165.14 per person"; empty where the total or the party is not known."""
    guests, price = talk.turn.intent.guests, match.quote
    if not guests or price is None or price.below_min_nights:
        return ""
    share = to_minor_unit(price.total / guests, price.currency)
    return talk.texts.say("price_each", price=talk.texts.money(share, price.currency))


def _whole_month(talk: Talk, homes: Sequence[Match], stay: tuple[date, date]) -> Reply:
    nights = talk.texts.count("nights", (stay[1] - stay[0]).days)
    said = talk.texts.say("price_month", stay=talk.texts.stay(*stay), nights=nights)
    question, days = offers.proposal(talk, *stay)
    lines = [said, offers.totals(talk, homes[:MAX_LINES], stay), question]
    return talk.reply(lines, matches=homes, suggestions=[*days, *talk.buttons("more")])


def _months(talk: Talk) -> tuple[int, ...]:
    """The months whose prices are asked for."""
    clauses = [said.clause for said in talk.acts.said if said.clause.asks and said.label in (None, *_PRICED)]
    named = dict.fromkeys(month for clause in clauses for month in clause.months)
    return tuple(named)[:MAX_MONTHS] if "check_in" not in talk.turn.captured else ()


async def _by_month(talk: Talk, months: Sequence[int], meant: Sequence[Match]) -> Reply:
    """The same home in each month, or the cheapest of each where none is spoken of."""
    focus = await talk.units([talk.memory.focus]) if talk.memory.focus and not meant else []
    homes = [*meant, *focus][:1]
    nights = min(talk.turn.intent.nights or WEEK, MAX_NIGHTS)
    fitting = homes or await talk.listed(offers.COMPARED)
    found = [(first, best) for first in _firsts(talk, months) if (best := _lowest(fitting, first, nights))]
    if len(found) < len(months):
        return await offers.offer(talk)
    texts, length = talk.texts, talk.texts.count("nights", nights)
    said = texts.say("months_of", name=homes[0].unit.name, nights=length) if homes else texts.say(
        "months_lowest", nights=length
    )  # fmt: skip
    for _, (_, price) in found:
        talk.turn.add_quote(price)
    lines = "\n".join(_month_line(talk, first, match, price, name=not homes) for first, (match, price) in found)
    matches = list({match.unit.unit_id: match for _, (match, _) in found}.values())
    if homes:
        talk.memory.focus = homes[0].unit.unit_id
    return talk.reply(
        [said, lines, _verdict(talk, [(first, price) for first, (_, price) in found])],
        matches=matches,
        suggestions=[writing.month(first, texts.locale) for first, _ in found],
    )


def _month_line(talk: Talk, first: date, match: Match, price: Quote, *, name: bool) -> str:
    texts, home = talk.texts, f"**{match.unit.name}**, " if name else ""
    return f"- {texts.pair(writing.month(first, texts.locale), home + texts.money(price.total, price.currency))}"


def _verdict(talk: Talk, found: Sequence[tuple[date, Quote]]) -> str:
    """Which month is cheapest, if one is."""
    first, second, *_ = sorted(found, key=lambda pair: pair[1].total)
    if first[1].total == second[1].total:
        return talk.texts.say("months_same") if len(found) == 2 else ""
    return talk.texts.say("months_cheaper", month=writing.month(first[0], talk.texts.locale))


def _firsts(talk: Talk, months: Sequence[int]) -> Iterator[date]:
    """The first day of each month the next time it begins."""
    today = talk.turn.today
    for month in months:
        yield date(today.year + (month <= today.month), month, 1)


def _lowest(matches: Sequence[Match], first: date, nights: int) -> tuple[Match, Quote] | None:
    """The home with the lowest total of so many nights in the month that begins on `first`."""
    priced = list[tuple[Decimal, str, Match, Quote]]()
    for match in matches:
        try:
            price = quote(match.unit, first, first + timedelta(days=nights))
        except InvalidInput:
            continue
        if not price.below_min_nights:
            priced.append((price.total, str(match.unit.unit_id), match, price))
    best = min(priced, key=lambda item: item[:2], default=None)
    return best[2:] if best else None


async def _in_own_money(talk: Talk, meant: Sequence[Match]) -> Reply:
    """Other money than ours is asked for: the same prices, in our own."""
    homes = [*meant] or await talk.units([talk.memory.focus] if talk.memory.focus else talk.memory.shown)
    own = next((match.unit.pricing.currency for match in homes if match.unit.pricing), talk.turn.tenant.currency)
    return talk.reply(
        [talk.texts.say("own_currency", currency=talk.texts.currency(own)), lines(talk, homes)],
        matches=homes,
        suggestions=offers.missing(talk)[1] or talk.buttons("book_it" if len(homes) == 1 else "book_first", "more"),
    )


def lines(talk: Talk, matches: Sequence[Match]) -> str:
    """The prices of several homes, a line each; what each guest pays of them where that is asked for."""
    priced = [talk.texts.pair(f"**{match.unit.name}**", _line(talk, match) or "–") for match in matches[:MAX_LINES]]
    return "\n".join(f"- {line}" for line in priced) if len(priced) > 1 else "".join(priced)


def _line(talk: Talk, match: Match) -> str:
    line = price_line(match, talk.texts, talk.turn.intent.period)
    is_total = match.quote is not None and not match.quote.below_min_nights
    line = f"{talk.texts.label('total')} {line}" if is_total else line
    share = each(talk, match) if asks_each(talk) else ""
    return f"{line} ({share})" if share else line


def asks_each(talk: Talk) -> bool:
    return "each" in talk.acts.remarks_on("ask_price_total", "cheaper", "compare", "tell_more") and not talk.changed


async def _each(talk: Talk, homes: Sequence[Match]) -> Reply | None:
    """What each of the party pays: of the homes in question, or of the cheapest."""
    if not asks_each(talk):
        return None
    if "cheapest" in talk.acts:
        homes = (await offers.priced(talk))[:1]
    if not homes:
        return None
    if len(homes) == 1:
        talk.memory.focus = homes[0].unit.unit_id
    question, buttons = offers.missing(talk)
    return talk.reply(
        [lines(talk, homes), question],
        matches=homes,
        suggestions=buttons or talk.buttons("book_it" if len(homes) == 1 else "book_first", "more"),
    )
