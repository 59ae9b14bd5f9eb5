"""Databases for scenarios: one embedded server, a catalog loaded once, a clone of it for each run."""

from __future__ import annotations

import hashlib
import json
import tempfile
import tomllib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import psycopg

from bot.catalog.importing import import_units
from bot.catalog.publishing import publish_units
from bot.catalog.reading import Rejected, read_units
from bot.core import Core
from bot.demo.loading import FOLDER as DEMO_FOLDER
from bot.demo.loading import GUIDES
from bot.knowledge.importing import import_entries
from bot.knowledge.publishing import publish_entries
from bot.knowledge.reading import read_entries, source_of
from bot.ledger import tenant_admin
from bot.ledger.tenants import from_row
from bot.store.administering import enter_tenant, tenant_transactions
from bot.store.embedded import BOT_ROLE, as_role
from bot.testing.errors import ScenarioError
from bot.testing.format import DEMO, Scenario
from bot.testing.throwaway import ThrowawayServer
from bot.types import JSON, Tenant
from bot.words.languages import primary

# Units that are equally good are shown in the order of their ids, which follow from the tenant's.
_NAME_TENANT = "UPDATE tenant_registry SET tenant_id = %s WHERE slug = %s"

Started = Callable[[str], AbstractAsyncContextManager[Core]]  # an App of the scenario on the database with this url


@dataclass(frozen=True, slots=True)
class ScenarioDatabase:
    admin_url: str

    @property
    def url(self) -> str:
        """As the bot connects."""
        return as_role(self.admin_url, BOT_ROLE)


class Databases:
    """Starts the server with the first scenario; `close` ends it and takes everything away."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._server: ThrowawayServer | None = None
        self._templates: dict[str, str] = {}

    def close(self) -> None:
        self._stack.close()
        self._server = None
        self._templates.clear()

    @asynccontextmanager
    async def cloned(self, scenario: Scenario, started: Started) -> AsyncIterator[ScenarioDatabase]:
        """A database of its own with the scenario's tenant and catalog, until the block ends.

        Raises:
            ScenarioError: the tenant or a unit of the scenario is wrong.
        """
        server = self._server = self._server or self._stack.enter_context(ThrowawayServer())
        template = await self._template(server, scenario, started)
        with server.clone(template) as admin_url:
            yield ScenarioDatabase(admin_url)

    async def _template(self, server: ThrowawayServer, scenario: Scenario, started: Started) -> str:
        """The database that the scenario's catalog was loaded into, by the first scenario that wants it."""
        given = _given(scenario)
        key = hashlib.sha256(json.dumps(given, default=str, sort_keys=True).encode()).hexdigest()
        if key not in self._templates:
            name = server.create()
            await _load(server.url(name), given, _units_file(scenario), started)
            self._templates[key] = name
        return self._templates[key]


# --- what a scenario brings ---------------------------------------------------------------------------------------


def _given(scenario: Scenario) -> JSON:
    """All that the catalog's database depends on; the tenant's name and settings complete."""
    demo = tomllib.loads((DEMO_FOLDER / "tenant.toml").read_text("utf-8")) if scenario.catalog == DEMO else {}
    tenant = scenario.tenant
    file = _units_file(scenario)
    return {
        "slug": tenant.slug,
        "name": tenant.name or demo.get("name") or tenant.slug.title(),
        "settings": _over(demo.get("settings", {}), tenant.settings),
        "knowledge": list(scenario.knowledge),
        "guides": [
            hashlib.sha256((DEMO_FOLDER / name).read_bytes()).hexdigest()
            for name in (GUIDES if scenario.catalog == DEMO else ())
        ],
        "units": list(scenario.unit) or (hashlib.sha256(file.read_bytes()).hexdigest() if file else []),
        "plugins": scenario.plugins.section,
    }


def _over(old: Mapping[str, Any], new: Mapping[str, Any]) -> JSON:
    """`new` over `old`, section by section."""
    return {
        key: _over(old[key], new[key])
        if isinstance(old.get(key), Mapping) and isinstance(new.get(key), Mapping)
        else new.get(key, old.get(key))
        for key in {**old, **new}
    }


def _units_file(scenario: Scenario) -> Path | None:
    """Raises ScenarioError when it is not there."""
    if scenario.catalog is None:
        return None
    file = DEMO_FOLDER / "units.jsonl" if scenario.catalog == DEMO else scenario.file.parent / scenario.catalog
    if not file.is_file():
        raise ScenarioError(f"{scenario.file.name}: catalog: there is no file {scenario.catalog} beside the scenario")
    return file


async def _load(admin_url: str, given: JSON, file: Path | None, started: Started) -> None:
    with tenant_admin.connect(admin_url) as conn:
        row = tenant_admin.add(conn, given["slug"], given["name"], given["settings"])
        conn.execute(_NAME_TENANT, (tenant_id_of(row["slug"]), row["slug"]))
    tenant = from_row(tenant_id_of(row["slug"]), row["slug"], row["name"], row["settings"])
    if file is None and not given["units"] and not given["knowledge"]:
        return
    async with started(as_role(admin_url, BOT_ROLE)) as core:
        embedder = core.embedders.preferred
        if embedder is None:
            raise ScenarioError("the catalog needs a plugin that brings an embedder; plugins.embeddings_local is one")
        with _rows_file(file, given["units"]) as rows:
            await _import(admin_url, tenant, rows)
        guides = [DEMO_FOLDER / name for name in (GUIDES if given["guides"] else ())]
        with _rows_file(None, given["knowledge"], "house.jsonl") as own:
            await _import_knowledge(admin_url, tenant, [*guides, own])
        async with await psycopg.AsyncConnection.connect(admin_url, autocommit=True) as conn_:
            transaction = tenant_transactions(conn_, tenant.tenant_id)
            await publish_units(transaction, tenant.tenant_id, embedder)
            await publish_entries(transaction, tenant.tenant_id, embedder, core.act_readers.preferred)


def tenant_id_of(slug: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"lobby:scenario:{slug}")


@contextmanager
def _rows_file(file: Path | None, given: list[JSON], name: str = "units.jsonl") -> Iterator[Path]:
    """The file, or one that holds the inline rows."""
    if file is not None:
        yield file
        return
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / name
        written.write_text("\n".join(json.dumps(row, default=str) for row in given), "utf-8")
        yield written


async def _import(admin_url: str, tenant: Tenant, file: Path) -> None:
    async with await psycopg.AsyncConnection.connect(admin_url) as conn:
        await enter_tenant(conn, tenant.tenant_id)
        report = await import_units(conn, tenant.tenant_id, read_units(file, tenant))
    if report.rejected:
        raise ScenarioError("; ".join(_rejection("unit", row) for row in report.rejected))


async def _import_knowledge(admin_url: str, tenant: Tenant, files: list[Path]) -> None:
    async with await psycopg.AsyncConnection.connect(admin_url) as conn:
        await enter_tenant(conn, tenant.tenant_id)
        for file in files:
            entries = read_entries(file, primary(tenant.locale))
            report = await import_entries(conn, tenant.tenant_id, source_of(file), entries)
            if report.rejected:
                raise ScenarioError("; ".join(_rejection("knowledge", row) for row in report.rejected))


def _rejection(what: str, row: Rejected) -> str:
    return f"{what} {row.line} ({row.source_id or 'no id'}): {row.reason}"
