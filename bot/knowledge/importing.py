"""A file's entries into the database: those of its source are replaced as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from psycopg.types.json import Jsonb

from bot.catalog.fields import shown
from bot.catalog.reading import Rejected
from bot.knowledge.reading import MAX_ENTRIES, SourceEntry
from bot.store import rows
from bot.store.database import Connection
from bot.store.queries import load
from bot.types import JSON

SQL = load("knowledge")


@dataclass(slots=True)
class ImportReport:
    """What an import did, in entries."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0  # of the source, and in its file no more
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def kept(self) -> int:
        return self.created + self.updated + self.unchanged


@dataclass(frozen=True, slots=True)
class _Unit:
    source_id: str
    unit_id: UUID


@dataclass(frozen=True, slots=True)
class _Stored:
    entry_id: UUID
    created: bool


async def import_entries(
    conn: Connection, tenant_id: UUID, source: str, given: Iterable[SourceEntry | Rejected]
) -> ImportReport:
    """Make the source's entries those of the file, in the caller's transaction, whose scope is the tenant.

    An entry that has changed is told to guests again when it is published. Importing the same file again changes
    nothing. Where rows are rejected, none is taken away: a slip of the pen must not silence the house.
    """
    report = ImportReport()
    units = {
        row.source_id: row.unit_id for row in await rows.every(conn, _Unit, SQL["units"], {"tenant_id": tenant_id})
    }
    others = int(await rows.value(conn, SQL["count_others"], {"tenant_id": tenant_id, "source": source}))
    records = list[JSON]()
    for row in given:
        problem = _problem(row, units, others + len(records))
        if isinstance(row, SourceEntry) and problem is None:
            records.append(_record(tenant_id, source, row, units))
        else:
            report.rejected.append(problem or row)  # type: ignore[arg-type]  # a Rejected has no problem of its own
    await _store(conn, {"tenant_id": tenant_id, "source": source}, records, report)
    return report


async def _store(conn: Connection, keys: JSON, records: list[JSON], report: ImportReport) -> None:
    stored = await rows.every(conn, _Stored, SQL["import_entries"], {**keys, "entries": Jsonb(records)})
    report.created = sum(row.created for row in stored)
    report.updated = len(stored) - report.created
    report.unchanged = len(records) - len(stored)
    if not report.rejected:
        ids = [UUID(record["entry_id"]) for record in records]
        report.removed = (await conn.execute(SQL["remove_others"], {**keys, "ids": ids})).rowcount


def _problem(row: SourceEntry | Rejected, units: dict[str, UUID], count: int) -> Rejected | None:
    if isinstance(row, Rejected):
        return None
    if row.unit is not None and row.unit not in units:
        return Rejected(row.line, row.key, f"unit {shown(row.unit)} is not among the imported units")
    if count >= MAX_ENTRIES:
        return Rejected(row.line, row.key, f"a business has {MAX_ENTRIES} entries at most")
    return None


def _record(tenant_id: UUID, source: str, row: SourceEntry, units: dict[str, UUID]) -> JSON:
    unit_id = units[row.unit] if row.unit is not None else None
    told = (row.title, row.key, str(unit_id), row.language, row.topic, row.question, row.answer)
    return {
        "entry_id": str(uuid5(tenant_id, "\n".join(("knowledge", source, *row.name)))),
        "title": row.title,
        "entry_key": row.key,
        "unit_id": str(unit_id) if unit_id else None,
        "language": row.language,
        "topic": row.topic,
        "question": row.question,
        "answer": row.answer,
        "content_sha256": hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest(),
    }
