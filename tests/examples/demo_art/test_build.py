from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bot.catalog.listing import SourceUnit
from bot.catalog.reading import RawRow, Rejected, read_rows, read_units
from bot.demo.loading import FOLDER
from bot.demo.scenes import MEDIA, MEDIA_URL, SCENES
from bot.types import Tenant, Unit
from examples.demo_art.build import MAX_PHOTOS, SELECTION, UNITS, build, scenes_of

LISTINGS = Path(__file__).parents[2] / "data" / "listings" / "menorca.jsonl"
TENANT = Tenant(UUID(int=1), "demo", "Demo")
# Which scene may be shown only for which feature.
PROOF = {
    "pool": "pool",
    "villa": "pool",
    "sea-view": "sea_view",
    "fireside": "fireplace",
    "hot-tub": "hot_tub",
    "terrace": "terrace",
    "kitchen": "kitchen",
    "garden": "garden",
    "beach": "beach",
    "barbecue": "bbq",
}


@pytest.fixture(scope="module")
def units() -> list[Unit]:
    rows = list(read_units(UNITS, TENANT))
    assert not [row for row in rows if isinstance(row, Rejected)]
    return [row.unit for row in rows if isinstance(row, SourceUnit)]


def shown(unit: Unit) -> list[str]:
    return [photo.url.removeprefix(MEDIA_URL) for photo in unit.photos]


def good_rows() -> list[Mapping[str, Any]]:
    good = {row.line for row in read_units(LISTINGS, TENANT) if isinstance(row, SourceUnit)}
    return [row.values for row in read_rows(LISTINGS) if isinstance(row, RawRow) and row.line in good]


def test_demo_units_are_complete_and_as_many_as_promised(units: list[Unit]) -> None:
    assert 40 <= len(units) <= 80
    for unit in units:
        assert unit.unit_type, unit.name
        assert unit.bathrooms
        assert unit.bedrooms
        assert unit.pricing is not None
        assert len(unit.pricing.seasonal_pricing) == 3
        assert unit.pricing.cleaning_fee > 0
        assert unit.pricing.min_nights <= 7
        assert unit.metadata["reviews"] >= 5


def test_demo_units_offer_something_for_every_kind_of_guest(units: list[Unit]) -> None:
    assert {"house", "apartment", "studio", "room", "suite", "cabin"} == {unit.unit_type for unit in units}
    assert {1, 2, 4, 6, 8, 12} <= {unit.max_guests for unit in units}
    for feature in ("pool", "pets", "sea_view", "air_conditioning", "crib", "fireplace", "hot_tub", "workspace"):
        having = sum(feature in unit.features for unit in units)
        assert 0 < having < len(units), feature


def test_demo_units_show_only_what_they_have(units: list[Unit]) -> None:
    for unit in units:
        scenes = {file.rpartition("-")[0] for file in shown(unit)}
        unproven = {scene for scene in scenes & set(PROOF) if PROOF[scene] not in unit.features}
        assert not unproven, unit.name
        assert len(scenes) == len(unit.photos) >= 3
        assert all(photo.alt.endswith("(illustration)") for photo in unit.photos)


def test_demo_units_away_from_the_sea_show_none(units: list[Unit]) -> None:
    by_sea = {scene.file(variant) for scene in SCENES.values() for variant in scene.with_sea}
    inland = [unit for unit in units if {"sea_view", "beach"}.isdisjoint(unit.features)]
    assert inland
    assert not by_sea & {file for unit in inland for file in shown(unit)}
    assert by_sea & {file for unit in units for file in shown(unit)}


def test_demo_media_are_exactly_the_pictures_that_are_shown(units: list[Unit]) -> None:
    drawn = {scene.file(variant) for scene in SCENES.values() for variant in range(scene.variants)}
    assert {path.name for path in MEDIA.iterdir()} == drawn == {file for unit in units for file in shown(unit)}
    for path in MEDIA.iterdir():
        assert path.read_bytes()[:3] == b"\xff\xd8\xff"  # JPEG
    assert sum(path.stat().st_size for path in MEDIA.iterdir()) < 1_500_000


def test_demo_attribution_lies_beside_the_data() -> None:
    text = (FOLDER / "ATTRIBUTION.md").read_text("utf-8")
    assert "Inside Airbnb" in text
    assert "CC BY 4.0" in text
    lines = UNITS.read_text("utf-8").splitlines()
    assert f"holds {len(lines)} holiday homes" in text
    assert len(lines) == SELECTION.read_text("utf-8").count("\nairbnb-")


def test_build_from_the_same_listings_gives_the_same_rows_with_the_owners_names() -> None:
    rows = good_rows()
    names = {row["id"]: f"Home {number}" for number, row in enumerate(rows)}
    built = list(build(rows, names))
    assert built == list(build(reversed(rows), names))
    assert [row["name"] for row in built] == list(names.values())
    assert all(row["photos"] and "photo_urls" not in row for row in built)
    assert all("muscache" not in json.dumps(row, default=str) for row in built)


def test_build_without_a_selected_listing_fails() -> None:
    with pytest.raises(KeyError, match="airbnb-0"):
        list(build(good_rows(), {"airbnb-0": "Nowhere"}))


def test_scenes_of_a_bare_room_are_its_front_bed_and_bath() -> None:
    unit = Unit(UUID(int=1), "Room", "A room.", unit_type="room", metadata={"source": {"property_type": "Room"}})
    assert scenes_of(unit) == ["townhouses", "bedroom", "bathroom"]
    assert len(scenes_of(unit)) <= MAX_PHOTOS
