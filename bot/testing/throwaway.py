"""PostgreSQL for one run of tests: nothing of it outlives the run, so nothing of it waits for a disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import psycopg
from psycopg import sql

from bot.store import migrations
from bot.store.embedded import DATABASE, EmbeddedServer

MEMORY, MIN_MEMORY_BYTES = Path("/dev/shm"), 4 * 2**30  # noqa: S108  # mkdtemp makes a private folder in it
# The machine's own death ends the tests, too. A killed server still has what it was told to keep.
CONFIGURATION = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}


class ThrowawayServer:
    """`with ThrowawayServer() as server:`. Its database `lobby` is migrated, and others are cloned from it."""

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        self._server = EmbeddedServer(self._stack.enter_context(server_folder()) / "postgres")
        try:
            self._url = self._server.start()
            migrations.migrate(self._url)
            self._maintenance: psycopg.Connection[Any] = psycopg.connect(self.url("postgres"), autocommit=True)
            self._maintenance.execute("ALTER ROLE lobby_bot LOGIN")  # the embedded server trusts its own socket
            for name, value in CONFIGURATION.items():
                self._maintenance.execute(
                    sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value))
                )
            self._maintenance.execute("SELECT pg_reload_conf()")
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._maintenance.close()
        self._end()

    def url(self, database: str = DATABASE) -> str:
        """The administrator's."""
        return self._url.replace(f"/{DATABASE}?", f"/{database}?")

    def create(self, template: str = DATABASE) -> str:
        """A new database's name; nobody may be connected to `template`."""
        name = f"test_{uuid4().hex}"
        self._maintenance.execute(
            # in memory a tenth of what the other strategy takes, which writes each block into the log
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop(self, name: str) -> None:
        """Whoever is still connected."""
        self._maintenance.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def clone(self, template: str = DATABASE) -> Iterator[str]:
        """The administrator's URL of a database that ends with the block."""
        name = self.create(template)
        # a clone has not the template's own rights
        self._maintenance.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        try:
            yield self.url(name)
        finally:
            self.drop(name)

    def _end(self) -> None:
        self._server.stop()
        self._stack.close()


@contextmanager
def server_folder() -> Iterator[Path]:
    """For a server of a test, in memory where there is room.

    It may run as another user, and pytest shuts its own folders to others whenever a run begins.
    """
    with tempfile.TemporaryDirectory(prefix="lobby-tests-", dir=memory_folder(), ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def memory_folder() -> str | None:
    """A folder in memory with room for a server, where there is one: a database is cloned there in 14 ms, not 300."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MIN_MEMORY_BYTES:
        return str(MEMORY)
    return None
