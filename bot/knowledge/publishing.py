"""Entries into what guests are told: their vectors, and what their questions ask for.

The vectors are made and kept as the units' are (bot.catalog.vectors), so that no text is paid for twice and an
interrupted run is finished by the next; then all entries are changed in one transaction.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from psycopg.types.json import Jsonb

from bot.act_reading import ActReader
from bot.catalog.alone import alone
from bot.catalog.drafts import BATCH_UNITS, Failure, PublishReport, Run, Transaction, known_digests
from bot.catalog.vectors import make_vectors
from bot.embedding import Embedder, TieredEmbedder, paid_by
from bot.llm.conversation import Payer
from bot.store import rows
from bot.store.queries import load
from bot.types import JSON

SQL = load("knowledge")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Row:
    entry_id: UUID
    question: str
    embedding_model: str | None
    acts_model: str | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry that needs vectors."""

    entry_id: UUID
    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


async def publish_entries(
    transaction: Transaction,
    tenant_id: UUID,
    embedder: Embedder,
    reader: ActReader | None,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> PublishReport:
    """Publish every entry of a tenant that is new, has changed, or was encoded by another model or reader.

    While one of them cannot be embedded, entries that are told already stay with the model they have
    (PublishReport.kept_model): one search compares one model's vectors.

    Args:
        transaction: opens a transaction in the tenant's scope. While one is open another may be asked for.
        progress: is called with the entries done and the entries in all.

    Raises:
        Conflict: another run publishes the same tenant's entries.
        PluginError: the act reader failed; nothing was published.
    """
    async with transaction() as conn:
        stored = await rows.every(conn, _Row, SQL["to_publish"], {"tenant_id": tenant_id})
    due = [row for row in stored if (row.embedding_model, row.acts_model) != (embedder.model, _model(reader))]
    report = PublishReport(unchanged=len(stored) - len(due))
    known_models = {row.embedding_model for row in stored if row.embedding_model}
    run = Run(transaction, tenant_id, embedder, report, bool(known_models - {embedder.model}))
    drafts = [_Draft(row.entry_id, row.question) for row in due]
    if dry_run:
        await _foresee(run, drafts)
        return report
    async with alone(transaction, f"publish:{tenant_id}:knowledge", "what this tenant's house knows"):
        with paid_by(Payer(tenant_id)):
            ready = await _embedded(run, drafts, progress)
        if run.is_switch and report.failed:
            report.kept_model = next(iter(known_models - {embedder.model}))
        else:
            await _write(run, ready, reader)
    return report


async def _embedded(run: Run, drafts: Sequence[_Draft], progress: Callable[[int, int], None]) -> list[_Draft]:
    """Those whose vectors are there now."""
    ready = list[_Draft]()
    for start in range(0, len(drafts), BATCH_UNITS):
        batch = drafts[start : start + BATCH_UNITS]
        ready += await make_vectors(run, batch, partial(_note_failure, run))
        progress(start + len(batch), len(drafts))
    return ready


async def _write(run: Run, ready: Sequence[_Draft], reader: ActReader | None) -> None:
    if not ready:
        return
    acts = await reader.read_acts([draft.text for draft in ready]) if reader else [None] * len(ready)
    entries = [
        {
            "entry_id": str(draft.entry_id),
            "question": draft.text,
            "digest": draft.digest,
            "acts": str(vector) if vector else None,
        }
        for draft, vector in zip(ready, acts, strict=True)
    ]
    parameters: JSON = {**run.keys, "acts_model": _model(reader), "entries": Jsonb(entries)}
    async with run.transaction() as conn:
        run.report.published = (await conn.execute(SQL["publish_entries"], parameters)).rowcount


async def _foresee(run: Run, drafts: Sequence[_Draft]) -> None:
    """What would be done; nothing is kept."""
    async with run.transaction() as conn, conn.transaction(force_rollback=True):
        known = await known_digests(conn, run, [draft.digest for draft in drafts])
    missing = [draft.text for draft in drafts if draft.digest not in known]
    run.report.published = len(drafts)
    run.report.embedded = len(missing)
    if isinstance(run.embedder, TieredEmbedder):
        run.report.tokens = run.embedder.tokens(missing)


def _model(reader: ActReader | None) -> str | None:
    return reader.model if reader else None


def _note_failure(run: Run, draft: _Draft, error: Exception) -> None:
    log.warning("entry not published", extra={"entry_id": str(draft.entry_id), "error": type(error).__name__})
    run.report.failed.append(Failure(draft.entry_id, draft.text, str(error).splitlines()[0]))
