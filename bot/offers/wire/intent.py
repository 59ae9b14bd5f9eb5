"""The travel intent as JSON: the form that sessions keep (DATA.md §1) and that every wire carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.offers.wire.scalars import count, day, decimal, number, texts, uuid
from bot.types import ACCOMMODATION_TYPES, JSON, BudgetRange, Intent


def intent_json(intent: Intent) -> JSON:
    """Every field, null for what is not known; dates in ISO form, money as JSON numbers.

    `unit_id` and a budget's `per` appear only when they say something: a chosen unit, a budget for the whole stay.
    """
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
    if intent.unit_id is not None:
        value["unit_id"] = str(intent.unit_id)
    return value


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
        unit_id=uuid(value.get("unit_id")),
    )


def _budget_json(budget: BudgetRange) -> JSON:
    value: JSON = {"min": number(budget.min), "max": number(budget.max), "currency": budget.currency}
    if budget.per != "night":
        value["per"] = budget.per
    return value


def _budget(value: Any) -> BudgetRange | None:
    if not isinstance(value, Mapping):
        return None
    currency = value.get("currency")
    budget = BudgetRange(
        min=decimal(value.get("min")),
        max=decimal(value.get("max")),
        currency=currency if isinstance(currency, str) else None,
        per="stay" if value.get("per") == "stay" else "night",
    )
    return None if budget.min is None and budget.max is None else budget
