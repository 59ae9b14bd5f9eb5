"""Answers from a unit's row and the tenant's settings. What is in neither is not known, and said so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.offers.cards import from_price
from bot.offers.whereabouts import place
from bot.types import Match, Period, Tenant, Unit
from bot.words.features import BY_ID
from plugins.concierge.cards import breakdown
from plugins.concierge.texts import Texts

Answer = str | None
_LINEN_KINDS = {
    "sheets": re.compile(r"linen|ropa de cama|s[áa]bana", re.IGNORECASE),
    "towels": re.compile(r"towel|toalla", re.IGNORECASE),
}
# Owners write their amenity lines in English or Spanish.
_LINEN = re.compile(r"\b(?:bed linens?|linens?|towels?|ropa de cama|toallas?|s[áa]banas?)\b", re.IGNORECASE)


def about(topic: str, match: Match, tenant: Tenant, texts: Texts) -> Answer:
    """What a unit's row, its policies or the settings say on a topic; None when they say nothing."""
    if topic in _OWN:
        return _OWN[topic](match, texts)
    return of_unit(topic, match.unit, texts) or setting(topic, tenant, texts)


def of_unit(topic: str, unit: Unit, texts: Texts) -> Answer:
    """The owner's own words on a topic in a unit's `metadata.policies`: a text, or a mapping from language to text."""
    policies = unit.metadata.get("policies")
    value, language = _worded(policies.get(topic), texts.language) if isinstance(policies, Mapping) else ("", None)
    if value and language in (None, texts.language):
        return texts.say("policy", topic=texts.topic(topic), value=value)
    if value and language:
        named = texts.language_name(language)
        return texts.say("policy_in", topic=texts.topic(topic), language=named, value=value)
    return None


def setting(topic: str, tenant: Tenant, texts: Texts) -> Answer:
    """The business's `brand.check_in_time` and `brand.check_out_time`."""
    time = tenant.brand.get(f"{topic}_time")
    return texts.say("policy", topic=texts.topic(topic), value=time) if isinstance(time, str) and time else None


def _worded(value: object, language: str) -> tuple[str, str | None]:
    """A text, in the guest's language where there is a choice, and its language; None: the owner does not say."""
    found: str | None = None
    if isinstance(value, Mapping):
        known = [code for code in (language, "en", *value) if isinstance(value.get(code), str) and value.get(code)]
        found = known[0] if known else None
        value = value.get(found) if found else ""
    return (value, found) if isinstance(value, str) else ("", None)


def price(match: Match, texts: Texts, period: Period | None = None) -> Answer:
    """The whole price for the dates, or what a night costs at least, in the period if there is one."""
    unit = match.unit
    if unit.pricing is None:
        return None
    if match.quote and match.quote.below_min_nights:
        nights = texts.count("nights", match.quote.below_min_nights)
        return texts.say("too_short", name=unit.name, nights=nights)
    if match.quote:
        stay = texts.stay(match.quote.check_in, match.quote.check_out)
        return f"{texts.say('price_stay', name=unit.name, stay=stay)}\n\n{breakdown(match.quote, texts)}"
    return _from(unit, texts, period)


def _from(unit: Unit, texts: Texts, period: Period | None) -> str:
    lowest, pricing = from_price(unit, period), unit.pricing
    if lowest is None or pricing is None:
        return ""
    sentences = [texts.say("price_from", name=unit.name, price=texts.money(lowest, pricing.currency))]
    if pricing.cleaning_fee:
        sentences.append(texts.say("price_fee", fee=texts.money(pricing.cleaning_fee, pricing.currency)))
    if pricing.min_nights > 1:
        sentences.append(texts.say("min_nights", nights=texts.count("nights", pricing.min_nights)))
    return " ".join(sentences)


def _capacity(match: Match, texts: Texts) -> Answer:
    if not match.unit.max_guests:
        return None
    return texts.say("capacity", name=match.unit.name, guests=texts.count("guests", match.unit.max_guests))


