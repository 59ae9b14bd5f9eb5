"""What `bot knowledge` does; imported by its commands when they run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.catalog.drafts import PublishReport
from bot.cli.console import settings
from bot.cli.first_start import loading
from bot.core import Core
from bot.embedding import paid_by
from bot.errors import ConfigError, InvalidInput
from bot.knowledge.gaps import GapGroup, Gaps, GapTopic, grouped
from bot.knowledge.importing import ImportReport, import_entries
from bot.knowledge.listing import ListedEntry, every_entry, unit_by_source_id
from bot.knowledge.publishing import publish_entries
from bot.knowledge.reading import read_entries, source_of
from bot.knowledge.search import Found, Topic, answering, encoder_of, nearest, read_questions
from bot.ledger.tenants import Tenants
from bot.llm.conversation import Payer
from bot.settings import Secrets
from bot.store.database import Database
from bot.store.storage import prepared
from bot.types import Tenant
from bot.words.languages import primary


async def import_entries_of(file: Path, slug: str, language: str, dry_run: bool) -> ImportReport:
    async with _database(slug) as (database, tenant), database.tenant(tenant.tenant_id) as conn:
        async with conn.transaction(force_rollback=dry_run):
            entries = read_entries(file, primary(language or tenant.locale))
            return await import_entries(conn, tenant.tenant_id, source_of(file), entries)


async def list_entries_of(slug: str) -> list[ListedEntry]:
    async with _database(slug) as (database, tenant), database.tenant(tenant.tenant_id) as conn:
        return await every_entry(conn, tenant.tenant_id)


async def publish_entries_of(slug: str, dry_run: bool, progress: Callable[[int, int], None]) -> PublishReport:
    async with _core(slug) as (core, tenant):
        embedder = core.embedders.preferred
        if embedder is None:
            raise ConfigError("no plugin brings a sentence encoder: add plugins.embeddings_local to [plugins] enabled")
        return await publish_entries(
            lambda: core.database.tenant(tenant.tenant_id), tenant.tenant_id, embedder, core.act_readers.preferred,
            dry_run=dry_run, progress=progress,
        )  # fmt: skip


async def search_entries(text: str, slug: str, unit: str, count: int) -> tuple[list[Found], list[Found]]:
    """The nearest entries, and those of them that answer the question."""
    async with _core(slug) as (core, tenant):
        async with core.database.tenant(tenant.tenant_id) as conn:
            embedder = await encoder_of(conn, tenant.tenant_id, core.embedders)
            unit_id = await unit_by_source_id(conn, tenant.tenant_id, unit) if unit else None
        if unit and unit_id is None:
            raise InvalidInput(f"unit {unit} is not among the imported units")
        if embedder is None:
            return [], []
        with paid_by(Payer(tenant.tenant_id)):
            [question] = await read_questions([text], embedder, core.act_readers.preferred, [Topic()])
        async with core.database.tenant(tenant.tenant_id) as conn:
            found = await nearest(
                conn, tenant.tenant_id, question, language=primary(tenant.locale), units=[unit_id] if unit_id else [],
                count=count,
            )  # fmt: skip
        return found, answering(found, question)


async def gaps_of(slug: str, days: int) -> tuple[list[GapGroup], list[GapTopic]]:
    async with _core(slug) as (core, tenant):
        gaps = Gaps(core.database)
        asked = await gaps.asked(tenant.tenant_id, days)
        with paid_by(Payer(tenant.tenant_id)):
            groups = await grouped(asked, core.embedders.preferred)
        return groups, await gaps.topics(tenant.tenant_id, days)


@asynccontextmanager
async def _database(slug: str) -> AsyncIterator[tuple[Database, Tenant]]:
    """The tenant; no plugin is needed, so that a broken one is in nobody's way."""
    chosen = settings()
    database = Database((await prepared(chosen)).url, pool_size=1)
    await database.open()
    try:
        yield database, await Tenants(database).find(slug or chosen.web.demo_tenant)
    finally:
        await database.close()


@asynccontextmanager
async def _core(slug: str) -> AsyncIterator[tuple[Core, Tenant]]:
    chosen = settings()
    storage = await prepared(chosen)
    async with loading(chosen, Secrets.from_environment(), storage.url) as core:
        yield core, await core.tenants.find(slug or chosen.web.demo_tenant)
