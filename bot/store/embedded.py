"""The embedded PostgreSQL: real PostgreSQL with pgvector out of a wheel, for machines without a database server."""

from __future__ import annotations

import atexit
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psutil  # type: ignore[import-untyped]  # ships no types
import psycopg
from psycopg import sql

from bot.errors import StoreUnavailable
from bot.store.server_process import SUPERUSER, ServerProcess, lives

DATABASE = "lobby"
BOT_ROLE = "lobby_bot"
USERS = "lobby-users.json"  # who uses the server, in the data directory
# What suits a server that shares a small machine with the bot; every value can be changed with ALTER SYSTEM.
CONFIGURATION = {"shared_buffers": "256MB", "max_connections": "200", "jit": "off", "wal_compression": "on"}

log = logging.getLogger(__name__)


class EmbeddedServer:
    """Starts the server of a data directory, or joins the one that runs there; the last process to leave stops it."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.resolve()

    def start(self, *, keep_running: bool = False) -> str:
        """Return the administrator's connection string of the product's database, created when missing.

        `keep_running`: a server that this call has started stays when the process leaves, until `stop`.

        Raises:
            StoreUnavailable: the server did not start; the message says why and what to do.
        """
        try:
            self.data_dir.parent.mkdir(parents=True, exist_ok=True)
            ServerProcess(self.data_dir).check_access()
            with _locked(self.data_dir):
                socket_dir = self._join(keep_running)
            self._create_database(_url(socket_dir, SUPERUSER, "postgres"))
            return _url(socket_dir, SUPERUSER, DATABASE)
        except Exception as error:
            raise StoreUnavailable(
                f"the embedded database in {self.data_dir} did not start: {_reason(error)}\n"
                "Or set DATABASE_URL to a PostgreSQL server of your own."
            ) from error

    def is_running(self) -> bool:
        """Whether the server's process lives; it may still be starting."""
        return ServerProcess(self.data_dir).running() is not None

    def stop(self) -> bool:
        """Stop the server of this directory, whoever uses it; False when none was running."""
        if not (self.data_dir / "PG_VERSION").exists():
            return False
        with _locked(self.data_dir):
            server = ServerProcess(self.data_dir)
            if server.running() is None:
                return False
            server.stop()
            self._write_users({})
            return True

    def leave(self) -> None:
        """This process no longer uses the server; it is stopped if nobody else does."""
        if not (self.data_dir / "PG_VERSION").exists():
            return
        with _locked(self.data_dir):
            users = self._users()
            if users.pop(os.getpid(), None) is None:
                return
            self._write_users(users)
            if not users:
                ServerProcess(self.data_dir).stop()

    def _join(self, keep_running: bool) -> Path:
        """Where the server listens, which runs now and counts this process among its users."""
        server = ServerProcess(self.data_dir)
        if not (self.data_dir / "PG_VERSION").exists():
            server.create(CONFIGURATION)
        users = self._users()
        if process := server.running():
            server.wait(process.pid)
        else:
            server.start()
            if keep_running and (process := server.running()):
                users[process.pid] = process.create_time()  # it holds itself: nobody is the last to leave
        users[os.getpid()] = psutil.Process().create_time()
        self._write_users(users)
        atexit.register(self.leave)
        return server.socket_dir()

    def _users(self) -> dict[int, float]:
        """{pid: start time} of the living processes that use the server."""
        try:
            noted = json.loads((self.data_dir / USERS).read_text("utf-8"))
            return {int(pid): since for pid, since in noted.items() if lives(int(pid), since)}
        except (OSError, ValueError, AttributeError):
            return {}

    def _write_users(self, users: dict[int, float]) -> None:
        (self.data_dir / USERS).write_text(json.dumps(users), "utf-8")

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


def _url(socket_dir: Path, role: str, database: str) -> str:
    return f"postgresql://{role}@/{database}?host={quote(str(socket_dir), safe='/')}"


@contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    """One process at a time starts or stops the server. The lock lies beside the data, which is whole or not there."""
    import fcntl

    path = data_dir.with_name(f"{data_dir.name}.lock")
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error) or type(error).__name__