def counts(kinds: Sequence[str], match: Match, texts: Texts) -> Answer:
    """ "Villa Gaya has 3 bedrooms and 5 beds"; None where the row does not state one of them."""
    unit = match.unit
    stated = {"bedrooms": unit.bedrooms, "bathrooms": unit.bathrooms, "beds": unit.metadata.get("beds")}
    numbers = [(kind, number) for kind in kinds if isinstance(number := stated[kind], int | Decimal) and number]
    if len(numbers) < len(kinds):
        return None
    return texts.say("has", name=unit.name, things=texts.listing(texts.count(*each) for each in numbers))


def _bedrooms(match: Match, texts: Texts) -> Answer:
    return _has(match.unit, "bedrooms", match.unit.bedrooms, texts)


def _bathrooms(match: Match, texts: Texts) -> Answer:
    return _has(match.unit, "bathrooms", match.unit.bathrooms, texts)


def _beds(match: Match, texts: Texts) -> Answer:
    return _has(match.unit, "beds", match.unit.metadata.get("beds"), texts)


def _has(unit: Unit, kind: str, number: Any, texts: Texts) -> Answer:
    if not number or isinstance(number, str):
        return None
    return texts.say("has", name=unit.name, things=texts.count(kind, number))


def _size(match: Match, texts: Texts) -> Answer:
    if not match.unit.size_sqm:
        return None
    return texts.say("size", name=match.unit.name, size=texts.number(match.unit.size_sqm))


def _min_nights(match: Match, texts: Texts) -> Answer:
    pricing = match.unit.pricing
    if pricing is None:
        return None
    return texts.say("min_nights_at", name=match.unit.name, nights=texts.count("nights", pricing.min_nights))


def _cleaning_fee(match: Match, texts: Texts) -> Answer:
    pricing = match.unit.pricing
    if pricing is None:
        return None
    if not pricing.cleaning_fee:
        return texts.say("no_fee_at", name=match.unit.name)
    return texts.say("fee_at", name=match.unit.name, fee=texts.money(pricing.cleaning_fee, pricing.currency))


def _location(match: Match, texts: Texts) -> Answer:
    where = place(match.unit)
    return texts.say("location", name=match.unit.name, place=where) if where else None


def _rating(match: Match, texts: Texts) -> Answer:
    rating, reviews = match.unit.metadata.get("rating"), match.unit.metadata.get("reviews")
    if not isinstance(rating, int | float):
        return None
    values = {"name": match.unit.name, "rating": texts.number(rating)}
    if isinstance(reviews, int) and reviews > 0:
        return texts.say("rating", reviews=texts.count("reviews", reviews), **values)
    return texts.say("rating_only", **values)


def _availability(match: Match, texts: Texts) -> Answer:
    said = texts.say("availability", name=match.unit.name)
    return f"{said}\n\n{price(match, texts)}" if match.quote and match.unit.pricing else said


def _linen(match: Match, texts: Texts) -> Answer:
    """By the owner's own amenity lines; what they say nothing of is said, too."""
    lines = [line for line in match.unit.features if line not in BY_ID and _LINEN.search(line)]
    if not lines:
        return None
    stated = {kind for kind in ("sheets", "towels") if any(_LINEN_KINDS[kind].search(line) for line in lines)}
    things = texts.listing(texts.say(f"linen_{kind}") for kind in _LINEN_KINDS if kind in stated)
    open_ = (texts.say(f"no_{kind}") for kind in _LINEN_KINDS if kind not in stated)
    return " ".join([texts.say("linen_yes", name=match.unit.name, things=things), *open_])


_OWN = {
    "price": price,
    "capacity": _capacity,
    "bedrooms": _bedrooms,
    "beds": _beds,
    "bathrooms": _bathrooms,
    "size": _size,
    "min_nights": _min_nights,
    "cleaning_fee": _cleaning_fee,
    "location": _location,
    "rating": _rating,
    "availability": _availability,
    "linen": _linen,
}
