"""A measurement's own PostgreSQL: in a temporary folder, migrated, and gone afterwards."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bot.store import migrations
from bot.store.embedded import BOT_ROLE, EmbeddedServer, as_role

READY = "LOBBY_BENCH_DEMO"  # in the environment: the administrator's URL of a database that holds the demo


@dataclass(frozen=True)
class OwnDatabase:
    """`url` is the bot's, which may do what it may in production."""

    admin_url: str
    data_dir: Path | None  # None: the server is somebody else's

    @property
    def url(self) -> str:
        return as_role(self.admin_url, BOT_ROLE)


@contextmanager
def own_database() -> Iterator[OwnDatabase]:
    """TMPDIR says where: on a disk unless it names a folder in memory."""
    with tempfile.TemporaryDirectory(prefix="lobby-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the server may run as another user
        server = EmbeddedServer(Path(folder) / "postgres")
        admin_url = server.start()
        try:
            migrations.migrate(admin_url)
            with psycopg.connect(admin_url, autocommit=True) as conn:
                conn.execute("ALTER ROLE lobby_bot LOGIN")
            yield OwnDatabase(admin_url, server.data_dir)
        finally:
            server.stop()


@contextmanager
def demo_database() -> Iterator[OwnDatabase]:
    """One that holds the demo, embedded for real: the one that READY names, or an own one."""
    if ready := os.environ.get(READY):
        yield OwnDatabase(ready, None)
        return
    with own_database() as database:
        asyncio.run(_load_demo(database.admin_url))
        yield database


async def _load_demo(admin_url: str) -> None:
    from bot.demo.loading import load_demo  # most measurements need none of these
    from plugins.embeddings_local import LocalEncoder
    from plugins.understanding.agreement import LearnedActs

    encoder = LocalEncoder()
    async with await psycopg.AsyncConnection.connect(admin_url, autocommit=True) as conn:
        await load_demo(conn, encoder, reader=LearnedActs())
    encoder.close()
