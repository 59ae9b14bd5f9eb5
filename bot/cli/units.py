"""`bot units`: the catalog from the command line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.console import JsonFlag, note, progress, run_async, settings, show, table

if TYPE_CHECKING:
    from bot.catalog.drafts import PublishReport
    from bot.catalog.importing import ImportReport
    from bot.core import Core
    from bot.embedding import Embedder
    from bot.store.storage import Storage
    from bot.types import Unit

cli = typer.Typer(help="The units: import, publish, search.", no_args_is_help=True)
SHOWN_FEATURES = 6
VECTOR_INDEX_ABOVE = 1000  # live units of a tenant; below, an exact scan is as quick

TenantOption = Annotated[
    str, typer.Option("--tenant", metavar="SLUG", help="Whose units; by default those of the demo page's tenant.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen and change nothing.")]


def register(parent: typer.Typer) -> None:
    parent.add_typer(cli, name="units")


@cli.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A .jsonl or .csv file of units; docs/units.md tells its fields.")],
    tenant: TenantOption = "",
    dry_run: DryRun = False,
    as_json: JsonFlag = False,
) -> None:
    """Read units from a file. Bad rows are reported with their line and reason, the good ones are kept.

    Importing a file again changes nothing. Exit code 1 when no row could be kept. Guests see the units after
    `bot units publish`.
    """
    report = run_async(_import(file, tenant, dry_run))
    show({**_counts(report), "dry_run": dry_run}, _described_import(report, dry_run), as_json=as_json)
    if not report.kept:
        raise typer.Exit(1)


@cli.command()
def publish(tenant: TenantOption = "", dry_run: DryRun = False, as_json: JsonFlag = False) -> None:
    """Show the imported units to guests and make them searchable. Unchanged texts are not embedded again.

    Can be interrupted and started again at any time. With another embedding model than before, the units are found by
    the old one until all are embedded. Exit code 1 when a unit could not be published.
    """
    report = run_async(_publish(tenant, dry_run))
    failed = [{"unit_id": f.unit_id, "name": f.name, "reason": f.reason} for f in report.failed]
    numbers = {name: getattr(report, name) for name in ("published", "unchanged", "embedded", "retired")}
    more = {"failed": failed, "kept_model": report.kept_model, "tokens": report.tokens, "dry_run": dry_run}
    show({**numbers, **more}, _described_publish(report, dry_run), as_json=as_json)
    if failed:
        raise typer.Exit(1)


@cli.command()
def search(
    text: Annotated[str, typer.Argument(help="What a guest might ask for, in any language.")],
    tenant: TenantOption = "",
    count: Annotated[int, typer.Option(min=1, max=100, help="How many units.")] = 5,
    as_json: JsonFlag = False,
) -> None:
    """Find published units by meaning, nearest first, as the concierge does before it compares hard facts."""
    found = run_async(_search(text, tenant, count))
    rows = [
        (f"{similarity:.3f}", unit.name, unit.unit_type, unit.max_guests, _price(unit), _features(unit))
        for unit, similarity in found
    ]
    listing = table(("similarity", "name", "type", "guests", "from", "features"), rows) if rows else "nothing is near"
    show([{"unit_id": unit.unit_id, "name": unit.name, "similarity": s} for unit, s in found], listing, as_json=as_json)


# --- the work -----------------------------------------------------------------------------------------------------


async def _import(file: Path, slug: str, dry_run: bool) -> ImportReport:
    from bot.catalog.importing import import_units
    from bot.catalog.reading import read_units
    from bot.ledger.tenants import Tenants
    from bot.store.database import Database
    from bot.store.storage import prepared

    chosen = settings()
    database = Database(
        (await prepared(chosen)).url, pool_size=1
    )  # no plugin is needed: a broken one is in nobody's way
    await database.open()
    try:
        tenant = await Tenants(database).find(slug or chosen.web.demo_tenant)
        with progress("Importing"):
            async with database.tenant(tenant.tenant_id) as conn, conn.transaction(force_rollback=dry_run):
                return await import_units(conn, tenant.tenant_id, read_units(file, tenant))
    finally:
        await database.close()


async def _publish(slug: str, dry_run: bool) -> PublishReport:
    from bot.catalog.publishing import publish_units

    async with _open() as (core, storage):
        tenant_id = (await core.tenants.find(slug or core.settings.web.demo_tenant)).tenant_id
        with progress("Publishing") as advance:
            report = await publish_units(
                lambda: core.database.tenant(tenant_id), tenant_id, _embedder(core), dry_run=dry_run, progress=advance
            )
    if not dry_run:
        _index(storage)
    return report


def _index(storage: Storage) -> None:
    """A tenant that has outgrown the exact scan gets its index at once; without an administrator's rights, later."""
    from bot.errors import StoreError
    from bot.store.vector_indexes import build_missing

    try:
        build_missing(
            storage.admin_url, VECTOR_INDEX_ABOVE, lambda name, units: note(f"building {name} ({units} units) …")
        )
    except StoreError as error:
        note(f"the vector index waits: {error}; `bot db index` builds it")


