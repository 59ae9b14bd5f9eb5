"""A publishing run: what it is about, what it reads of a tenant's units, and its report."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from bot.catalog.marketing import embedding_text, public_form
from bot.catalog.units import unit_from_row
from bot.embedding import Embedder
from bot.store import rows
from bot.store.database import Connection
from bot.store.queries import load
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
class Draft:
    """A unit on its way. `is_due`: it needs a vector of the model; `is_new_text`: what was published says otherwise."""

    unit: Unit
    text: str
    digest: str
    is_due: bool
    is_new_text: bool


@dataclass(slots=True)
class Run:
    transaction: Transaction
    tenant_id: UUID
    embedder: Embedder
    report: PublishReport
    is_switch: bool  # the tenant has a working model that is another one

    @property
    def keys(self) -> JSON:
        return {"tenant_id": self.tenant_id, "model": self.embedder.model}


def note_failure(run: Run, draft: Draft, error: Exception) -> None:
    """This unit is not published by this run."""
    log.warning("unit not published", extra={"unit_id": str(draft.unit.unit_id), "error": type(error).__name__})
    run.report.failed.append(Failure(draft.unit.unit_id, draft.unit.name, str(error).splitlines()[0]))


# --- reading ------------------------------------------------------------------------------------------------------


async def read_number(conn: Connection, query: str, tenant_id: UUID) -> int:
    return int(await read_value(conn, query, tenant_id) or 0)


async def read_value(conn: Connection, query: str, tenant_id: UUID) -> Any:
    return await rows.value(conn, SQL[query], {"tenant_id": tenant_id})


async def pages(run: Run, conn: Connection | None = None) -> AsyncIterator[list[Draft]]:
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


def _draft(row: dict[str, Any]) -> Draft:
    details = row["details"] if isinstance(row["details"], dict) else {}  # other programs write this column too
    unit = public_form(unit_from_row({**details, **row}))
    text = embedding_text(unit)
    digest = hashlib.sha256(text.encode()).hexdigest()
    published = {"published": {"text_sha256": digest}}
    is_new_text = row["published_text"] != digest
    unit = replace(unit, metadata={**unit.metadata, **published})
    return Draft(unit, text, digest, is_new_text or not row["is_models"], is_new_text)


async def known_digests(conn: Connection, run: Run, hashes: Sequence[str]) -> set[str]:
    return set(await rows.values(conn, SQL["known_embeddings"], {**run.keys, "hashes": list(hashes)}))
