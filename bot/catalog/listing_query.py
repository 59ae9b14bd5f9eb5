"""Composes the listing of units by hard facts: which conditions apply differs from question to question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import UUID as UUIDType
from sqlalchemy import Boolean, Column, DateTime, MetaData, Table, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH, psycopg

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


def compose(
    tenant_id: UUID,
    *,
    guests: int | None,
    unit_type: str | None,
    features: Sequence[str],
    nights: int | None,
    limit: int,
) -> tuple[str, Any]:
    """SQL and parameters for psycopg: ids and versions of the live units that meet every given fact, cheapest first."""
    statement = select(UNITS.c.unit_id, UNITS.c.updated_at)
    statement = statement.where(UNITS.c.tenant_id == tenant_id, UNITS.c.is_active, UNITS.c.is_bookable)
    if guests is not None:
        room = cast(literal(f"$.max_guests ? (@ >= {guests:d})", Text), JSONPATH)  # false, not an error, for a text
        statement = statement.where(func.jsonb_path_exists(UNITS.c.amenities, room))
    if unit_type is not None:
        statement = statement.where(UNITS.c.unit_type == unit_type)
    if features:
        wanted = cast(literal(orjson.dumps({"features": list(features)}).decode(), Text), JSONB)
        statement = statement.where(UNITS.c.amenities.contains(wanted))
    if nights is not None:
        longer = cast(literal(f"$.min_nights ? (@ > {nights:d})", Text), JSONPATH)
        statement = statement.where(~func.jsonb_path_exists(UNITS.c.pricing, longer))
    price = UNITS.c.pricing["base_price_night"]
    ordered = statement.order_by(price.asc().nulls_last(), UNITS.c.unit_id).limit(limit)
    compiled = ordered.compile(dialect=_DIALECT)
    return str(compiled), compiled.params
