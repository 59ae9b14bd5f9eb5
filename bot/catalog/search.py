"""Units for replies: by id, by the nearness of a question's vector, and by hard facts alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pgvector import Vector
from psycopg.rows import dict_row

from bot.catalog.units import unit_from_row
from bot.store.database import Connection
from bot.store.queries import load
from bot.types import HardFacts, Unit

SQL = load("catalog")
ANYTHING = HardFacts()
MAX_KNOWN = 4096  # units kept in memory, a few KiB each

# Units that were read before, by id, with the version read. Every search asks for versions first, so none is stale.
_known: OrderedDict[UUID, tuple[datetime, Unit]] = OrderedDict()


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


async def list_units(conn: Connection, tenant_id: UUID, facts: HardFacts = ANYTHING, *, limit: int = 20) -> list[Unit]:
    """Live units that meet every given fact, cheapest base price first. One whose capacity is unknown meets none."""
    from bot.catalog.listing_query import compose  # SQLAlchemy takes memory that nodes without searches save

    query, parameters = compose(tenant_id, facts, limit=limit)
    rows = await _rows(conn, query.encode(), parameters)
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


async def _rows(conn: Connection, query: bytes, parameters: Any) -> list[dict[str, Any]]:
    async with conn.cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(query, parameters)).fetchall()
