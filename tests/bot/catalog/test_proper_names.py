"""Where a tenant has units and what they are called, as guests may write it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.catalog import proper_names
from bot.catalog.proper_names import ProperNames, known_names, read_names
from bot.store.database import Database
from bot.types import Tenant
from tests.conftest import TestDatabase


def add_unit(db: TestDatabase, tenant: Tenant, metadata: str, *, is_active: bool = True) -> None:
    with db.admin() as conn:
        conn.execute(
            "INSERT INTO accommodation_units_public (tenant_id, name, description, metadata, is_active)"
            " VALUES (%s, 'Casa Pequeña', 'A house.', %s, %s)",
            (tenant.tenant_id, metadata, is_active),
        )


async def test_read_names_gives_places_and_homes_of_live_units_folded(
    db: TestDatabase, database: Database, tenant: Tenant, new_tenant: Callable[[], Tenant]
) -> None:
    for metadata in (
        '{"location": {"neighbourhood": "Sant Lluís", "city": "Menorca"}}',
        '{"location": {"neighbourhood": "Alaior", "city": "Menorca"}}',
        '{"location": "Es Mercadal"}',
        '{"location": {"neighbourhood": ""}}',
        '{"location": 3}',
        "{}",
    ):
        add_unit(db, tenant, metadata)
    add_unit(db, tenant, '{"location": "Palma"}', is_active=False)
    add_unit(db, new_tenant(), '{"location": "Roma"}')
    assert known_names(tenant.tenant_id) is None
    async with database.tenant(tenant.tenant_id) as conn:
        found = await read_names(conn, tenant.tenant_id)
    assert found.places == {"sant lluis", "alaior", "menorca", "es mercadal"}
    assert found.homes == {"casa pequena"}
    assert known_names(tenant.tenant_id) == found


async def test_known_names_are_read_again_after_a_while(
    database: Database, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proper_names, "FRESH_S", 0.0)
    async with database.tenant(tenant.tenant_id) as conn:
        assert await read_names(conn, tenant.tenant_id) == ProperNames()
    assert known_names(tenant.tenant_id) is None
