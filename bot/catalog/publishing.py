"""Internal records into what the public sees and the search compares (DATA.md §5).

Vectors are made first and kept by the hash of their text; then records are written. A tenant that has vectors of
another model keeps searching with them until all of the new model's are there, and is switched in one transaction.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from bot.catalog.marketing import embedding_text, public_form
from bot.catalog.units import columns, unit_from_row
from bot.embedding import Embedder, TieredEmbedder, Tiers, paid_by
from bot.errors import Conflict, PluginError
from bot.llm.conversation import Payer
from bot.store import rows
from bot.store.database import Connection
from bot.store.queries import load
from bot.tasks import beside
from bot.types import JSON, Unit

LEASE_S = 60.0
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
    """What publishing did (a dry run: would do), in units.

    `kept_model` is the model that the tenant still searches with, when a switch to another could not be completed;
    `tokens` estimates what a dry run's embedding would cost (0: nothing).
    """

    published: int = 0  # new or changed
    unchanged: int = 0
    embedded: int = 0
    retired: int = 0
    failed: list[Failure] = field(default_factory=list)
    kept_model: str | None = None
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class _Draft:
    """A unit on its way. `is_due`: it needs a vector of the model; `is_new_text`: what was published says otherwise."""

    unit: Unit
    text: str
    digest: str
    is_due: bool
    is_new_text: bool


@dataclass(slots=True)
class _Run:
    transaction: Transaction
    tenant_id: UUID
    embedder: Embedder
    report: PublishReport
    is_switch: bool  # the tenant has a working model that is another one

    @property
    def keys(self) -> JSON:
        return {"tenant_id": self.tenant_id, "model": self.embedder.model}


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
        transaction: opens a transaction in the tenant's scope (`lambda: database.tenant(tenant_id)`).
        progress: is called with the units done and the units in all.

    Raises:
        Conflict: another run publishes the same tenant.
    """
    if dry_run:
        return await _publish_units(transaction, tenant_id, embedder, True, progress)
    async with _alone(transaction, tenant_id):
        return await _publish_units(transaction, tenant_id, embedder, False, progress)


@asynccontextmanager
async def _alone(transaction: Transaction, tenant_id: UUID) -> AsyncIterator[None]:
    """One run a tenant: two with different models would each undo the other's vectors.

    Raises:
        Conflict: another run is at work; one that was killed is so for LEASE_S.
    """
    lease = {"name": f"publish:{tenant_id}", "holder": uuid4().hex, "seconds": LEASE_S}

    async def hold() -> bool:
        async with transaction() as conn:
            return bool(await rows.value(conn, SQL["hold_publishing"], lease))

    async def renew() -> None:
        while True:
            await asyncio.sleep(LEASE_S / 3)
            await hold()

    if not await hold():
        raise Conflict(f"another run publishes this tenant's units; try again when it is done, or in {LEASE_S:.0f} s")
    try:
        async with beside(renew(), "publishing lease"):
            yield
    finally:
        async with transaction() as conn:
            await conn.execute(SQL["release_publishing"], lease)


async def _publish_units(
    transaction: Transaction,
    tenant_id: UUID,
    embedder: Embedder,
    dry_run: bool,
    progress: Callable[[int, int], None],
) -> PublishReport:
    report = PublishReport()
    async with transaction() as conn:
        total = await _number(conn, "count_active_units", tenant_id)
        current = await _value(conn, "embedding_model", tenant_id)
        live = await _number(conn, "count_searchable_units", tenant_id)
    run = _Run(transaction, tenant_id, embedder, report, bool(live) and current not in (None, embedder.model))
    done = 0
    with paid_by(Payer(tenant_id)):
        async for page in _pages(run):
            await (_foresee(run, page) if dry_run else _publish(run, page))
            done += len(page)
            progress(done, total)
    if dry_run:
        async with transaction() as conn:
            report.retired = await _number(conn, "units_to_retire", tenant_id)
        return report
    await _finish(run, total, current)
    return report


async def _publish(run: _Run, page: Sequence[_Draft]) -> None:
    """Embed what is due, then write. During a switch, whatever would touch a vector waits for the end."""
    ready = await _embedded(run, [draft for draft in page if draft.is_due])
    settled = [draft for draft in page if not draft.is_due]
    if run.is_switch:
        await _tried(run, [draft for draft in ready if draft.is_new_text])
        ready = [replace(draft, is_due=False) for draft in ready if not draft.is_new_text]
    await _write(run, [*settled, *ready])


async def _finish(run: _Run, total: int, current: str | None) -> None:
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


async def _switch(run: _Run) -> int:
    """All units' vectors and the tenant's model, at once: a search sees the old ones or the new ones.

    Units that have changed since their vector was made wait for the next run, with what they had. Returns how many
    public records are new or changed.
    """
    changed = 0
    async with run.transaction() as conn:
        async for page in _pages(run, conn):
            known = await _known(conn, run, [draft.digest for draft in page])
            changed += await _upsert(conn, run, [draft for draft in page if draft.digest in known])
        await conn.execute(SQL["set_embedding_model"], run.keys)
    return changed


# --- reading ------------------------------------------------------------------------------------------------------


async def _number(conn: Connection, query: str, tenant_id: UUID) -> int:
    return int(await _value(conn, query, tenant_id) or 0)


async def _value(conn: Connection, query: str, tenant_id: UUID) -> Any:
    return await rows.value(conn, SQL[query], {"tenant_id": tenant_id})


