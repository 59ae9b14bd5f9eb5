"""bot.offers.wire.intent: the JSON form of a travel intent."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from bot.offers.wire import intent_json, public_intent_json, read_intent, stored_intent_json
from bot.types import BudgetRange, Intent, Period, Told

UNIT = UUID("5a3d2c1e-0000-4000-8000-000000000001")
FULL = Intent(
    check_in=date(2026, 8, 10),
    check_out=date(2026, 8, 14),
    nights=4,
    guests=4,
    adults=2,
    children=2,
    accommodation_type="apartment",
    budget_range=BudgetRange(min=Decimal("80"), max=Decimal("120.5"), currency="EUR", per="stay"),
    preferences=("wifi", "pool"),
    exclusions=("smoking",),
    period=Period(date(2026, 8, 1), date(2026, 8, 31), "August"),
    flexible_days=2,
    children_ages=(1, 7),
    infants=1,
    place="Ciutadella",
    bedrooms=2,
    bathrooms=1,
    unit_id=UNIT,
)


def test_intent_json_full_intent_gives_the_wire_form() -> None:
    assert json.loads(json.dumps(intent_json(FULL))) == {
        "check_in": "2026-08-10",
        "check_out": "2026-08-14",
        "nights": 4,
        "guests": 4,
        "adults": 2,
        "children": 2,
        "accommodation_type": "apartment",
        "budget_range": {"min": 80, "max": 120.5, "currency": "EUR", "basis": "stay", "per": "stay"},
        "preferences": ["wifi", "pool"],
        "exclusions": ["smoking"],
        "period": {"from": "2026-08-01", "to": "2026-08-31", "label": "August"},
        "flexible_days": 2,
        "children_ages": [1, 7],
        "infants": 1,
        "place": "Ciutadella",
        "bedrooms": 2,
        "bathrooms": 1,
        "unit_id": str(UNIT),
    }


def test_intent_json_empty_intent_has_null_for_everything_unknown() -> None:
    value = intent_json(Intent())
    assert value.pop("preferences") == []
    assert "unit_id" not in value
    assert set(value.values()) == {None}


@pytest.mark.parametrize("intent", [FULL, Intent(), Intent(nights=3), Intent(guests=0)])
def test_read_intent_of_to_json_gives_the_same_intent(intent: Intent) -> None:
    assert read_intent(intent_json(intent)) == intent


def test_stored_intent_json_keeps_where_values_came_from() -> None:
    at = datetime(2026, 5, 1, 12, 30, 0, 250000, UTC)
    sources = {"guests": Told(3, at), "feature:pool": Told(5, at, sure=False, session_id=UNIT)}
    stored = json.loads(json.dumps(stored_intent_json(replace(FULL, sources=sources))))
    assert stored["sources"] == {
        "guests": [3, 1777638600.25, True],
        "feature:pool": [5, 1777638600.25, False, str(UNIT)],
    }
    assert dict(read_intent(stored).sources) == sources
    assert public_intent_json(stored) == intent_json(FULL)


def test_stored_intent_json_without_sources_is_the_wire_form() -> None:
    assert stored_intent_json(FULL) == intent_json(FULL)


@pytest.mark.parametrize(
    "sources", [None, [], {"guests": None}, {"guests": [1]}, {"guests": ["1", 2, True]}, {"guests": [1, 1e300, True]}]
)
def test_read_intent_passes_over_sources_that_are_none(sources: object) -> None:
    assert read_intent({"guests": 2, "sources": sources}).sources == {}


def test_intent_json_integral_money_is_an_int() -> None:
    value = intent_json(Intent(budget_range=BudgetRange(max=Decimal("150.00"))))
    assert value["budget_range"] == {"min": None, "max": 150, "currency": None, "basis": "night"}
    assert isinstance(value["budget_range"]["max"], int)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"unknown": 1},
        {"check_in": "soon", "guests": "4", "adults": True, "nights": -1},
        {"accommodation_type": "castle", "preferences": "wifi", "unit_id": "x"},
        {"budget_range": {"min": None, "max": "cheap"}},
        {"budget_range": {"max": "NaN"}},
        {"budget_range": 100},
        {"period": {"from": "2026-08-31", "to": "2026-08-01"}, "children_ages": ["7"], "infants": -1, "place": ""},
    ],
)
def test_read_intent_missing_or_malformed_values_read_as_unknown(value: dict[str, object]) -> None:
    assert read_intent(value) == Intent()