async def _search(text: str, slug: str, count: int) -> list[tuple[Unit, float]]:
    from bot.catalog.search import match_units
    from bot.embedding import paid_by
    from bot.errors import ConfigError
    from bot.llm.conversation import Payer

    async with _open() as (core, _storage):
        tenant = await core.tenants.find(slug or core.settings.web.demo_tenant)
        embedder = core.embedders.get(tenant.embedding_model) if tenant.embedding_model else _embedder(core)
        if embedder is None:
            raise ConfigError(
                f"the units were embedded by {tenant.embedding_model}, which no plugin has now:"
                " set OPENAI_API_KEY again, or run `bot units publish`"
            )
        with paid_by(Payer(tenant.tenant_id)):
            [vector] = await embedder.embed([text])
        async with core.database.tenant(tenant.tenant_id) as conn:
            return await match_units(conn, tenant.tenant_id, vector, embedder.model, embedder.threshold, count)


@asynccontextmanager
async def _open() -> AsyncIterator[tuple[Core, Storage]]:
    """The core without channels and background work, and where its data lies."""
    from bot.cli.first_start import loading
    from bot.settings import Secrets
    from bot.store.storage import prepared

    chosen = settings()
    storage = await prepared(chosen)
    async with loading(chosen, Secrets.from_environment(), storage.url) as core:
        yield core, storage


def _embedder(core: Core) -> Embedder:
    from bot.errors import ConfigError

    embedder = core.embedders.preferred
    if embedder is None:
        raise ConfigError("no plugin brings a sentence encoder: add plugins.embeddings_local to [plugins] enabled")
    return embedder


# --- what people read ---------------------------------------------------------------------------------------------


def _counts(report: ImportReport) -> dict[str, Any]:
    rejected = [{"line": row.line, "id": row.source_id, "reason": row.reason} for row in report.rejected]
    return {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": rejected,
    }


def _described_import(report: ImportReport, dry_run: bool) -> str:
    rows = [(row.line, row.source_id, row.reason) for row in report.rejected]
    counted = (
        f"{report.created} created, {report.updated} updated, {report.unchanged} unchanged, {len(rows)} rejected"
        + (" (dry run: nothing was changed)" if dry_run else "")
    )
    return f"{table(('line', 'id', 'reason'), rows)}\n\n{counted}" if rows else counted


def _described_publish(report: PublishReport, dry_run: bool) -> str:
    rows = [(failure.unit_id, failure.name, failure.reason) for failure in report.failed]
    counted = (
        f"{report.published} published, {report.unchanged} unchanged, {report.embedded} embedded,"
        f" {report.retired} retired, {len(rows)} failed" + (" (dry run: nothing was changed)" if dry_run else "")
    )
    if report.tokens:
        counted += f"\nembedding would take about {report.tokens} tokens"
    if report.kept_model:
        counted += (
            f"\nthe units are still found by {report.kept_model}: publish again when those above can be embedded,"
            " or take them out of service"
        )
    return f"{table(('unit', 'name', 'reason'), rows)}\n\n{counted}" if rows else counted


def _price(unit: Unit) -> str | None:
    return f"{unit.pricing.base_price_night} {unit.pricing.currency}" if unit.pricing else None


def _features(unit: Unit) -> str:
    return ", ".join(unit.features[:SHOWN_FEATURES])
