from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.listing import BadRow, parse_row
from bot.catalog.units import columns
from bot.types import Photo, Pricing, Season, Tenant

TENANT = Tenant(UUID(int=7), "demo", "Demo", currency="EUR")
ROW: dict[str, Any] = {
    "id": "a-1",
    "name": "Casa del Mar",
    "description": "A house by the sea.",
    "type": "villa",
    "max_guests": 6,
    "price_night": 120,
}


def parse(**changes: Any) -> Any:
    return parse_row(ROW | changes, 1, TENANT).unit


def reason(**changes: Any) -> str:
    with pytest.raises(BadRow) as caught:
        parse_row(ROW | changes, 1, TENANT)
    return str(caught.value)


def test_parse_row_with_the_least_is_a_unit_of_the_tenants_currency() -> None:
    unit = parse()
    assert (unit.name, unit.unit_type, unit.max_guests) == ("Casa del Mar", "house", 6)
    assert unit.pricing == Pricing(Decimal(120), "EUR")
    assert unit.metadata == {"source": {"id": "a-1", "type": "villa"}}


def test_parse_row_again_gives_the_same_id_and_another_tenants_another() -> None:
    other = Tenant(UUID(int=8), "other", "Other")
    assert parse().unit_id == parse(name="New name").unit_id != parse_row(ROW, 1, other).unit.unit_id


def test_parse_row_never_takes_the_hosts_photos() -> None:
    assert parse(photo_urls=["https://a0.muscache.com/pictures/1.jpg"]).photos == ()


def test_parse_row_takes_the_owners_photos_main_first() -> None:
    photos = [{"url": "/media/2.jpg"}, {"url": "https://example.com/1.jpg", "type": "main", "alt": "Front"}]
    assert parse(photos=photos).photos == (
        Photo("https://example.com/1.jpg", "Front"),
        Photo("/media/2.jpg", "Casa del Mar"),
    )


def test_parse_row_of_the_tables_own_columns_reads_back_what_was_written() -> None:
    unit = parse(
        amenities=["Wifi", "Pool", "Kettle"],
        bedrooms=None,
        bathrooms="1.5",
        seasonal_pricing=[{"season": "high", "multiplier": "1.25", "months": [7, 8]}],
        cleaning_fee="40.50",
        latitude=39.9,
        longitude=4.1,
        city="Maó",
        rating=96,
        reviews=12,
        photos=["/media/1.jpg"],
        highlights=["Pool"],
        short_description="By the sea",
    )
    assert unit.metadata["rating"] == 4.8
    exported = json.loads(json.dumps(columns(unit) | {"source_id": "a-1"}))
    assert parse_row(exported, 1, TENANT).unit == unit


def test_parse_row_reads_seasons_exactly() -> None:
    seasons = [{"season": "high", "multiplier": 1.35, "months": [7, 8]}]
    assert parse(seasonal_pricing=json.dumps(seasons)).pricing.seasonal_pricing == (
        Season("high", Decimal("1.35"), (7, 8)),
    )


@pytest.mark.parametrize("words", ["Wifi;Pool", "Wifi | Pool", '["Wifi", "Pool"]', ["Wifi", "Pool"]])
def test_parse_row_reads_lists_in_each_notation(words: Any) -> None:
    assert parse(amenities=words).features == ("wifi", "pool")


def test_parse_row_takes_unknown_bedrooms_for_unknown() -> None:
    assert parse(bedrooms=None, bathrooms="").bedrooms is None