async def _pages(run: _Run, conn: Connection | None = None) -> AsyncIterator[list[_Draft]]:
    """The active units by id; in one transaction where it is given."""
    after = _FIRST_ID
    while True:
        parameters = {**run.keys, "after": after, "count": BATCH_UNITS}
        if conn:
            page = await _rows(conn, parameters)
        else:
            async with run.transaction() as own:
                page = await _rows(own, parameters)
        if not page:
            return
        yield [_draft(row) for row in page]
        after = page[-1]["unit_id"]


async def _rows(conn: Connection, parameters: JSON) -> list[dict[str, Any]]:
    async with conn.cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(SQL["units_to_publish"], parameters)).fetchall()


def _draft(row: dict[str, Any]) -> _Draft:
    details = row["details"] if isinstance(row["details"], dict) else {}  # other programs write this column too
    unit = public_form(unit_from_row({**details, **row}))
    text = embedding_text(unit)
    digest = hashlib.sha256(text.encode()).hexdigest()
    published = {"published": {"text_sha256": digest}}
    is_new_text = row["published_text"] != digest
    unit = replace(unit, metadata={**unit.metadata, **published})
    return _Draft(unit, text, digest, is_new_text or not row["is_models"], is_new_text)


async def _known(conn: Connection, run: _Run, hashes: Sequence[str]) -> set[str]:
    return set(await rows.values(conn, SQL["known_embeddings"], {**run.keys, "hashes": list(hashes)}))


# --- embedding ----------------------------------------------------------------------------------------------------


async def _embedded(run: _Run, due: Sequence[_Draft]) -> list[_Draft]:
    """The drafts whose vectors are there; those that fail are reported and left out."""
    if not due:
        return []
    async with run.transaction() as conn:
        known = await _known(conn, run, [draft.digest for draft in due])
    missing = [draft for draft in due if draft.digest not in known]
    made = await _made(run, missing) if missing else []
    return [draft for draft in due if draft.digest in known] + made


async def _made(run: _Run, missing: Sequence[_Draft]) -> list[_Draft]:
    try:
        vectors = await _tiers(run.embedder, [draft.text for draft in missing])
    except PluginError as error:
        return await _one_by_one(run, missing, error)
    try:
        async with run.transaction() as conn:
            for draft, vector in zip(missing, vectors, strict=True):
                await conn.execute(SQL["keep_embedding"], _parameters(run, draft, vector))
    except (psycopg.DataError, psycopg.IntegrityError, ValueError) as error:
        return await _one_by_one(run, missing, error)
    run.report.embedded += len(missing)
    return list(missing)


async def _one_by_one(run: _Run, missing: Sequence[_Draft], error: Exception) -> list[_Draft]:
    """A batch that failed, unit by unit, so that only the guilty are left out; not where the encoder is to blame."""
    if len(missing) == 1 or getattr(error, "is_general", False):
        run.report.failed += [_failure(draft, error) for draft in missing]
        return []
    return [made for draft in missing for made in await _made(run, [draft])]


async def _tiers(embedder: Embedder, texts: Sequence[str]) -> list[Tiers]:
    if isinstance(embedder, TieredEmbedder):
        return await embedder.embed_tiers(texts)
    return [Tiers(vector) for vector in await embedder.embed(texts)]


def _parameters(run: _Run, draft: _Draft, vector: Tiers) -> JSON:
    full = str(vector.full) if vector.full is not None else None
    return {**run.keys, "hash": draft.digest, "fast": str(vector.fast), "full": full}


# --- writing ------------------------------------------------------------------------------------------------------


async def _write(run: _Run, drafts: Sequence[_Draft]) -> None:
    """Commit a batch; when the database refuses it, unit by unit, so that only the guilty are left out."""
    if not drafts:
        return
    try:
        async with run.transaction() as conn:
            changed = await _upsert(conn, run, drafts)
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        if len(drafts) == 1:
            run.report.failed.append(_failure(drafts[0], error))
            return
        for draft in drafts:
            await _write(run, [draft])
    else:
        run.report.published += changed
        run.report.unchanged += len(drafts) - changed


async def _tried(run: _Run, drafts: Sequence[_Draft]) -> None:
    """Report now what the database would refuse at the end of a switch, where one refusal takes all back."""
    if not drafts:
        return
    try:
        async with run.transaction() as conn, conn.transaction(force_rollback=True):
            await _upsert(conn, run, drafts)
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        if len(drafts) == 1:
            run.report.failed.append(_failure(drafts[0], error))
            return
        for draft in drafts:
            await _tried(run, [draft])


async def _foresee(run: _Run, page: Sequence[_Draft]) -> None:
    """Count what `_publish` would do and take it back."""
    due = [draft for draft in page if draft.is_due]
    settled = [draft for draft in page if not draft.is_due]
    async with run.transaction() as conn, conn.transaction(force_rollback=True):
        known = await _known(conn, run, [draft.digest for draft in due])
        changed = await _upsert(conn, run, settled)
    missing = [draft.text for draft in due if draft.digest not in known]
    run.report.embedded += len(missing)
    run.report.published += len(due) + changed
    run.report.unchanged += len(settled) - changed
    if isinstance(run.embedder, TieredEmbedder):
        run.report.tokens += run.embedder.tokens(missing)


async def _upsert(conn: Connection, run: _Run, drafts: Sequence[_Draft]) -> int:
    """How many rows were new or changed."""
    parameters = {**run.keys, "units": Jsonb([_row(draft) for draft in drafts])}
    return (await conn.execute(SQL["publish_units"], parameters)).rowcount


def _row(draft: _Draft) -> JSON:
    return {**columns(draft.unit), "is_due": draft.is_due}


def _failure(draft: _Draft, error: Exception) -> Failure:
    log.warning("unit not published", extra={"unit_id": str(draft.unit.unit_id), "error": type(error).__name__})
    return Failure(draft.unit.unit_id, draft.unit.name, str(error).splitlines()[0])
