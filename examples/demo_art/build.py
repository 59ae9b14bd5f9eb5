"""Makes bot/demo/units.jsonl from the shared listings: `python -m examples.demo_art.build --listings DIR`.

Deterministic: the same listings, selection and code give the same bytes. What is taken and what is added is written
down in ATTRIBUTION.md.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from bot.catalog.listing import BadRow, parse_row
from bot.catalog.reading import RawRow, read_rows
from bot.catalog.text import plain_text
from bot.demo.loading import FOLDER as DEMO
from bot.demo.scenes import MEDIA_URL, SCENES, Scene
from bot.types import JSON, Tenant, Unit

SELECTION = Path(__file__).with_name("selection.toml")
UNITS = DEMO / "units.jsonl"
LISTINGS_FILE = "menorca.jsonl"
MAX_PHOTOS = 8
_KEPT = (
    "type property_type room_type max_guests bedrooms beds bathrooms amenities price_night currency min_nights"
    " max_nights city neighbourhood country latitude longitude rating reviews lang scraped"
).split()
_COUNTRY = re.compile(r"\b(rural|farm|country cottage|estate|cottage|countryside|bicentennial)\b", re.IGNORECASE)
_TOWN = re.compile(r"historic cent|old house|cathedral|boutique hotel|center of the village", re.IGNORECASE)
# The invented part of the price: how strongly a kind of unit follows the season, and what cleaning it costs.
_SEASONS = {"house": ("0.7", "1.1", "1.45"), "apartment": ("0.75", "1.1", "1.4")}
_CALM_SEASONS = ("0.85", "1.05", "1.25")
_MONTHS = {"low": [11, 12, 1, 2, 3], "mid": [6, 9], "high": [7, 8]}
_CLEANING_BASE, _CLEANING_BEDROOM, _CLEANING_ROOM = 30, 20, 15


class Pictures:
    """Shares the drawn pictures out: each unit gets what it truly has, and each picture is used about equally often."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def of(self, unit: Unit) -> list[JSON]:
        near_sea = not {"sea_view", "beach"}.isdisjoint(unit.features)
        return [self._next(SCENES[name], near_sea) for name in scenes_of(unit)[:MAX_PHOTOS]]

    def _next(self, scene: Scene, near_sea: bool) -> JSON:
        file = min(map(scene.file, scene.choices(near_sea=near_sea)), key=lambda file: self._used[file])
        self._used[file] += 1
        return {"url": MEDIA_URL + file, "alt": f"{scene.shows} (illustration)"}


def scenes_of(unit: Unit) -> list[str]:
    """The front first, then what is told of the unit and nothing else."""
    has = unit.features.__contains__
    whole = unit.unit_type not in ("room", "suite")
    candidates = (
        (_front(unit), True),
        ("pool", has("pool")),
        ("sea-view", has("sea_view")),
        ("fireside" if has("fireplace") else "living-room", whole and bool(unit.bedrooms)),
        ("bedroom", True),
        ("hot-tub", has("hot_tub")),
        ("terrace", has("terrace")),
        ("kitchen", has("kitchen") and whole),
        ("garden", has("garden")),
        ("beach", has("beach")),
        ("harbour", bool(_TOWN.search(unit.description)) and "Ciutadella" in unit.description),
        ("barbecue", has("bbq")),
        ("bathroom", True),
    )
    return [scene for scene, is_there in candidates if is_there]


def _front(unit: Unit) -> str:
    text, kind = f"{unit.name} {unit.description}", unit.unit_type
    if kind == "cabin" or "wooden cabin" in text:
        return "cabin"
    if _TOWN.search(text) or (kind == "room" and "pool" not in unit.features):
        return "townhouses"
    if _COUNTRY.search(text):
        return "finca"
    if kind == "apartment":
        return "apartments"
    is_large_villa = unit.metadata["source"]["property_type"] == "Entire villa" and (unit.max_guests or 0) > 5
    return "villa" if (is_large_villa or kind == "studio") and "pool" in unit.features else "house"


def build(listings: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[JSON]:
    """The rows of units.jsonl, in the order of the selection.

    Raises:
        KeyError: a selected listing is not there. BadRow: one cannot be imported.
    """
    rows = {row["id"]: row for row in listings if row.get("id") in names}
    pictures = Pictures()
    for source_id, name in names.items():
        row = _owned(rows[source_id], name)
        unit = parse_row(row, 1, Tenant(UUID(int=0), "demo", "Demo")).unit
        yield {**row, **_priced(unit), "photos": pictures.of(unit)}


def _owned(row: Mapping[str, Any], name: str) -> JSON:
    return {
        "id": row["id"],
        "name": name,
        "description": plain_text(row["description"]),
        **{key: row[key] for key in _KEPT},
    }


def _priced(unit: Unit) -> JSON:
    multipliers = _SEASONS.get(unit.unit_type or "", _CALM_SEASONS)
    seasons = [
        {"season": season, "multiplier": float(multiplier), "months": months}
        for (season, months), multiplier in zip(_MONTHS.items(), multipliers, strict=True)
    ]
    fee = _CLEANING_ROOM if unit.unit_type == "room" else _CLEANING_BASE + _CLEANING_BEDROOM * (unit.bedrooms or 1)
    return {"seasonal_pricing": seasons, "cleaning_fee": fee}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=Path, required=True, help=f"the folder with {LISTINGS_FILE}")
    folder = parser.parse_args().listings
    names = tomllib.loads(SELECTION.read_text("utf-8"))["units"]
    rows = [row.values for row in read_rows(folder / LISTINGS_FILE) if isinstance(row, RawRow)]
    try:
        units = list(build(rows, names))
    except KeyError as error:
        parser.error(f"{LISTINGS_FILE} has no listing {error}")
    except BadRow as error:
        parser.error(f"{error.source_id} cannot be used: {error}")
    UNITS.write_text("".join(json.dumps(unit, ensure_ascii=False, default=float) + "\n" for unit in units), "utf-8")


if __name__ == "__main__":
    main()
