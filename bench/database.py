"""A measurement's own PostgreSQL: in a temporary folder, migrated, and gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bot.store import migrations
from bot.store.embedded import BOT_ROLE, EmbeddedServer, as_role


@dataclass(frozen=True)
class OwnDatabase:
    """`url` is the bot's, which may do what it may in production."""

    admin_url: str
    data_dir: Path

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
