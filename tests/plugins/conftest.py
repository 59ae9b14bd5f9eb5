"""The demo's real catalog in a database of its own for each test, and an App with all built-in plugins on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest

from bot.app import App
from bot.catalog.search import list_units
from bot.demo.loading import load_demo
from bot.settings import BUILT_IN_PLUGINS, Secrets, Settings
from bot.store.embedded import BOT_ROLE, as_role
from bot.testing.throwaway import ThrowawayServer
from bot.types import Unit
from plugins.embeddings_local import LocalEncoder
from tests.support.guest import GuestOnTest


@dataclass(frozen=True)
class Demo:
    app: App
    tenant_id: UUID
    admin_url: str
    units: dict[str, Unit]  # by name

    def guest(self, locale: str | None = None) -> GuestOnTest:
        return GuestOnTest(self.app, self.tenant_id, locale)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What an administrator reads."""
        with psycopg.connect(self.admin_url, autocommit=True) as conn:
            return conn.execute(query.encode()).fetchall()


@pytest.fixture(scope="session")
def demo_template(server: ThrowawayServer) -> str:
    """The name of a database that holds the demo, embedded for real."""
    name = server.create()
    asyncio.run(_load(server.url(name)))
    return name


async def _load(url: str) -> None:
    encoder = LocalEncoder()
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as conn:
        await load_demo(conn, encoder)
    encoder.close()


@pytest.fixture
def demo_url(server: ThrowawayServer, demo_template: str) -> Iterator[str]:
    """A fresh database with the demo in it."""
    with server.clone(demo_template) as admin_url:
        yield admin_url


StartDemo = Callable[..., Awaitable[Demo]]


@pytest.fixture
async def start_demo(demo_url: str) -> AsyncIterator[StartDemo]:
    """`await start_demo(plugins=…, secrets=…, openai={…})`: an App on the demo; ends with the test."""
    running = []

    async def start(
        *,
        plugins: tuple[str, ...] = BUILT_IN_PLUGINS,
        secrets: Secrets | None = None,
        plugin_settings: Mapping[str, Any] = {},
        **sections: Any,
    ) -> Demo:
        settings = Settings(
            plugins={"enabled": plugins, "entry_points": False, **plugin_settings},
            channels={"enabled": (), "entry_points": False},
            jobs={"enabled": False},
            **sections,
        )
        app = App(settings, secrets or Secrets(), as_role(demo_url, BOT_ROLE))
        started = app.started()
        await started.__aenter__()
        running.append(started)
        tenant = await app.tenants.find("demo")
        async with app.database.tenant(tenant.tenant_id) as conn:
            units = await list_units(conn, tenant.tenant_id, limit=200)
        return Demo(app, tenant.tenant_id, demo_url, {unit.name: unit for unit in units})

    yield start
    for started in running:
        await started.__aexit__(None, None, None)


@pytest.fixture
async def demo(start_demo: StartDemo) -> Demo:
    """All built-in plugins on the demo."""
    return await start_demo()
