"""A real PostgreSQL for the whole run, a fresh database cloned from a migrated template for each test that asks."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import settings as hypothesis_settings
from psycopg.types.json import Jsonb

from bot.app import App, now
from bot.cli.serving import YOUNG_OBJECTS
from bot.core import Core
from bot.demo.loading import load_demo
from bot.settings import Secrets, Settings
from bot.store.database import Database
from bot.store.embedded import BOT_ROLE, as_role
from bot.testing.throwaway import ThrowawayServer
from plugins.embeddings_local import LocalEncoder
from plugins.understanding.agreement import LearnedActs
from tests.support.aimock import Aimock, missing, serving
from tests.support.recalling import RecallingEmbedder, RecallingReader, Vectors, kept
from tests.support.remembering import remembering

# A deadline is a timing: a loaded machine is no fault of the code.
hypothesis_settings.register_profile("lobby", deadline=None)
hypothesis_settings.load_profile("lobby")


@dataclass(frozen=True)
class TestDatabase:
    """A migrated database of its own for one test."""

    __test__ = False

    admin_url: str
    url: str  # as lobby_bot

    def admin(self) -> psycopg.Connection[Any]:
        """An administrator's connection in autocommit."""
        return psycopg.connect(self.admin_url, autocommit=True)

    def add_tenant(self, slug: str = "demo", **settings: Any) -> UUID:
        """A tenant with these settings; returns its id."""
        with self.admin() as conn:
            row = conn.execute(
                "INSERT INTO tenant_registry (slug, name, settings) VALUES (%s, %s, %s) RETURNING tenant_id",
                (slug, slug.title(), Jsonb(settings)),
            ).fetchone()
        assert row is not None
        return UUID(str(row[0]))


def pytest_collection_finish() -> None:
    """Some hundred thousand objects live as long as the process now: the collector need not look at them again."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core, if that is not too much memory: many tests wait for a platform's pace or a lease's end."""
    cores = os.cpu_count() or 1
    return max(cores, min(2 * cores, 8))


@pytest.fixture(scope="session", autouse=True)
def _encoders(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The sentence encoders remember what they gave for a text, in this run and in others."""
    cache = getattr(request.config, "cache", None)
    folder = cache.mkdir("vectors") if cache else tmp_path_factory.mktemp("vectors")
    with remembering(folder / "vectors.sqlite"):
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[ThrowawayServer]:
    """Of this worker's own: roles are the server's, and tests lock them out."""
    with ThrowawayServer() as server:
        yield server


@pytest.fixture
def db(server: ThrowawayServer) -> Iterator[TestDatabase]:
    """A fresh, migrated database."""
    with server.clone() as admin_url:
        yield TestDatabase(admin_url, as_role(admin_url, BOT_ROLE))


@pytest.fixture(scope="session")
def demo_template(server: ThrowawayServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database that holds the demo, embedded for real, once for all workers of the run."""
    own = tmp_path_factory.getbasetemp()
    of_the_run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    name = server.create()
    with kept(of_the_run / "demo-vectors.json") as vectors:
        asyncio.run(_load(server.url(name), vectors))
    return name


async def _load(url: str, vectors: dict[str, Vectors]) -> None:
    encoder, acts = LocalEncoder(), LearnedActs()
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as conn:
        await load_demo(
            conn,
            RecallingEmbedder(encoder, vectors.setdefault(encoder.model, {})),
            reader=RecallingReader(acts, vectors.setdefault(acts.model, {})),
        )
    encoder.close()


@pytest.fixture
def demo_url(server: ThrowawayServer, demo_template: str) -> Iterator[str]:
    """A fresh database with the demo in it."""
    with server.clone(demo_template) as admin_url:
        yield admin_url


@pytest.fixture
async def database(db: TestDatabase) -> AsyncIterator[Database]:
    """The pool as the bot uses it."""
    database = Database(db.url, pool_size=4)
    await database.open()
    yield database
    await database.close()


@pytest.fixture(scope="session")
def aimock_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aimock]:
    if reason := missing():
        pytest.skip(reason)
    with serving(tmp_path_factory.mktemp("aimock")) as server:
        yield server


@pytest.fixture
def aimock(aimock_server: Aimock) -> Aimock:
    """A model provider that others wrote (tests.support.aimock), with nothing to say yet."""
    aimock_server.reset()
    return aimock_server


AppFactory = Callable[..., AbstractAsyncContextManager[Core]]


@pytest.fixture
def make_app(db: TestDatabase) -> AppFactory:
    """`async with make_app(plugins=("plugins.x",), **sections) as core`: a started core without channels running."""

    @asynccontextmanager
    async def make(
        *, plugins: tuple[str, ...] = (), channels: tuple[str, ...] = (), **sections: Any
    ) -> AsyncIterator[Core]:
        own = {name: sections.pop(name) for name in list(sections) if name in {"plugin_settings", "secrets", "clock"}}
        sections.setdefault("jobs", {"enabled": False})
        settings = Settings(
            plugins={"enabled": plugins, "entry_points": False, **own.get("plugin_settings", {})},
            channels={"enabled": channels, "entry_points": False},
            **sections,
        )
        async with App(settings, own.get("secrets", Secrets()), db.url, clock=own.get("clock", now)).started() as core:
            yield core

    return make
