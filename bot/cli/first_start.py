"""The very first start on the embedded database: the demo tenant, so that there is somebody to talk to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

from bot.cli.console import note, progress
from bot.queries import load
from bot.storage import Storage

if TYPE_CHECKING:
    from bot.app import App

SQL = load("tenants")


async def load_demo_once(app: App, storage: Storage) -> None:
    """Load the demo unless the database is the owner's own or has a tenant; an interrupted load is finished."""
    if not storage.embedded:
        return
    async with await psycopg.AsyncConnection.connect(storage.admin_url, autocommit=True) as conn:
        row = await (await conn.execute(SQL["needs_demo"])).fetchone()
        if row != (True,):
            return
        if app.embedder is None:
            note("the demo is not loaded: no plugin brings an embedder; `bot tenants add` adds a business of your own")
            return
        from bot.demo.loading import load_demo

        with progress("Loading the demo") as advance:
            for embedder in app.embedders.values():
                failed = (await load_demo(conn, embedder, advance)).published.failed
                if not failed:
                    return
                note(f"the demo's units could not be embedded by {embedder.model}: {failed[0].reason}")
