"""The demo's real catalog in a database of its own for each test, and an App with all built-in plugins on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest

from bot.app import App
from bot.catalog.search import list_units
from bot.core import Core
from bot.settings import BUILT_IN_PLUGINS, Secrets, Settings
from bot.store.embedded import BOT_ROLE, as_role
from bot.types import Unit
from tests.support.guest import GuestOnTest


@dataclass(frozen=True)
class Demo:
    core: Core
    tenant_id: UUID
    admin_url: str
    units: dict[str, Unit]  # by name

    def guest(self, locale: str | None = None) -> GuestOnTest:
        return GuestOnTest(self.core, self.tenant_id, locale)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What an administrator reads."""
        with psycopg.connect(self.admin_url, autocommit=True) as conn:
            return conn.execute(query.encode()).fetchall()


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
        started = App(settings, secrets or Secrets(), as_role(demo_url, BOT_ROLE)).started()
        core = await started.__aenter__()
        running.append(started)
        tenant = await core.tenants.find("demo")
        async with core.database.tenant(tenant.tenant_id) as conn:
            units = await list_units(conn, tenant.tenant_id, limit=200)
        return Demo(core, tenant.tenant_id, demo_url, {unit.name: unit for unit in units})

    yield start
    for started in running:
        await started.__aexit__(None, None, None)


@pytest.fixture
async def demo(start_demo: StartDemo) -> Demo:
    """All built-in plugins on the demo."""
    return await start_demo()
