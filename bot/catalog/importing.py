"""Owners' rows into the internal records (accommodation_units)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from psycopg.types.json import Jsonb

from bot.catalog.listing import SourceUnit
from bot.catalog.reading import Rejected
from bot.catalog.units import columns
from bot.store import rows
from bot.store.database import Connection
from bot.store.queries import load
from bot.types import JSON

BATCH_ROWS = 500
_RECORD = ("unit_id", "name", "unit_number", "unit_type", "description")  # the others are kept in details

SQL = load("catalog")


@dataclass(slots=True)
class ImportReport:
    """What an import did, in rows."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def kept(self) -> int:
        return self.created + self.updated + self.unchanged


async def import_units(conn: Connection, tenant_id: UUID, rows: Iterable[SourceUnit | Rejected]) -> ImportReport:
    """Store the good rows in the caller's transaction, whose scope is the tenant; collect the bad ones.

    Importing the same rows again changes nothing. `rows` names each source id once, as read_units does.
    """
    report = ImportReport()
    batch: list[SourceUnit] = []
    for row in rows:
        if isinstance(row, Rejected):
            report.rejected.append(row)
        else:
            batch.append(row)
        if len(batch) >= BATCH_ROWS:
            await _store(conn, tenant_id, batch, report)
            batch.clear()
    await _store(conn, tenant_id, batch, report)
    return report


async def _store(conn: Connection, tenant_id: UUID, batch: list[SourceUnit], report: ImportReport) -> None:
    records = [_record(row) for row in batch]
    stored = await rows.values(conn, SQL["import_units"], {"tenant_id": tenant_id, "units": Jsonb(records)})
    report.created += sum(stored)
    report.updated += len(stored) - sum(stored)
    report.unchanged += len(batch) - len(stored)


def _record(row: SourceUnit) -> JSON:
    values = columns(row.unit)
    return {
        **{name: values.pop(name) for name in _RECORD},
        "source_id": row.source_id,
        "is_active": row.is_active,
        "details": values,
    }
