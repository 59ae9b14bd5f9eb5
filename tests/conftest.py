"""A real PostgreSQL for the whole run, a fresh database cloned from a migrated template for each test that asks."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from bot.app import App
from bot.settings import Secrets, Settings
from bot.store import migrations
from bot.store.database import Database
from bot.store.embedded import BOT_ROLE, EmbeddedServer, as_role
from tests.support.aimock import Aimock, missing, serving

MEMORY, MIN_MEMORY_BYTES = Path("/dev/shm"), 4 * 2**30  # noqa: S108  # mkdtemp makes a private folder in it


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


@pytest.fixture(scope="session")
def server(worker_id: str) -> Iterator[str]:
    """The administrator's URL of a server of this worker's own, with the template database in it."""
    folder = Path(tempfile.mkdtemp(prefix=f"lobby-{worker_id}-", dir=memory_folder()))
    folder.chmod(0o755)  # the server may run as another user
    embedded = EmbeddedServer(folder / "postgres")
    url = embedded.start()
    migrations.migrate(url)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("ALTER ROLE lobby_bot LOGIN")
        conn.execute("ALTER SYSTEM SET fsync = off")  # the machine's own death ends the tests, too
        conn.execute("SELECT pg_reload_conf()")
    yield url
    embedded.stop()
    shutil.rmtree(folder, ignore_errors=True)


def memory_folder() -> str | None:
    """A folder in memory with room for a server, where there is one: a database is cloned there in 14 ms, not 300."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MIN_MEMORY_BYTES:
        return str(MEMORY)
    return None


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """pytest-xdist's name of this process; "main" without it."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture
def db(server: str) -> Iterator[TestDatabase]:
    """A fresh, migrated database."""
    name = f"test_{uuid4().hex}"
    maintenance = server.replace("/lobby?", "/postgres?")
    with psycopg.connect(maintenance, autocommit=True) as conn:
        conn.execute(sql.SQL("CREATE DATABASE {} TEMPLATE lobby STRATEGY file_copy").format(sql.Identifier(name)))
        # a clone has not the template's own rights
        conn.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    admin_url = server.replace("/lobby?", f"/{name}?")
    yield TestDatabase(admin_url, as_role(admin_url, BOT_ROLE))
    with psycopg.connect(maintenance, autocommit=True) as conn:
        conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


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


AppFactory = Callable[..., AbstractAsyncContextManager[App]]


@pytest.fixture
def make_app(db: TestDatabase) -> AppFactory:
    """`async with make_app(plugins=("plugins.x",), **sections) as app`: a started core without channels running."""

    @asynccontextmanager
    async def make(
        *, plugins: tuple[str, ...] = (), channels: tuple[str, ...] = (), **sections: Any
    ) -> AsyncIterator[App]:
        own = {name: sections.pop(name) for name in list(sections) if name in {"plugin_settings", "secrets"}}
        sections.setdefault("jobs", {"enabled": False})
        settings = Settings(
            plugins={"enabled": plugins, "entry_points": False, **own.get("plugin_settings", {})},
            channels={"enabled": channels, "entry_points": False},
            **sections,
        )
        async with App(settings, own.get("secrets", Secrets()), db.url).started() as app:
            yield app

    return make
