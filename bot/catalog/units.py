"""Units as the JSONB columns of accommodation_units_public (DATA.md §2), and back.

Writing is strict and exact. Reading is tolerant, since owners and other programs write these columns too: a missing
key, a NULL or a value of the wrong kind reads as unknown, a number in a string as the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from bot.types import JSON, Photo, Pricing, Season, Unit

NUMBER = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?")


# --- writing ------------------------------------------------------------------------------------------------------


def columns(unit: Unit) -> JSON:
    """The row's values that a unit determines, ready for JSON; the keys are the columns' names."""
    return {
        "unit_id": str(unit.unit_id),
        "name": unit.name,
        "unit_number": unit.unit_number,
        "unit_type": unit.unit_type,
        "description": unit.description,
        "short_description": unit.short_description,
        "highlights": list(unit.highlights),
        "amenities": {
            "bedrooms": unit.bedrooms,
            "bathrooms": _optional_number(unit.bathrooms),
            "max_guests": unit.max_guests,
            "size_sqm": _optional_number(unit.size_sqm),
            "features": list(unit.features),
            "accessibility": list(unit.accessibility),
        },
        "pricing": pricing_json(unit.pricing) if unit.pricing else {},
        "photos": photos_json(unit.photos),
        "virtual_tour_url": unit.virtual_tour_url,
        "metadata": dict(unit.metadata),
    }


def pricing_json(pricing: Pricing) -> JSON:
    """The `pricing` column."""
    return {
        "base_price_night": json_number(pricing.base_price_night),
        "currency": pricing.currency,
        "seasonal_pricing": [
            {"season": s.season, "multiplier": json_number(s.multiplier), "months": list(s.months)}
            for s in pricing.seasonal_pricing
        ],
        "min_nights": pricing.min_nights,
        "cleaning_fee": json_number(pricing.cleaning_fee),
    }


def photos_json(photos: Iterable[Photo]) -> list[JSON]:
    """The `photos` column: the first photo is the main one."""
    return [
        {"url": photo.url, "alt": photo.alt, "order": order, "type": "main" if order == 0 else "gallery"}
        for order, photo in enumerate(photos)
    ]


def json_number(value: Decimal) -> int | float | str:
    """The JSON value that reads back as the same Decimal: a string only where a float would lose digits."""
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    approximate = float(value)
    return approximate if Decimal(repr(approximate)) == value else str(value)


def _optional_number(value: Decimal | None) -> int | float | str | None:
    return None if value is None else json_number(value)


# --- reading ------------------------------------------------------------------------------------------------------


def unit_from_row(row: Mapping[str, Any]) -> Unit:
    """A unit from a row of accommodation_units_public, or of accommodation_units with its details spread in."""
    amenities = _mapping(row.get("amenities"))
    return Unit(
        unit_id=row["unit_id"] if isinstance(row["unit_id"], UUID) else UUID(row["unit_id"]),
        name=row["name"],
        description=row["description"],
        unit_number=_text(row.get("unit_number")),
        unit_type=_text(row.get("unit_type")),
        short_description=_text(row.get("short_description")),
        highlights=_texts(row.get("highlights")),
        bedrooms=_whole(amenities.get("bedrooms")),
        bathrooms=_decimal(amenities.get("bathrooms")),
        max_guests=_whole(amenities.get("max_guests")),
        size_sqm=_decimal(amenities.get("size_sqm")),
        features=_texts(amenities.get("features")),
        accessibility=_texts(amenities.get("accessibility")),
        pricing=read_pricing(row.get("pricing")),
        photos=read_photos(row.get("photos"), row["name"]),
        virtual_tour_url=_text(row.get("virtual_tour_url")),
        metadata=_mapping(row.get("metadata")),
        version=row.get("updated_at"),
    )


def read_pricing(value: object) -> Pricing | None:
    """The `pricing` column; None when no positive price or no currency is there, since nothing can be quoted then."""
    pricing = _mapping(value)
    base, currency = _decimal(pricing.get("base_price_night")), _text(pricing.get("currency"))
    if not base or currency is None:
        return None
    seasons = (_season(_mapping(item)) for item in _items(pricing.get("seasonal_pricing")))
    return Pricing(
        base_price_night=base,
        currency=currency,
        seasonal_pricing=tuple(season for season in seasons if season),
        min_nights=max(1, _whole(pricing.get("min_nights")) or 1),
        cleaning_fee=_decimal(pricing.get("cleaning_fee")) or Decimal(0),
    )


def read_photos(value: object, name: str) -> tuple[Photo, ...]:
    """The `photos` column, main photo first, then by order; the unit's name stands in for a missing alt text."""
    photos = [photo for photo in map(_mapping, _items(value)) if _text(photo.get("url"))]
    photos.sort(key=lambda photo: (photo.get("type") != "main", _decimal(photo.get("order")) or Decimal(0)))
    return tuple(Photo(photo["url"], _text(photo.get("alt")) or name) for photo in photos)


def _season(item: Mapping[str, Any]) -> Season | None:
    multiplier = _decimal(item.get("multiplier"))
    months = tuple(month for month in map(_whole, _items(item.get("months"))) if month and month <= 12)
    if not multiplier or not months:
        return None
    return Season(_text(item.get("season")) or "", multiplier, months)


def _decimal(value: object) -> Decimal | None:
    """A number that is not negative; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    if isinstance(value, str):
        if not NUMBER.fullmatch(value.strip()):
            return None
        value = value.strip()
    number = Decimal(repr(value) if isinstance(value, float) else value)
    return number if number.is_finite() and number >= 0 else None


def _whole(value: object) -> int | None:
    number = _decimal(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in _items(value) if _text(item))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
