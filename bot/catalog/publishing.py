"""Internal records into what the public sees and the search compares (DATA.md §5)."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from bot.catalog.marketing import embedding_text, public_form
from bot.catalog.units import columns, unit_from_row
from bot.database import Connection
from bot.embedding import Embedder
from bot.errors import PluginError
from bot.queries import load
from bot.types import JSON, Unit

BATCH_UNITS = 64  # embedded and committed together: what an interruption can cost
_FIRST_ID = UUID(int=0)

SQL = load("catalog")
log = logging.getLogger(__name__)

Transaction = Callable[[], AbstractAsyncContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class Failure:
    """A unit that could not be published; what was public of it before stays."""

    unit_id: UUID
    name: str
    reason: str


@dataclass(slots=True)
class PublishReport:
    """What publishing did (a dry run: would do), in units."""

    published: int = 0  # new or changed
    unchanged: int = 0
    embedded: int = 0
    retired: int = 0
    failed: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A unit on its way; `vector` None keeps the stored one."""

    unit: Unit
    text: str
    is_embedded: bool
    vector: list[float] | None = None


async def publish_units(
    transaction: Transaction,
    tenant_id: UUID,
    embedder: Embedder,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> PublishReport:
    """Publish every active unit of a tenant and hide the inactive ones.

    Only units whose text or model has changed are embedded. Each batch is committed on its own and no transaction is
    open while the model works, so that an interrupted run is resumed by starting it again.

    Args:
        transaction: opens a transaction in the tenant's scope (`lambda: database.tenant(tenant_id)`).
        progress: is called with the units done and the units in all.
    """
    report = PublishReport()
    async with transaction() as conn:
        total = await _count(conn, "count_active_units", tenant_id)
    done = 0
    async for page in _pages(transaction, tenant_id, embedder.model):
        drafts = [_draft(row, embedder.model) for row in page]
        if dry_run:
            await _foresee(transaction, tenant_id, embedder.model, drafts, report)
        else:
            drafts = await _embedded(drafts, embedder, report)
            await _write(transaction, tenant_id, embedder.model, drafts, report)
        done += len(page)
        progress(done, total)
    async with transaction() as conn:
        if dry_run:
            report.retired = await _count(conn, "units_to_retire", tenant_id)
        else:
            report.retired = (await conn.execute(SQL["retire_units"], {"tenant_id": tenant_id})).rowcount
            if total > len(report.failed):
                await conn.execute(SQL["set_embedding_model"], {"tenant_id": tenant_id, "model": embedder.model})
    return report


# --- reading ------------------------------------------------------------------------------------------------------


async def _count(conn: Connection, query: str, tenant_id: UUID) -> int:
    row = await (await conn.execute(SQL[query], {"tenant_id": tenant_id})).fetchone()
    return int(row[0]) if row else 0


async def _pages(transaction: Transaction, tenant_id: UUID, model: str) -> AsyncIterator[list[dict[str, Any]]]:
    after = _FIRST_ID
    while True:
        parameters = {"tenant_id": tenant_id, "model": model, "after": after, "count": BATCH_UNITS}
        async with transaction() as conn, conn.cursor(row_factory=dict_row) as cursor:
            page = await (await cursor.execute(SQL["units_to_publish"], parameters)).fetchall()
        if not page:
            return
        yield page
        after = page[-1]["unit_id"]


def _draft(row: dict[str, Any], model: str) -> _Draft:
    details = row["details"] if isinstance(row["details"], dict) else {}  # other programs write this column too
    unit = public_form(unit_from_row({**details, **row}))
    text = embedding_text(unit)
    digest = hashlib.sha256(text.encode()).hexdigest()
    published = {"published": {"text_sha256": digest}}
    return _Draft(replace(unit, metadata={**unit.metadata, **published}), text, row["embedded_text"] == digest)


# --- embedding ----------------------------------------------------------------------------------------------------


async def _embedded(drafts: Sequence[_Draft], embedder: Embedder, report: PublishReport) -> list[_Draft]:
    """The drafts with the vectors that are due; those that fail are reported and left out."""
    ready = [draft for draft in drafts if draft.is_embedded]
    due = [draft for draft in drafts if not draft.is_embedded]
    if due:
        ready += await _vectors(due, embedder, report)
    return ready


async def _vectors(due: Sequence[_Draft], embedder: Embedder, report: PublishReport) -> list[_Draft]:
    try:
        vectors = await embedder.embed([draft.text for draft in due])
    except PluginError as error:
        if len(due) == 1:
            report.failed.append(_failure(due[0], error))
            return []
        return [ready for draft in due for ready in await _vectors([draft], embedder, report)]
    report.embedded += len(due)
    return [replace(draft, vector=vector) for draft, vector in zip(due, vectors, strict=True)]


# --- writing ------------------------------------------------------------------------------------------------------


async def _write(
    transaction: Transaction, tenant_id: UUID, model: str, drafts: Sequence[_Draft], report: PublishReport
) -> None:
    """Commit a batch; when the database refuses it, unit by unit, so that only the guilty are left out."""
    if not drafts:
        return
    try:
        async with transaction() as conn:
            changed = await _upsert(conn, tenant_id, model, drafts)
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        if len(drafts) == 1:
            report.failed.append(_failure(drafts[0], error))
            return
        for draft in drafts:
            await _write(transaction, tenant_id, model, [draft], report)
    else:
        report.published += changed
        report.unchanged += len(drafts) - changed


async def _foresee(
    transaction: Transaction, tenant_id: UUID, model: str, drafts: Sequence[_Draft], report: PublishReport
) -> None:
    """Count what `_write` would do and take it back."""
    due = sum(not draft.is_embedded for draft in drafts)
    async with transaction() as conn, conn.transaction(force_rollback=True):
        settled = [draft for draft in drafts if draft.is_embedded]
        changed = await _upsert(conn, tenant_id, model, settled)
    report.embedded += due
    report.published += due + changed
    report.unchanged += len(settled) - changed


async def _upsert(conn: Connection, tenant_id: UUID, model: str, drafts: Sequence[_Draft]) -> int:
    """How many rows were new or changed."""
    parameters = {"tenant_id": tenant_id, "model": model, "units": Jsonb([_row(draft) for draft in drafts])}
    return (await conn.execute(SQL["publish_units"], parameters)).rowcount


def _row(draft: _Draft) -> JSON:
    return {**columns(draft.unit), "vector": str(draft.vector) if draft.vector is not None else None}


def _failure(draft: _Draft, error: Exception) -> Failure:
    log.warning("unit not published", extra={"unit_id": str(draft.unit.unit_id), "error": type(error).__name__})
    return Failure(draft.unit.unit_id, draft.unit.name, str(error).splitlines()[0])
