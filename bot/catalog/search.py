"""Units for replies: by id, by the nearness of a question's vector, and by hard facts alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from pgvector import Vector
from psycopg.rows import dict_row
from sqlalchemy import UUID as UUIDType
from sqlalchemy import Boolean, Column, DateTime, MetaData, Select, Table, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH, psycopg

from bot.catalog.units import unit_from_row
from bot.database import Connection
from bot.queries import load
from bot.types import Unit

SQL = load("catalog")
MAX_KNOWN = 4096  # units kept in memory, a few KiB each

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
# Units that were read before, by id, with the version read. Every search asks for versions first, so none is stale.
_known: OrderedDict[UUID, tuple[datetime, Unit]] = OrderedDict()
_DIALECT = psycopg.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


async def units_by_id(conn: Connection, tenant_id: UUID, unit_ids: Collection[UUID]) -> dict[UUID, Unit]:
    """The live units among these ids; one that is unknown, hidden or another tenant's is absent."""
    rows = await _rows(conn, SQL["units_by_id"].encode(), {"tenant_id": tenant_id, "unit_ids": list(unit_ids)})
    return {row["unit_id"]: unit_from_row(row) for row in rows}


async def match_units(
    conn: Connection, tenant_id: UUID, vector: Sequence[float], model: str, threshold: float, count: int
) -> list[tuple[Unit, float]]:
    """The nearest live units with their cosine similarity above the threshold, best first.

    Args:
        vector: SEARCH_DIMENSIONS numbers made by `model`; units embedded by other models are not compared.
    """
    parameters = {"tenant_id": tenant_id, "model": model, "threshold": threshold, "count": count}
    rows = await _rows(conn, SQL["match_units"].encode(), {**parameters, "vector": Vector(list(vector))})
    units = await _units(conn, tenant_id, rows)
    return [(units[row["unit_id"]], float(row["similarity"])) for row in rows if row["unit_id"] in units]


async def list_units(
    conn: Connection,
    tenant_id: UUID,
    *,
    guests: int | None = None,
    unit_type: str | None = None,
    features: Sequence[str] = (),
    nights: int | None = None,
    limit: int = 20,
) -> list[Unit]:
    """Live units that meet every given fact, cheapest base price first. One whose capacity is unknown meets none.

    Args:
        nights: leaves out units with a longer minimum stay.
    """
    listing = _listing(tenant_id, guests, unit_type, features)
    if nights is not None:
        longer = cast(literal(f"$.min_nights ? (@ > {nights:d})", Text), JSONPATH)
        listing = listing.where(~func.jsonb_path_exists(UNITS.c.pricing, longer))
    statement = listing.limit(limit).compile(dialect=_DIALECT)
    rows = await _rows(conn, str(statement).encode(), statement.params)
    units = await _units(conn, tenant_id, rows)
    return [units[row["unit_id"]] for row in rows if row["unit_id"] in units]


async def _units(conn: Connection, tenant_id: UUID, versions: Sequence[dict[str, Any]]) -> dict[UUID, Unit]:
    """The units of rows of (unit_id, updated_at), read from the database where another version or none is known."""
    wanted: dict[UUID, datetime] = {row["unit_id"]: row["updated_at"] for row in versions}
    units = {id_: known[1] for id_, version in wanted.items() if (known := _known.get(id_)) and known[0] == version}
    if len(units) < len(wanted):
        read = await units_by_id(conn, tenant_id, wanted.keys() - units.keys())
        _known.update((id_, (wanted[id_], unit)) for id_, unit in read.items())
        units |= read
        while len(_known) > MAX_KNOWN:
            _known.popitem(last=False)
    return units


def _listing(tenant_id: UUID, guests: int | None, unit_type: str | None, features: Sequence[str]) -> Select[Any]:
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
    price = UNITS.c.pricing["base_price_night"]
    return statement.order_by(price.asc().nulls_last(), UNITS.c.unit_id)


async def _rows(conn: Connection, query: bytes, parameters: Any) -> list[dict[str, Any]]:
    async with conn.cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(query, parameters)).fetchall()
