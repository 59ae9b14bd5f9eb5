"""One row of an owner's file as a unit, or everything that is wrong with it.

Two forms are read, also mixed: the flat listing form (`id, name, description, type, price_night, amenities [] …`) and
the columns of DATA.md §2 (`unit_type`, `amenities {}`, `pricing {}`, `photos []`, `metadata {}` …).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid5

from babel.numbers import list_currencies

from bot.catalog import vocabulary
from bot.catalog.fields import Fields, shown
from bot.offers.quoting import MAX_NIGHTS
from bot.types import Photo, Pricing, Season, Tenant, Unit

MAX_ID_CHARS = 200
MAX_NAME_CHARS = 200
MAX_NUMBER_CHARS = 50
MAX_TYPE_CHARS = 50  # accommodation_units.unit_type is varchar(50)
MAX_PLACE_CHARS = 200
MAX_DESCRIPTION_CHARS = 10_000
MAX_SHORT_CHARS = 150  # accommodation_units_public.short_description
MAX_URL_CHARS = 2_000
MAX_METADATA_CHARS = 20_000
MAX_AMENITIES, MAX_AMENITY_CHARS = 300, 300
MAX_PHOTOS, MAX_SEASONS, MAX_HIGHLIGHTS = 100, 24, 10
MAX_GUESTS, MAX_ROOMS, MAX_SIZE_SQM = 200, 200, 100_000
MAX_MULTIPLIER = 20
MAX_PRICE_NIGHT = 5_000  # beyond it a night's price is a typing error or a "not for rent" marker (9,999)
# The same order of magnitude in currencies of smaller units.
MAX_PRICE_NIGHT_IN = {
    **dict.fromkeys(("AED", "BRL", "CNY", "ILS", "PEN", "PLN", "QAR", "RON", "SAR"), 20_000),
    **dict.fromkeys(("CZK", "DKK", "MXN", "NOK", "PHP", "SEK", "THB", "TRY", "UYU", "ZAR", "DOP", "TWD"), 200_000),
    **dict.fromkeys(("INR", "ISK", "JPY", "HUF", "KES", "RUB"), 1_000_000),
    **dict.fromkeys(("ARS", "CLP", "CRC", "KRW"), 8_000_000),
    **dict.fromkeys(("COP", "PYG", "IDR", "VND"), 150_000_000),
}
_CURRENCIES = frozenset(list_currencies())
_OTHER_NAMES = {
    "source_id": "id",
    "unit_id": "id",
    "unit_type": "type",
    "base_price_night": "price_night",
    "features": "amenities",
}
_SOURCE_TEXTS = ("property_type", "room_type", "scraped")
KNOWN = frozenset(
    "id name description short_description highlights unit_number type property_type room_type max_guests bedrooms beds"
    " bathrooms bathrooms_text size_sqm amenities accessibility price_night currency seasonal_pricing min_nights"
    " max_nights cleaning_fee pricing photos photo_urls virtual_tour_url metadata city neighbourhood country latitude"
    " longitude rating reviews instant_bookable lang scraped complete is_active".split()
) | set(_OTHER_NAMES)


class BadRow(Exception):
    """The row cannot be published; the message says why. `source_id` names it when it has a readable one."""

    def __init__(self, source_id: str | None, reason: str) -> None:
        super().__init__(reason)
        self.source_id = source_id


@dataclass(frozen=True, slots=True)
class SourceUnit:
    """A valid row: the unit as its owner describes it."""

    line: int
    source_id: str
    unit: Unit
    is_active: bool | None  # None: the file does not say


def parse_row(values: Mapping[str, Any], line: int, tenant: Tenant) -> SourceUnit:
    """Read one row. The unit's id follows from tenant and source id, so that importing again finds it again.

    Raises:
        BadRow: with every problem found, separated by semicolons.
    """
    fields = Fields(_flat(values))
    source_id = fields.text("id", MAX_ID_CHARS, required=True)
    name = fields.text("name", MAX_NAME_CHARS, required=True) or ""
    description = fields.text("description", MAX_DESCRIPTION_CHARS, required=True, lines=True) or ""
    source_type = fields.text("type", MAX_TYPE_CHARS)
    unit = Unit(
        unit_id=uuid5(tenant.tenant_id, source_id or ""),
        name=name,
        description=description,
        unit_number=fields.text("unit_number", MAX_NUMBER_CHARS),
        unit_type=vocabulary.unit_type(source_type, fields.text("room_type", MAX_TYPE_CHARS), name),
        short_description=fields.text("short_description", MAX_SHORT_CHARS),
        highlights=fields.words("highlights", MAX_HIGHLIGHTS, MAX_AMENITY_CHARS),
        bedrooms=fields.whole("bedrooms", 0, MAX_ROOMS),
        bathrooms=fields.number("bathrooms", 0, MAX_ROOMS),
        max_guests=fields.whole("max_guests", 1, MAX_GUESTS, required=True),
        size_sqm=fields.number("size_sqm", 1, MAX_SIZE_SQM),
        features=vocabulary.features(fields.words("amenities", MAX_AMENITIES, MAX_AMENITY_CHARS)),
        accessibility=fields.words("accessibility", MAX_AMENITIES, MAX_AMENITY_CHARS),
        pricing=_pricing(fields, tenant.currency),
        photos=_photos(fields, name),
        virtual_tour_url=_url(fields, "virtual_tour_url", fields.text("virtual_tour_url", MAX_URL_CHARS)),
        metadata=_metadata(fields, source_id, source_type),
    )
    is_active = fields.flag("is_active")
    if fields.problems or source_id is None:
        raise BadRow(source_id, "; ".join(dict.fromkeys(fields.problems)))
    return SourceUnit(line, source_id, unit, is_active)


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """The row in the listing form: nested columns spread out, other names translated."""
    nested = Fields(values)
    flat = dict(values)
    for name in ("amenities", "pricing"):
        value = nested.given(name)
        if isinstance(value, dict) or (isinstance(value, str) and value.lstrip().startswith("{")):
            if (spread := nested.mapping(name)) is not None:
                flat.pop(name)
                flat |= spread
    for other, name in _OTHER_NAMES.items():
        if other in flat and flat.get(name) in (None, ""):
            flat[name] = flat[other]
    return flat


def _pricing(fields: Fields, default_currency: str) -> Pricing | None:
    currency = (fields.text("currency", MAX_NAME_CHARS) or default_currency).upper()
    if currency not in _CURRENCIES:
        fields.problem("currency", f"is not an ISO 4217 code: {shown(currency)}")
    limit = MAX_PRICE_NIGHT_IN.get(currency, MAX_PRICE_NIGHT)
    base = fields.number("price_night", Decimal("0.01"), limit, required=True)
    seasons = tuple(_seasons(fields))
    min_nights = fields.whole("min_nights", 1, MAX_NIGHTS)
    fee = fields.number("cleaning_fee", 0, limit)
    return None if base is None else Pricing(base, currency, seasons, min_nights or 1, fee or Decimal(0))


def _seasons(fields: Fields) -> list[Season]:
    seasons = []
    for position, item in enumerate(fields.items("seasonal_pricing", MAX_SEASONS), start=1):
        if not isinstance(item, dict):
            fields.problem("seasonal_pricing", f"entry {position} must be {{season, multiplier, months}}")
            continue
        entry = Fields(item)
        season = entry.text("season", MAX_NUMBER_CHARS, required=True)
        multiplier = entry.number("multiplier", Decimal("0.01"), MAX_MULTIPLIER, required=True)
        months = [Fields({"months": month}) for month in entry.items("months", 12)]
        numbers = tuple(month.whole("months", 1, 12, required=True) for month in months)
        entry.problems += [problem for month in months for problem in month.problems]
        if not months and not entry.problems:
            entry.problem("months", "is missing")
        fields.problems += [f"seasonal_pricing entry {position}: {problem}" for problem in entry.problems]
        if season and multiplier:
            seasons.append(Season(season, multiplier, tuple(number for number in numbers if number)))
    return seasons


def _photos(fields: Fields, name: str) -> tuple[Photo, ...]:
    """The owner's own pictures. `photo_urls` of a listings export are left alone: they belong to its hosts."""
    photos = []
    for position, item in enumerate(fields.items("photos", MAX_PHOTOS)):
        entry = Fields(item if isinstance(item, dict) else {"url": item})
        url = _url(entry, "url", entry.text("url", MAX_URL_CHARS, required=True))
        alt = entry.text("alt", MAX_AMENITY_CHARS) or name
        order = entry.number("order", 0, MAX_PHOTOS * 10)
        fields.problems += [f"photos entry {position + 1}: {problem}" for problem in entry.problems]
        is_main = isinstance(item, dict) and item.get("type") == "main"
        if url:
            photos.append((not is_main, position if order is None else order, Photo(url, alt)))
    return tuple(photo for *_, photo in sorted(photos, key=lambda entry: entry[:2]))


