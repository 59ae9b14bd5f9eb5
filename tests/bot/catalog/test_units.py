from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.units import columns, json_number, read_photos, read_pricing, unit_from_row
from bot.types import Photo, Pricing, Season, Unit

UNIT = Unit(
    unit_id=UUID(int=5),
    name="Casa del Mar",
    description="By the sea.",
    unit_number="12 B",
    unit_type="house",
    short_description="By the sea",
    highlights=("Pool",),
    bedrooms=0,
    bathrooms=Decimal("1.5"),
    max_guests=4,
    size_sqm=Decimal("80.25"),
    features=("wifi", "pool", "Kettle"),
    accessibility=("Step-free entrance",),
    pricing=Pricing(Decimal("99.90"), "EUR", (Season("high", Decimal("1.35"), (7, 8)),), 3, Decimal("45.5")),
    photos=(Photo("/media/a.jpg", "Front"), Photo("https://example.com/b.jpg", "Back")),
    virtual_tour_url="https://example.com/tour",
    metadata={"location": {"city": "Maó"}},
)


def test_columns_through_json_read_back_as_the_same_unit() -> None:
    assert unit_from_row(json.loads(json.dumps(columns(UNIT)))) == UNIT


def test_columns_mark_the_first_photo_as_main() -> None:
    assert [(photo["type"], photo["order"]) for photo in columns(UNIT)["photos"]] == [("main", 0), ("gallery", 1)]


@given(st.decimals(min_value=0, max_value=10**12, allow_nan=False, allow_infinity=False))
def test_json_number_of_any_price_reads_back_exactly(price: Decimal) -> None:
    written = json.dumps({"base_price_night": json_number(price), "currency": "EUR"})
    pricing = read_pricing(json.loads(written))
    if len(price.as_tuple().digits) <= 20 and price and abs(int(price.as_tuple().exponent)) <= 20:
        assert pricing is not None
        assert pricing.base_price_night == price


def test_unit_from_row_of_null_columns_is_a_unit_that_knows_nothing_more() -> None:
    nulls = dict.fromkeys(columns(UNIT)) | {"unit_id": UUID(int=5), "name": "A", "description": "B"}
    assert unit_from_row(nulls) == Unit(UUID(int=5), "A", "B")


def test_unit_from_row_without_optional_keys_is_the_same() -> None:
    assert unit_from_row({"unit_id": str(UUID(int=5)), "name": "A", "description": "B"}) == Unit(UUID(int=5), "A", "B")


def test_unit_from_row_reads_numbers_written_as_text() -> None:
    row = {"unit_id": UUID(int=5), "name": "A", "description": "B"}
    unit = unit_from_row(row | {"amenities": {"bedrooms": "2", "bathrooms": " 1.5 ", "max_guests": 4.0}})
    assert (unit.bedrooms, unit.bathrooms, unit.max_guests) == (2, Decimal("1.5"), 4)


@pytest.mark.parametrize("value", [True, "many", float("nan"), -1, [], {}, 2.5])
def test_unit_from_row_reads_an_impossible_number_as_unknown(value: Any) -> None:
    row = {"unit_id": UUID(int=5), "name": "A", "description": "B", "amenities": {"max_guests": value}}
    assert unit_from_row(row).max_guests is None


@pytest.mark.parametrize(
    "value",
    [None, {}, [], "x", {"base_price_night": 0, "currency": "EUR"}, {"base_price_night": 90}, {"currency": "EUR"}],
)
def test_read_pricing_without_a_usable_price_is_none(value: Any) -> None:
    assert read_pricing(value) is None


def test_read_pricing_skips_broken_seasons_and_mends_the_minimum() -> None:
    pricing = read_pricing(
        {
            "base_price_night": "80.10",
            "currency": "EUR",
            "min_nights": 0,
            "cleaning_fee": None,
            "seasonal_pricing": [
                {"season": "high", "multiplier": "1.5", "months": [7, "8", 13, None]},
                {"season": "none", "multiplier": None, "months": [1]},
                "low",
            ],
        }
    )
    assert pricing == Pricing(Decimal("80.10"), "EUR", (Season("high", Decimal("1.5"), (7, 8)),), 1, Decimal(0))


def test_read_photos_puts_the_main_one_first_and_names_the_nameless() -> None:
    photos = [
        {"url": "/b", "order": 2},
        {"url": "/a", "order": 1, "alt": "A"},
        {"alt": "lost"},
        {"url": "/m", "type": "main"},
    ]
    assert read_photos(photos, "Casa") == (Photo("/m", "Casa"), Photo("/a", "A"), Photo("/b", "Casa"))
