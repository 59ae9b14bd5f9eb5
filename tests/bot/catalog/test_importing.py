from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.catalog.importing import ImportReport, import_units
from bot.catalog.reading import read_units
from bot.store.database import Database
from bot.types import Tenant

LISTINGS = Path(__file__).parents[2] / "data" / "listings"
ROW = {"id": "a-1", "name": "Casa", "description": "A house.", "type": "villa", "max_guests": 6, "price_night": 120}


async def imported(database: Database, tenant: Tenant, path: Path) -> ImportReport:
    async with database.tenant(tenant.tenant_id) as conn:
        return await import_units(conn, tenant.tenant_id, read_units(path, tenant))


async def stored(database: Database, tenant: Tenant) -> list[tuple[Any, ...]]:
    async with database.tenant(tenant.tenant_id) as conn:
        return await (await conn.execute("SELECT * FROM accommodation_units ORDER BY source_id")).fetchall()


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, len(report.rejected)


async def test_import_of_real_listings_twice_changes_nothing(database: Database, tenant: Tenant) -> None:
    first = await imported(database, tenant, LISTINGS / "madrid.jsonl")
    rows = await stored(database, tenant)
    second = await imported(database, tenant, LISTINGS / "madrid.jsonl")
    assert counts(first) == (16, 0, 0, 4)
    assert counts(second) == (0, 0, 16, 4)
    assert await stored(database, tenant) == rows
    assert len(rows) == 16


async def test_import_of_a_changed_row_updates_that_one(database: Database, tenant: Tenant, tmp_path: Path) -> None:
    path = tmp_path / "units.jsonl"
    path.write_text("\n".join(json.dumps(ROW | {"id": f"a-{number}"}) for number in range(3)))
    await imported(database, tenant, path)
    before = await stored(database, tenant)
    path.write_text(path.read_text().replace("120", "121", 1))
    report = await imported(database, tenant, path)
    after = await stored(database, tenant)
    assert counts(report) == (0, 1, 2, 0)
    assert before[1:] == after[1:]
    assert before[0] != after[0]


async def test_import_in_many_batches_counts_every_row(database: Database, tenant: Tenant, tmp_path: Path) -> None:
    path = tmp_path / "units.jsonl"
    path.write_text("\n".join(json.dumps(ROW | {"id": f"a-{number}"}) for number in range(1201)) + "\nnonsense\n")
    assert counts(await imported(database, tenant, path)) == (1201, 0, 0, 1)
    assert len(await stored(database, tenant)) == 1201


async def test_import_that_does_not_mention_activity_leaves_a_retired_unit_retired(
    database: Database, tenant: Tenant, tmp_path: Path
) -> None:
    path = tmp_path / "units.jsonl"
    path.write_text(json.dumps(ROW | {"is_active": False}))
    await imported(database, tenant, path)
    path.write_text(json.dumps(ROW))
    assert counts(await imported(database, tenant, path)) == (0, 0, 1, 0)
    path.write_text(json.dumps(ROW | {"is_active": True}))
    assert counts(await imported(database, tenant, path)) == (0, 1, 0, 0)


async def test_import_of_one_file_for_two_tenants_keeps_them_apart(
    database: Database, new_tenant: Callable[[], Tenant]
) -> None:
    tenants = [new_tenant(), new_tenant()]
    for tenant in tenants:
        assert counts(await imported(database, tenant, LISTINGS / "menorca.jsonl")) == (13, 0, 0, 7)
    ids = [{row[0] for row in await stored(database, tenant)} for tenant in tenants]
    assert [len(own) for own in ids] == [13, 13]
    assert not ids[0] & ids[1]
