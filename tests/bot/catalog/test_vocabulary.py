from __future__ import annotations

import pytest

from bot.catalog.vocabulary import MAX_OTHER_FEATURES, features, unit_type


@pytest.mark.parametrize(
    ("source_type", "room_type", "name", "expected"),
    [
        ("villa", "Entire home/apt", "Villa Sol", "house"),
        ("Farm stay", None, "Finca", "house"),
        ("apartment", None, "Bright flat", "apartment"),
        ("apartment", None, "Cosy Studio in the centre", "studio"),
        ("apartment", None, "Ático con terraza", "penthouse"),
        ("loft", None, "Loft", "apartment"),
        ("house", "Private room", "Room with a view", "room"),
        ("hotel_room", None, "Superior", "room"),
        ("guest_suite", None, "Suite", "suite"),
        ("tiny_home", None, "Tiny", "cabin"),
        ("penthouse", None, "Sky", "penthouse"),
        ("boat", None, "Llaüt", None),
        (None, None, "House", None),
    ],
)
def test_unit_type_is_the_products_word_or_none(
    source_type: str | None, room_type: str | None, name: str, expected: str | None
) -> None:
    assert unit_type(source_type, room_type, name) == expected


def test_features_are_ids_in_the_vocabularys_order_then_the_owners_words() -> None:
    assert features(["Wine glasses", "Private pool – Fully fenced", "Pool", "Wifi", "hot_tub", "quiet"]) == (
        "wifi",
        "pool",
        "hot_tub",
        "quiet",
        "Private pool – Fully fenced",  # says more than that there is one
        "Wine glasses",
    )


def test_features_that_are_denied_are_not_offered() -> None:
    assert features(["No pets allowed", "Sin ascensor", "Kitchen"]) == ("kitchen",)


def test_features_of_a_long_export_are_limited() -> None:
    assert len(features([f"Thing {number}" for number in range(90)])) == MAX_OTHER_FEATURES
