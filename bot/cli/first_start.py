"""The very first start on the embedded database: the demo tenant, so that there is somebody to talk to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import psycopg

from bot.cli.console import note, progress
from bot.store import rows
from bot.store.queries import load
from bot.store.storage import Storage

if TYPE_CHECKING:
    from bot.act_reading import ActReader
    from bot.core import Core
    from bot.embedding import Embedder
    from bot.settings import Secrets, Settings

SQL = load("tenants")


async def load_demo_once(core: Core, storage: Storage) -> None:
    """Load the demo unless the database is the owner's own or has a tenant; an interrupted load is finished."""
    if not storage.embedded:
        return
    async with await psycopg.AsyncConnection.connect(storage.admin_url, autocommit=True) as conn:
        if not await rows.value(conn, SQL["needs_demo"]):
            return
        if not core.embedders:
            note("the demo is not loaded: no plugin brings an embedder; `bot tenants add` adds a business of your own")
            return
        async with loading(core.settings, core.secrets, storage.url) as loader:
            await _load(conn, loader.embedders.values(), loader.act_readers.preferred)


async def _load(conn: psycopg.AsyncConnection[Any], embedders: Iterable[Embedder], reader: ActReader | None) -> None:
    """By the first encoder that can: without a network, or with a wrong key, the local one does it."""
    from bot.demo.loading import load_demo

    with progress("Loading the demo") as advance:
        for embedder in embedders:
            failed = (await load_demo(conn, embedder, advance, reader=reader)).published.failed
            if not failed:
                return
            note(f"the demo's units could not be embedded by {embedder.model}: {failed[0].reason}")


@asynccontextmanager
async def loading(settings: Settings, secrets: Secrets, url: str) -> AsyncIterator[Core]:
    """The core without channels and background work: what encodes units may have to be paid."""
    from bot.app import App

    channels = settings.channels.model_copy(update={"enabled": (), "entry_points": False})
    async with App(settings.model_copy(update={"channels": channels}), secrets, url).opened() as core:
        yield core