def test_parse_row_takes_a_bare_number_for_an_id() -> None:
    assert parse_row(ROW | {"id": 42}, 1, TENANT).source_id == "42"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": None}, "id is missing"),
        ({"id": " "}, "id is empty"),
        ({"name": ""}, "name is empty"),
        ({"name": 5.5}, "name must be text"),
        ({"name": True}, "name must be text, not True"),
        ({"name": "x" * 201}, "name is longer than 200 characters"),
        ({"name": "a\0b"}, "name contains a NUL character"),
        ({"description": "<br />"}, "description is empty"),
        ({"description": "bell\x07"}, "description contains control characters"),
        ({"description": "x" * 10_001}, "description is longer than 10000"),
        ({"description": "half \ud83d emoji"}, "description is not valid UTF-8"),
        ({"price_night": None}, "price_night is missing"),
        ({"price_night": 0}, "price_night must be between 0.01 and 5000, not 0"),
        ({"price_night": -5}, "price_night must be between"),
        ({"price_night": 9999}, "price_night must be between 0.01 and 5000, not 9999"),
        ({"price_night": Decimal("NaN")}, "price_night must be a number, not NaN"),
        ({"price_night": "Infinity"}, "price_night must be a number, not Infinity"),
        ({"price_night": "1.234,50"}, "price_night must be a number like 120 or 99.50, not '1.234,50'"),
        ({"price_night": "€120"}, "price_night must be a number"),
        ({"price_night": True}, "price_night must be a number"),
        ({"price_night": [120]}, "price_night must be a number"),
        ({"currency": "EURO"}, "currency is not an ISO 4217 code: 'EURO'"),
        ({"max_guests": None}, "max_guests is missing"),
        ({"max_guests": 0}, "max_guests must be between 1"),
        ({"max_guests": 2.5}, "max_guests must be a whole number, not 2.5"),
        ({"max_guests": "2.5"}, "max_guests must be a whole number"),
        ({"bedrooms": -1}, "bedrooms must be between 0"),
        ({"min_nights": 0}, "min_nights must be between 1 and 365"),
        ({"min_nights": 1000}, "min_nights must be between 1 and 365"),
        ({"cleaning_fee": -1}, "cleaning_fee must be between 0"),
        ({"latitude": 91, "longitude": 4}, "latitude must be between -90 and 90"),
        ({"latitude": 39, "longitude": 181}, "longitude must be between -180 and 180"),
        ({"rating": 101}, "rating must be between 0 and 100"),
        ({"amenities": 3}, "amenities must be a list, not 3"),
        ({"amenities": ["Wifi", 3.5]}, "amenities entry 2 must be text"),
        ({"amenities": "[1,"}, "amenities is not valid JSON"),
        ({"amenities": "{]"}, "amenities is not valid JSON"),
        ({"amenities": ["x"] * 301}, "amenities has more than 300 entries"),
        ({"photos": ["javascript:alert(1)"]}, "photos entry 1: url must begin with"),
        ({"photos": ["//evil.example/x.jpg"]}, "photos entry 1: url must begin with"),
        ({"photos": [{"alt": "x"}]}, "photos entry 1: url is missing"),
        ({"virtual_tour_url": "data:text/html,x"}, "virtual_tour_url must begin with"),
        ({"seasonal_pricing": ["high"]}, "seasonal_pricing entry 1 must be"),
        ({"seasonal_pricing": [{"season": "x", "multiplier": 1}]}, "seasonal_pricing entry 1: months is missing"),
        ({"seasonal_pricing": [{"season": "x", "multiplier": 1, "months": [13]}]}, "months must be between 1 and 12"),
        ({"seasonal_pricing": [{"season": "x", "multiplier": 0, "months": [1]}]}, "multiplier must be between"),
        ({"metadata": "[]"}, "metadata must be a JSON object"),
        ({"metadata": {"x": "a\0"}}, "metadata contains control characters"),
        ({"metadata": {"x": Decimal("NaN")}}, "metadata cannot be stored: NaN is not a number"),
        ({"metadata": {"x": 10**30}}, "metadata cannot be stored: Integer exceeds 64-bit range"),
        ({"metadata": {"x": "\ud800"}}, "metadata cannot be stored"),
        ({"is_active": "perhaps"}, "is_active must be true or false"),
        ({"short_description": "x" * 151}, "short_description is longer than 150"),
    ],
)
def test_parse_row_with_a_defect_says_which(changes: dict[str, Any], expected: str) -> None:
    assert expected in reason(**changes)


def test_parse_row_with_several_defects_names_all_and_the_row() -> None:
    with pytest.raises(BadRow) as caught:
        parse_row(ROW | {"name": "", "max_guests": 0}, 1, TENANT)
    assert str(caught.value) == "name is empty; max_guests must be between 1 and 200, not 0"
    assert caught.value.source_id == "a-1"


def test_parse_row_with_a_long_wrong_value_shows_only_its_beginning() -> None:
    assert len(reason(price_night="9" * 5000)) < 120


@pytest.mark.parametrize(("currency", "price"), [("JPY", 90_000), ("COP", 900_000), ("MXN", 9_999)])
def test_parse_row_allows_high_figures_in_small_currencies(currency: str, price: int) -> None:
    assert parse(currency=currency, price_night=price).pricing.base_price_night == price


words = st.text(st.sampled_from('aZ09 .-ñ<>/&;|[]{}"\n\0\x07\ud800\u200b'), max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=8,
)
field_names = st.sampled_from(
    [*ROW, "amenities", "pricing", "photos", "metadata", "seasonal_pricing", "latitude", "rating", "is_active"]
)


@given(st.dictionaries(field_names, json_values, max_size=6))
def test_parse_row_of_anything_is_a_storable_unit_or_a_reason(changes: dict[str, Any]) -> None:
    try:
        unit = parse(**changes)
    except BadRow as error:
        told = str(error)
    else:
        told = json.dumps(columns(unit), allow_nan=False, ensure_ascii=False)
    assert told
    assert "\\u0000" not in told
    told.encode()
