"""Composes the listing of units by hard facts: which conditions apply differs from question to question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import UUID as UUIDType
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    MetaData,
    Table,
    Text,
    and_,
    any_,
    cast,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, JSONPATH, psycopg

from bot.types import HardFacts

UNITS = Table(
    "accommodation_units_public",
    MetaData(),
    Column("unit_id", UUIDType, primary_key=True),
    Column("tenant_id", UUIDType),
    Column("name", Text),
    Column("unit_number", Text),
    Column("unit_type", Text),
    Column("description", Text),
    Column("short_description", Text),
    Column("highlights", JSONB),
    Column("amenities", JSONB),
    Column("pricing", JSONB),
    Column("photos", JSONB),
    Column("virtual_tour_url", Text),
    Column("metadata", JSONB),
    Column("is_active", Boolean),
    Column("is_bookable", Boolean),
    Column("updated_at", DateTime(timezone=True)),
)
_DIALECT = psycopg.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


def compose(tenant_id: UUID, facts: HardFacts, *, limit: int) -> tuple[str, Any]:
    """SQL and parameters for psycopg: ids and versions of the live units that meet every given fact, cheapest first."""
    statement = select(UNITS.c.unit_id, UNITS.c.updated_at)
    statement = statement.where(UNITS.c.tenant_id == tenant_id, UNITS.c.is_active, UNITS.c.is_bookable)
    statement = statement.where(*_conditions(facts))
    price = UNITS.c.pricing["base_price_night"]
    ordered = statement.order_by(price.asc().nulls_last(), UNITS.c.unit_id).limit(limit)
    compiled = ordered.compile(dialect=_DIALECT)
    return str(compiled), compiled.params


def _conditions(facts: HardFacts) -> Iterator[ColumnElement[bool]]:
    if facts.guests is not None:
        yield _takes(facts.guests, facts.infants)
    if facts.unit_type is not None:
        yield UNITS.c.unit_type == facts.unit_type
    for name, number in (("bedrooms", facts.bedrooms), ("bathrooms", facts.bathrooms)):
        if number is not None:
            yield _at_least(name, number)
    if facts.features:
        yield UNITS.c.amenities.contains(_json({"features": list(facts.features)}))
    for feature in facts.unwanted:
        yield ~func.coalesce(UNITS.c.amenities.contains(_json({"features": [feature]})), false())
    if facts.nights is not None:
        longer = cast(literal(f"$.min_nights ? (@ > {facts.nights:d})", Text), JSONPATH)
        yield ~func.jsonb_path_exists(UNITS.c.pricing, longer)
    if facts.among is not None:
        yield UNITS.c.unit_id == any_(cast(literal(list(facts.among), ARRAY(UUIDType)), ARRAY(UUIDType)))


def _takes(guests: int, infants: int) -> ColumnElement[bool]:
    room = _at_least("max_guests", guests)
    if not infants:
        return room
    uncounted = UNITS.c.metadata.contains(_json({"infants_count": False}))
    return or_(room, and_(uncounted, _at_least("max_guests", guests - infants)))


def _at_least(amenity: str, number: int) -> ColumnElement[bool]:
    path = cast(literal(f"$.{amenity} ? (@ >= {number:d})", Text), JSONPATH)  # false, not an error, for a text
    return func.jsonb_path_exists(UNITS.c.amenities, path)


def _json(value: Any) -> ColumnElement[Any]:
    return cast(literal(orjson.dumps(value).decode(), Text), JSONB)
