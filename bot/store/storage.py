"""Which database: the one that the settings name, else the embedded one; and whether its migrations are applied."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg.conninfo import conninfo_to_dict

from bot.errors import ConfigError, StoreError
from bot.settings import Settings
from bot.store import migrations
from bot.store.embedded import BOT_ROLE, EmbeddedServer, as_role


@dataclass(frozen=True, slots=True)
class Storage:
    url: str  # what the bot connects with
    admin_url: str  # what migrations and tenants are managed with
    embedded: bool


def find(settings: Settings, *, keep_running: bool = False) -> Storage:
    """The database of the settings; the embedded server is started when none is named (`keep_running`: to stay).

    Raises:
        StoreUnavailable: the embedded server did not start.
        ConfigError: an address that is none.
    """
    database = settings.database
    if database.url:
        for address in (database.url, database.admin_url):
            _refuse_malformed(address)
        return Storage(database.url, database.admin_url or database.url, embedded=False)
    admin_url = EmbeddedServer(settings.data_dir).start(keep_running=keep_running)
    return Storage(as_role(admin_url, BOT_ROLE), admin_url, embedded=True)


def _refuse_malformed(address: str) -> None:
    try:
        conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        raise ConfigError(  # without psycopg's words: they quote the address, with its password
            "the database's address cannot be read; write postgresql://USER:PASSWORD@HOST/NAME in DATABASE_URL"
            " or [database] url and admin_url"
        ) from None


def migrate(storage: Storage, report: Callable[[str], None] = lambda version: None) -> list[str]:
    """Apply pending migrations; raises as `bot.store.migrations.migrate`."""
    applied = migrations.migrate(storage.admin_url, report)
    if storage.embedded:
        with psycopg.connect(storage.admin_url, autocommit=True) as conn:
            conn.execute("ALTER ROLE lobby_bot LOGIN")  # the embedded server trusts its own socket
    return applied


def prepare(settings: Settings) -> Storage:
    """As `find`, with migrations applied: the embedded database brings itself up to date, another is only checked.

    Raises:
        StoreUnavailable: no connection.
        StoreError: migrations are pending; the message names the command that applies them.
    """
    storage = find(settings)
    if storage.embedded:
        migrate(storage)
        return storage
    pending = [state.version for state in migrations.status(storage.admin_url) if state.applied_at is None]
    if pending:
        raise StoreError(
            f"{len(pending)} migrations or functions are not applied ({', '.join(pending)}); run `bot db migrate`"
        )
    return storage


async def prepared(settings: Settings) -> Storage:
    """`prepare` without blocking the event loop."""
    return await asyncio.to_thread(prepare, settings)
