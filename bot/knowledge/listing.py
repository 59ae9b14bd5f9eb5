"""All entries of a business, as staff look through them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from bot.store import rows
from bot.store.database import Connection
from bot.store.queries import load

SQL = load("knowledge")


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry; `is_published`: guests are told."""

    entry_id: UUID
    question: str
    answer: str
    language: str
    source: str
    title: str
    key: str | None
    unit_id: UUID | None
    topic: str | None
    unit_name: str | None
    is_published: bool


async def every_entry(conn: Connection, tenant_id: UUID) -> list[ListedEntry]:
    """By source, in the order in which they came."""
    return await rows.every(conn, ListedEntry, SQL["entries"], {"tenant_id": tenant_id})


async def unit_by_source_id(conn: Connection, tenant_id: UUID, source_id: str) -> UUID | None:
    """The unit that the owner calls so in the listings."""
    unit_id: UUID | None = await rows.value(
        conn, SQL["unit_by_source_id"], {"tenant_id": tenant_id, "source_id": source_id}
    )
    return unit_id