def _url(fields: Fields, name: str, url: str | None) -> str | None:
    """An absolute web address or a path on the product's own server; nothing a browser would run."""
    if url is None or url.startswith(("https://", "http://")) or (url.startswith("/") and not url.startswith("//")):
        return url
    fields.problem(name, f"must begin with https://, http:// or /, not {shown(url)}")
    return None


def _metadata(fields: Fields, source_id: str | None, source_type: str | None) -> dict[str, Any]:
    """The owner's own metadata with what the row says beyond the unit's fields; nothing unknown is written down."""
    own = fields.json("metadata", MAX_METADATA_CHARS)
    source = {"id": source_id, "type": source_type}
    source |= {name: fields.text(name, MAX_PLACE_CHARS) for name in _SOURCE_TEXTS}
    more: dict[str, Any] = {
        "location": _location(fields),
        "source": _stated(source),
        "beds": fields.whole("beds", 0, MAX_ROOMS * 10),
        "max_nights": fields.whole("max_nights", 1, 100_000),
        "rating": _rating(fields),
        "reviews": fields.whole("reviews", 0, 10_000_000),
        "lang": fields.text("lang", MAX_NUMBER_CHARS),
    }
    return own | {name: own.get(name) or value for name, value in _stated(more).items()}


def _location(fields: Fields) -> dict[str, Any]:
    latitude, longitude = fields.number("latitude", -90, 90), fields.number("longitude", -180, 180)
    places = {name: fields.text(name, MAX_PLACE_CHARS) for name in ("neighbourhood", "city", "country")}
    if latitude is None or longitude is None:
        return _stated(places)
    return _stated(places) | {"latitude": float(latitude), "longitude": float(longitude)}


def _rating(fields: Fields) -> float | None:
    """Stars out of five; exports before 2021 count to a hundred."""
    rating = fields.number("rating", 0, 100)
    if rating is None:
        return None
    return round(float(rating if rating <= 5 else rating / 20), 2)


def _stated(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, {}, "unknown")}
