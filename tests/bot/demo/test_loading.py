from __future__ import annotations

from typing import Any

import psycopg
import pytest

from bot.catalog.search import list_units
from bot.demo.loading import DemoReport, load_demo
from bot.ledger.tenants import Tenants
from bot.store.database import Database
from tests.conftest import TestDatabase
from tests.support.encoder import WordEncoder


async def loaded(db: TestDatabase, encoder: WordEncoder, progress: Any = lambda done, total: None) -> DemoReport:
    async with await psycopg.AsyncConnection.connect(db.admin_url, autocommit=True) as conn:
        return await load_demo(conn, encoder, progress)


async def test_load_demo_twice_creates_once(db: TestDatabase, database: Database) -> None:
    encoder = WordEncoder()
    first, second = await loaded(db, encoder), await loaded(db, encoder)
    count = first.imported.created
    assert (first.created, second.created) == (True, False)
    assert (first.published.published, first.published.failed) == (count, [])
    assert (second.imported.unchanged, second.published.unchanged) == (count, count)
    assert (second.knowledge.published, second.knowledge.unchanged) == (0, first.knowledge.published)
    assert len(encoder.texts) == count + first.knowledge.embedded
    tenant = await Tenants(database).find("demo")
    assert (tenant.time_zone, tenant.currency, tenant.brand["demo"]) == ("Europe/Madrid", "EUR", True)
    assert "http://127.0.0.1:8000" in tenant.allowed_origins
    async with database.tenant(tenant.tenant_id) as conn:
        assert len(await list_units(conn, tenant.tenant_id, limit=1000)) == count


async def test_load_demo_leaves_the_owners_settings_alone(db: TestDatabase) -> None:
    db.add_tenant("demo", currency="USD")
    report = await loaded(db, WordEncoder())
    assert not report.created
    assert report.tenant.currency == "USD"


async def test_load_demo_that_was_interrupted_is_finished_by_the_next(db: TestDatabase) -> None:
    def interrupt(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        await loaded(db, WordEncoder(), interrupt)
    encoder = WordEncoder()
    report = await loaded(db, encoder)
    assert report.published.published + report.published.unchanged == report.imported.unchanged
    assert report.published.embedded + report.knowledge.embedded == len(encoder.texts)
