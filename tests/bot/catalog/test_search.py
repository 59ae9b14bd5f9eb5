from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bot.catalog.importing import import_units
from bot.catalog.publishing import publish_units
from bot.catalog.reading import read_units
from bot.catalog.search import list_units, match_units, units_by_id
from bot.store.database import Database
from bot.types import HardFacts, Tenant
from tests.support.encoder import WordEncoder

ROWS = """id,name,description,type,max_guests,bedrooms,bathrooms,price_night,amenities,metadata
big,Big house,a quiet finca among olive trees,villa,12,6,2.5,300,Pool|Wifi,
flat,Harbour flat,boats and cafes below the balcony,apartment,4,2,1,90,Wifi|Balcony,"{""infants_count"": false}"
small,Small flat,a bed and a stove,apartment,2,,,60,Pool,
"""


@pytest.fixture
def units_file(tmp_path: Path) -> Path:
    (tmp_path / "units.csv").write_text(ROWS)
    return tmp_path / "units.csv"


@pytest.fixture
async def published(database: Database, tenant: Tenant, encoder: WordEncoder, units_file: Path) -> Tenant:
    async with database.tenant(tenant.tenant_id) as conn:
        await import_units(conn, tenant.tenant_id, read_units(units_file, tenant))
    await publish_units(lambda: database.tenant(tenant.tenant_id), tenant.tenant_id, encoder)
    return tenant


async def names(database: Database, tenant: Tenant, limit: int = 20, **facts: Any) -> list[str]:
    async with database.tenant(tenant.tenant_id) as conn:
        return [unit.name for unit in await list_units(conn, tenant.tenant_id, HardFacts(**facts), limit=limit)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ["Small flat", "Harbour flat", "Big house"]),
        ({"limit": 2}, ["Small flat", "Harbour flat"]),
        ({"guests": 4}, ["Harbour flat", "Big house"]),
        ({"guests": 13}, []),
        ({"unit_type": "apartment"}, ["Small flat", "Harbour flat"]),
        ({"features": ["pool"]}, ["Small flat", "Big house"]),
        ({"unwanted": ["pool"]}, ["Harbour flat"]),
        ({"unwanted": ["pool", "wifi"]}, []),
        ({"bedrooms": 2}, ["Harbour flat", "Big house"]),
        ({"bedrooms": 3}, ["Big house"]),
        ({"bathrooms": 2}, ["Big house"]),
        ({"guests": 5, "infants": 1}, ["Harbour flat", "Big house"]),  # where infants do not count
        ({"guests": 6, "infants": 1}, ["Big house"]),
        ({"among": []}, []),
        ({"features": ["pool", "wifi"], "guests": 3, "unit_type": "house"}, ["Big house"]),
        ({"unit_type": "'; DROP TABLE x; --", "features": ["%(x)s"]}, []),
    ],
)
async def test_list_units_meets_every_given_fact(
    database: Database, published: Tenant, facts: dict[str, object], expected: list[str]
) -> None:
    assert await names(database, published, **facts) == expected


async def test_list_units_with_a_capacity_that_is_no_number_leaves_the_unit_out(
    database: Database, published: Tenant
) -> None:
    async with database.tenant(published.tenant_id) as conn:
        await conn.execute(
            "UPDATE accommodation_units_public SET amenities = jsonb_set(amenities, '{max_guests}', '\"many\"')"
            " WHERE name = 'Big house'"
        )
    assert await names(database, published, guests=4) == ["Harbour flat"]


async def test_list_units_among_some_lists_no_others(database: Database, published: Tenant) -> None:
    async with database.tenant(published.tenant_id) as conn:
        units = await list_units(conn, published.tenant_id)
    chosen = [unit.unit_id for unit in units if unit.name != "Harbour flat"]
    assert await names(database, published, among=[*chosen, uuid4()]) == ["Small flat", "Big house"]


async def test_match_units_finds_by_meaning_and_only_with_the_same_model(
    database: Database, published: Tenant, encoder: WordEncoder
) -> None:
    [vector] = await encoder.embed(["boats and cafes below the balcony"])
    async with database.tenant(published.tenant_id) as conn:
        found = await match_units(conn, published.tenant_id, vector, encoder.model, encoder.threshold, 2)
        other = await match_units(conn, published.tenant_id, vector, "other", -1, 2)
        strict = await match_units(conn, published.tenant_id, vector, encoder.model, 0.9999, 2)
    assert found[0][0].name == "Harbour flat"
    assert found[0][1] > found[1][1]
    assert other == strict == []


async def test_units_by_id_shows_only_live_units_of_the_tenant(
    database: Database, published: Tenant, new_tenant: Callable[[], Tenant]
) -> None:
    async with database.tenant(published.tenant_id) as conn:
        units = await list_units(conn, published.tenant_id)
        await conn.execute("UPDATE accommodation_units_public SET is_bookable = false WHERE name = 'Big house'")
        found = await units_by_id(conn, published.tenant_id, [unit.unit_id for unit in units] + [uuid4()])
    assert found == {unit.unit_id: unit for unit in units if unit.name != "Big house"}
    other = new_tenant()
    async with database.tenant(other.tenant_id) as conn:
        assert await units_by_id(conn, other.tenant_id, list(found)) == {}
        assert await units_by_id(conn, published.tenant_id, list(found)) == {}


async def test_search_in_a_visitors_scope_sees_the_tenants_units(
    database: Database, published: Tenant, encoder: WordEncoder
) -> None:
    [vector] = await encoder.embed(["olive trees"])
    async with database.visitor(published.tenant_id, uuid4()) as conn:
        assert len(await list_units(conn, published.tenant_id)) == 3
        assert len(await match_units(conn, published.tenant_id, vector, encoder.model, -1, 3)) == 3
