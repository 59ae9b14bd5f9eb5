"""The travel intent as JSON: the form that sessions keep (DATA.md §1) and that every wire carries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from bot.types import ACCOMMODATION_TYPES, JSON, BudgetRange, Intent


def to_json(intent: Intent) -> JSON:
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
        "budget_range": _budget_to_json(intent.budget_range) if intent.budget_range else None,
        "preferences": list(intent.preferences),
    }
    if intent.unit_id is not None:
        value["unit_id"] = str(intent.unit_id)
    return value


def from_json(value: Mapping[str, Any]) -> Intent:
    """The intent that `to_json` wrote. A missing, unknown or malformed value reads as unknown: never raises."""
    kind = value.get("accommodation_type")
    preferences = value.get("preferences")
    return Intent(
        check_in=_date(value.get("check_in")),
        check_out=_date(value.get("check_out")),
        nights=_count(value.get("nights")),
        guests=_count(value.get("guests")),
        adults=_count(value.get("adults")),
        children=_count(value.get("children")),
        accommodation_type=kind if kind in ACCOMMODATION_TYPES else None,
        budget_range=_budget(value.get("budget_range")),
        preferences=tuple(item for item in preferences if isinstance(item, str))
        if isinstance(preferences, list | tuple)
        else (),
        unit_id=_uuid(value.get("unit_id")),
    )


def _budget_to_json(budget: BudgetRange) -> JSON:
    value: JSON = {"min": _number(budget.min), "max": _number(budget.max), "currency": budget.currency}
    if budget.per != "night":
        value["per"] = budget.per
    return value


def _number(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _budget(value: Any) -> BudgetRange | None:
    if not isinstance(value, Mapping):
        return None
    currency = value.get("currency")
    budget = BudgetRange(
        min=_decimal(value.get("min")),
        max=_decimal(value.get("max")),
        currency=currency if isinstance(currency, str) else None,
        per="stay" if value.get("per") == "stay" else "night",
    )
    return None if budget.min is None and budget.max is None else budget


def _decimal(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        amount = Decimal(str(value))  # through str: 99.9 stays 99.9
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
