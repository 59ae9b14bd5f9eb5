"""Which of several homes is more of what is asked, and what sets two of them apart: from their rows alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from bot.offers.cards import telling
from bot.types import Match
from bot.words.features import BY_ID
from plugins.concierge import amenities, whereabouts
from plugins.concierge.offers import amount_of
from plugins.concierge.talk import Talk

MAX_ONLY = 4  # things that are named as one home's alone
_Value = Callable[[Match], Decimal | int | None]
_ROWS: dict[str, _Value] = {
    "bedrooms": lambda match: match.unit.bedrooms,
    "bathrooms": lambda match: match.unit.bathrooms,
    "size": lambda match: match.unit.size_sqm,
    "capacity": lambda match: match.unit.max_guests,
}


def verdict(talk: Talk, homes: Sequence[Match]) -> list[str]:
    """Sentences for each measure that the message names; empty where it names none.

    Args:
        homes: at least two.
    """
    said = list[str]()
    homes = _asked_for(talk, homes)
    facts = {*talk.acts.facts, *(detail for each in talk.acts.said for detail in each.clause.details)}
    if {"cheapest", "cheaper_one"} & facts:
        said += _cheapest(talk, homes)
    elif "charge" in facts and len(homes) == 2:
        said += _cheaper_by(talk, homes)
    said += [text for fact in _measures(facts, homes) if (text := _most(talk, fact, homes))]
    if "beach" in {*facts, *talk.acts.mentioned}:
        said += whereabouts.nearest(talk, homes)
    has = tuple(item for item in talk.acts.features if item != "beach")
    if has:
        said += amenities.told(talk, has, homes).paragraphs
    return said


def _asked_for(talk: Talk, homes: Sequence[Match]) -> Sequence[Match]:
    """Of "which is the cheapest with a pool?" those that have one, where there are two of them or more."""
    ranked = [said.clause for said in talk.acts.said if {"cheapest", "cheaper_one", "larger_one"} & {
        *said.clause.facts, *said.clause.details}]  # fmt: skip
    asked = {item.feature for clause in ranked for item in clause.features if item.stance in ("question", "wish")}
    having = [match for match in homes if asked & set(BY_ID) <= set(match.unit.features)]
    return having if len(having) > 1 else homes


def _cheaper_by(talk: Talk, homes: Sequence[Match]) -> list[str]:
    """What the cheaper of two costs less."""
    period = talk.turn.intent.period
    found = [(amount, match) for match in homes if (amount := amount_of(match, period)) is not None]
    if len(found) < 2 or found[0][0] == found[1][0]:
        return _cheapest(talk, homes)
    (low, first), (high, other) = sorted(found, key=lambda pair: pair[0])
    return [
        talk.texts.say(
            "cheaper_by", name=first.unit.name, difference=_money(talk, first, high - low),
            price=_money(talk, first, low), other=other.unit.name, other_price=_money(talk, other, high),
        )
    ]  # fmt: skip


def _measures(facts: set[str], homes: Sequence[Match]) -> list[str]:
    """Rows that are compared: those that are named; for "the largest" what its owners state of all."""
    named = [fact for fact in _ROWS if fact in facts]
    if named or "larger_one" not in facts:
        return named
    return [next((fact for fact in ("size", "capacity") if all(_ROWS[fact](home) for home in homes)), "capacity")]


def _most(talk: Talk, fact: str, homes: Sequence[Match]) -> str:
    values = [(value, match) for match in homes if (value := _ROWS[fact](match)) is not None]
    if len(values) < 2:
        return ""
    best = max(value for value, _ in values)
    if all(value == best for value, _ in values):
        return talk.texts.say("most_same", value=_words(talk, fact, best))
    first = amenities.named(talk, [match.unit.name for value, match in values if value == best])
    return talk.texts.say(
        "most",
        name=first,
        value=_words(talk, fact, best),
        others="; ".join(f"{match.unit.name}: {_words(talk, fact, value)}" for value, match in values if value != best),
    )


def _words(talk: Talk, fact: str, value: Decimal | int) -> str:
    if fact == "size":
        return f"{talk.texts.number(Decimal(value))} m²"
    return talk.texts.count("up_to" if fact == "capacity" else fact, value)


def _cheapest(talk: Talk, homes: Sequence[Match]) -> list[str]:
    period = talk.turn.intent.period
    found = [(amount, match) for match in homes if (amount := amount_of(match, period)) is not None]
    if len(found) < 2:
        return []
    ranked = sorted(found, key=lambda pair: pair[0])
    (amount, first), rest = ranked[0], ranked[1:]
    others = "; ".join(f"{match.unit.name}: {_money(talk, match, price)}" for price, match in rest)
    if rest[0][0] == amount:
        return [talk.texts.say("most_same", value=_money(talk, first, amount))]
    return [
        talk.texts.say(
            "most_cheap",
            name=amenities.named(talk, [first.unit.name]),
            price=_money(talk, first, amount),
            others=others,
        )
    ]


def _money(talk: Talk, match: Match, amount: Decimal) -> str:
    currency = match.unit.pricing.currency if match.unit.pricing else talk.turn.tenant.currency
    return talk.texts.money(amount, currency)


def apart(talk: Talk, match: Match, other: Match) -> str:
    """What one of two homes lists that the other does not."""
    own = [item for item in match.unit.features if item in BY_ID and item not in other.unit.features]
    wanted = talk.turn.intent.preferences
    told = sorted(own, key=lambda item: (item not in wanted, item not in telling(match.unit)))[:MAX_ONLY]
    things = talk.texts.listing([talk.texts.feature(item) for item in told])
    return talk.texts.say("only_here", things=things) if told else ""
