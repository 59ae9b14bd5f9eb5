"""Brings the demo tenant into a database; doing it again changes nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from bot.act_reading import ActReader
from bot.catalog.drafts import PublishReport
from bot.catalog.importing import ImportReport, import_units
from bot.catalog.publishing import publish_units
from bot.catalog.reading import read_units
from bot.embedding import Embedder
from bot.knowledge.importing import import_entries
from bot.knowledge.publishing import publish_entries
from bot.knowledge.reading import read_entries, source_of
from bot.ledger.tenants import from_row
from bot.store.administering import enter_tenant, tenant_transactions
from bot.store.database import Connection
from bot.store.queries import load
from bot.types import Tenant
from bot.words.languages import primary

FOLDER = Path(__file__).parent
GUIDES = ("knowledge.md",)

TENANTS = load("tenants")
CATALOG = load("catalog")


@dataclass(frozen=True, slots=True)
class DemoReport:
    tenant: Tenant
    created: bool  # False: the tenant was there already; its settings were left as they are
    imported: ImportReport
    published: PublishReport
    knowledge: PublishReport


async def load_demo(
    conn: Connection,
    embedder: Embedder,
    progress: Callable[[int, int], None] = lambda done, total: None,
    *,
    reader: ActReader | None = None,
) -> DemoReport:
    """Create the tenant when it is missing, import its units and what it knows, and publish both.

    What is imported is one commit, each published batch another: an interrupted load is finished by the next.

    Args:
        conn: an administrator's connection outside a transaction (it acts as lobby_system).
        reader: of what the house's entries are about; None: they are found by their sentences alone.
        progress: is called with the units published and the units in all.
    """
    async with conn.transaction():
        tenant, created = await _tenant(conn)
        await enter_tenant(conn, tenant.tenant_id)
        imported = await import_units(conn, tenant.tenant_id, read_units(FOLDER / "units.jsonl", tenant))
        for name in GUIDES:
            entries = read_entries(FOLDER / name, primary(tenant.locale))
            await import_entries(conn, tenant.tenant_id, source_of(FOLDER / name), entries)

    transaction = tenant_transactions(conn, tenant.tenant_id)
    published = await publish_units(transaction, tenant.tenant_id, embedder, progress=progress)
    knowledge = await publish_entries(transaction, tenant.tenant_id, embedder, reader)
    return DemoReport(tenant, created, imported, published, knowledge)


async def _tenant(conn: Connection) -> tuple[Tenant, bool]:
    given = tomllib.loads((FOLDER / "tenant.toml").read_text("utf-8"))
    await conn.execute("SET LOCAL ROLE lobby_system")
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(CATALOG["tenant_by_slug"], {"slug": given["slug"]})
        row = await cursor.fetchone()
        created = row is None
        if row is None:
            await cursor.execute(TENANTS["add_tenant"], {**given, "settings": Jsonb(given["settings"])})
            row = await cursor.fetchone()
    assert row is not None  # noqa: S101  # INSERT … RETURNING
    return from_row(row["tenant_id"], row["slug"], row["name"], row["settings"]), created
