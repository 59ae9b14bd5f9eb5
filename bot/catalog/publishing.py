"""Internal records into what the public sees and the search compares (DATA.md §5).

Vectors are made first and kept by the hash of their text; then records are written. A tenant that has vectors of
another model keeps searching with them until all of the new model's are there, and is switched in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from bot.catalog.alone import alone
from bot.catalog.drafts import (
    SQL,
    Draft,
    PublishReport,
    Run,
    Transaction,
    known_digests,
    note_failure,
    pages,
    read_number,
    read_value,
)
from bot.catalog.units import columns
from bot.catalog.vectors import make_vectors
from bot.embedding import Embedder, TieredEmbedder, paid_by
from bot.insisting import all_or_each
from bot.llm.conversation import Payer
from bot.store.database import Connection
from bot.types import JSON

REFUSALS = (psycopg.DataError, psycopg.IntegrityError)


async def publish_units(
    transaction: Transaction,
    tenant_id: UUID,
    embedder: Embedder,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> PublishReport:
    """Publish every active unit of a tenant and hide the inactive ones.

    Only units whose text or model has changed are embedded, and no text twice. Each batch is committed on its own and
    no transaction is open while the model works, so that an interrupted run is resumed by starting it again. When the
    model is another than the tenant's and a unit could not be embedded, the tenant stays with the old one
    (PublishReport.kept_model): its search is never half empty.

    Args:
        transaction: opens a transaction in the tenant's scope (`lambda: database.tenant(tenant_id)`). While one is
            open another may be asked for: the lease of the run is renewed beside the work.
        progress: is called with the units done and the units in all.

    Raises:
        Conflict: another run publishes the same tenant.
    """
    if dry_run:
        return await _publish_units(transaction, tenant_id, embedder, True, progress)
    async with alone(transaction, f"publish:{tenant_id}", "this tenant's units"):
        return await _publish_units(transaction, tenant_id, embedder, False, progress)


async def _publish_units(
    transaction: Transaction,
    tenant_id: UUID,
    embedder: Embedder,
    dry_run: bool,
    progress: Callable[[int, int], None],
) -> PublishReport:
    report = PublishReport()
    async with transaction() as conn:
        total = await read_number(conn, "count_active_units", tenant_id)
        current = await read_value(conn, "embedding_model", tenant_id)
        live = await read_number(conn, "count_searchable_units", tenant_id)
    run = Run(transaction, tenant_id, embedder, report, bool(live) and current not in (None, embedder.model))
    done = 0
    with paid_by(Payer(tenant_id)):
        async for page in pages(run):
            await (_foresee(run, page) if dry_run else _publish(run, page))
            done += len(page)
            progress(done, total)
    if dry_run:
        async with transaction() as conn:
            report.retired = await read_number(conn, "units_to_retire", tenant_id)
        return report
    await _finish(run, total, current)
    return report


async def _publish(run: Run, page: Sequence[Draft]) -> None:
    """Embed what is due, then write. During a switch, whatever would touch a vector waits for the end."""
    ready = await make_vectors(run, [draft for draft in page if draft.is_due], partial(note_failure, run))
    settled = [draft for draft in page if not draft.is_due]
    if run.is_switch:
        await _try_write(run, [draft for draft in ready if draft.is_new_text])
        ready = [replace(draft, is_due=False) for draft in ready if not draft.is_new_text]
    await _write(run, [*settled, *ready])


async def _finish(run: Run, total: int, current: str | None) -> None:
    report = run.report
    async with run.transaction() as conn:
        report.retired = (await conn.execute(SQL["retire_units"], {"tenant_id": run.tenant_id})).rowcount
    if run.is_switch and report.failed:
        report.kept_model = current
        return
    if run.is_switch:
        report.published = await _switch(run)
        report.unchanged = max(0, total - report.published)
    elif total > len(report.failed):
        async with run.transaction() as conn:
            await conn.execute(SQL["set_embedding_model"], run.keys)
    async with run.transaction() as conn:
        await conn.execute(SQL["forget_embeddings"], {"tenant_id": run.tenant_id})


async def _switch(run: Run) -> int:
    """All units' vectors and the tenant's model, at once: a search sees the old ones or the new ones.

    Units that have changed since their vector was made wait for the next run, with what they had. Returns how many
    public records are new or changed.
    """
    changed = 0
    async with run.transaction() as conn:
        async for page in pages(run, conn):
            known = await known_digests(conn, run, [draft.digest for draft in page])
            changed += await _upsert(conn, run, [draft for draft in page if draft.digest in known])
        await conn.execute(SQL["set_embedding_model"], run.keys)
    return changed


# --- writing ------------------------------------------------------------------------------------------------------


async def _write(run: Run, drafts: Sequence[Draft]) -> None:
    """Commit a batch; when the database refuses it, unit by unit, so that only the guilty are left out."""

    async def write(batch: Sequence[Draft]) -> None:
        async with run.transaction() as conn:
            changed = await _upsert(conn, run, batch)
        run.report.published += changed
        run.report.unchanged += len(batch) - changed

    await all_or_each(drafts, write, partial(note_failure, run), errors=REFUSALS)


async def _try_write(run: Run, drafts: Sequence[Draft]) -> None:
    """Report now what the database would refuse at the end of a switch, where one refusal takes all back."""

    async def write(batch: Sequence[Draft]) -> None:
        async with run.transaction() as conn, conn.transaction(force_rollback=True):
            await _upsert(conn, run, batch)

    await all_or_each(drafts, write, partial(note_failure, run), errors=REFUSALS)


async def _foresee(run: Run, page: Sequence[Draft]) -> None:
    """Count what `_publish` would do and take it back."""
    due = [draft for draft in page if draft.is_due]
    settled = [draft for draft in page if not draft.is_due]
    async with run.transaction() as conn, conn.transaction(force_rollback=True):
        known = await known_digests(conn, run, [draft.digest for draft in due])
        changed = await _upsert(conn, run, settled)
    missing = [draft.text for draft in due if draft.digest not in known]
    run.report.embedded += len(missing)
    run.report.published += len(due) + changed
    run.report.unchanged += len(settled) - changed
    if isinstance(run.embedder, TieredEmbedder):
        run.report.tokens += run.embedder.tokens(missing)


async def _upsert(conn: Connection, run: Run, drafts: Sequence[Draft]) -> int:
    """How many rows were new or changed."""
    parameters = {**run.keys, "units": Jsonb([_row(draft) for draft in drafts])}
    return (await conn.execute(SQL["publish_units"], parameters)).rowcount


def _row(draft: Draft) -> JSON:
    return {**columns(draft.unit), "is_due": draft.is_due}
