"""The travel intent as JSON: the form that sessions keep (DATA.md §1) and that every wire carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from bot.offers.wire.scalars import count, counts, day, decimal, moment, number, text, texts, uuid
from bot.types import ACCOMMODATION_TYPES, JSON, Basis, BudgetRange, Intent, Period, Told


def intent_json(intent: Intent) -> JSON:
    """Every field that was there from the first, null for what is not known; the later ones only where they say
    something. Dates in ISO form, money as JSON numbers."""
    value: JSON = {
        "check_in": intent.check_in.isoformat() if intent.check_in else None,
        "check_out": intent.check_out.isoformat() if intent.check_out else None,
        "nights": intent.nights,
        "guests": intent.guests,
        "adults": intent.adults,
        "children": intent.children,
        "accommodation_type": intent.accommodation_type,
        "budget_range": _budget_json(intent.budget_range) if intent.budget_range else None,
        "preferences": list(intent.preferences),
    }
    return value | {name: said for name, said in _later(intent).items() if said not in (None, [])}


def stored_intent_json(intent: Intent) -> JSON:
    """The form that sessions keep: with where each value came from, `{field: [seq, seconds since 1970, sure]}`, and the
    session of a message that was written in another one."""
    sources = {name: _told_json(told) for name, told in intent.sources.items()}
    return intent_json(intent) | ({"sources": sources} if sources else {})


def public_intent_json(stored: JSON) -> JSON:
    """What clients may see of the form that sessions keep."""
    return {name: value for name, value in stored.items() if name != "sources"}


def _told_json(told: Told) -> list[Any]:
    value = [told.seq, told.at.timestamp(), told.sure]
    return value if told.session_id is None else [*value, str(told.session_id)]


def _later(intent: Intent) -> JSON:
    return {
        "period": _period_json(intent.period) if intent.period else None,
        "flexible_days": intent.flexible_days,
        "children_ages": list(intent.children_ages),
        "infants": intent.infants,
        "exclusions": list(intent.exclusions),
        "place": intent.place,
        "bedrooms": intent.bedrooms,
        "bathrooms": intent.bathrooms,
        "unit_id": str(intent.unit_id) if intent.unit_id is not None else None,
    }


def read_intent(value: Any) -> Intent:
    """The intent that `intent_json` wrote. A missing, unknown or malformed value reads as unknown: never raises."""
    if not isinstance(value, Mapping):
        return Intent()
    kind = value.get("accommodation_type")
    return Intent(
        check_in=day(value.get("check_in")),
        check_out=day(value.get("check_out")),
        nights=count(value.get("nights")),
        guests=count(value.get("guests")),
        adults=count(value.get("adults")),
        children=count(value.get("children")),
        accommodation_type=kind if kind in ACCOMMODATION_TYPES else None,
        budget_range=_budget(value.get("budget_range")),
        preferences=texts(value.get("preferences")),
        exclusions=texts(value.get("exclusions")),
        period=_period(value.get("period")),
        flexible_days=count(value.get("flexible_days")),
        children_ages=counts(value.get("children_ages")),
        infants=count(value.get("infants")),
        place=text(value.get("place")),
        bedrooms=count(value.get("bedrooms")),
        bathrooms=count(value.get("bathrooms")),
        unit_id=uuid(value.get("unit_id")),
        sources=_sources(value.get("sources")),
    )


def _sources(value: Any) -> dict[str, Told]:
    if not isinstance(value, Mapping):
        return {}
    read = ((name, _told(item)) for name, item in value.items())
    return {name: told for name, told in read if told}


def _told(value: Any) -> Told | None:
    if not isinstance(value, list | tuple) or len(value) not in (3, 4):
        return None
    seq, at, sure = count(value[0]), moment(value[1]), value[2]
    if seq is None or at is None or not isinstance(sure, bool):
        return None
    return Told(seq, at, sure, uuid(value[3]) if len(value) == 4 else None)


def _period_json(period: Period) -> JSON:
    return {"from": period.start.isoformat(), "to": period.end.isoformat(), "label": period.label}


def _period(value: Any) -> Period | None:
    if not isinstance(value, Mapping):
        return None
    start, end = day(value.get("from")), day(value.get("to"))
    return Period(start, end, text(value.get("label"))) if start and end and start <= end else None


def _budget_json(budget: BudgetRange) -> JSON:
    """`basis` says what the limits are for; `per`, older, is there when it is not the night."""
    value: JSON = {
        "min": number(budget.min),
        "max": number(budget.max),
        "currency": budget.currency,
        "basis": budget.per,
    }
    if budget.per != "night":
        value["per"] = budget.per
    return value


def _budget(value: Any) -> BudgetRange | None:
    if not isinstance(value, Mapping):
        return None
    currency, basis = value.get("currency"), value.get("basis", value.get("per"))
    budget = BudgetRange(
        min=decimal(value.get("min")),
        max=decimal(value.get("max")),
        currency=currency if isinstance(currency, str) else None,
        per=basis if basis in get_args(Basis) else "night",
    )
    return None if budget.min is None and budget.max is None else budget
