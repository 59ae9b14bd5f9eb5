from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.catalog.drafts import BATCH_UNITS, PublishReport
from bot.catalog.importing import import_units
from bot.catalog.publishing import publish_units
from bot.catalog.reading import read_units
from bot.store.database import Connection, Database
from bot.types import Tenant
from tests.support.encoder import WordEncoder

LISTINGS = Path(__file__).parents[2] / "data" / "listings"


@pytest.fixture
async def imported(database: Database, tenant: Tenant) -> Tenant:
    """A tenant with the sixteen good rows of the Madrid excerpt."""
    async with database.tenant(tenant.tenant_id) as conn:
        await import_units(conn, tenant.tenant_id, read_units(LISTINGS / "madrid.jsonl", tenant))
    return tenant


async def publish(database: Database, tenant: Tenant, encoder: WordEncoder, dry_run: bool = False) -> PublishReport:
    return await publish_units(lambda: database.tenant(tenant.tenant_id), tenant.tenant_id, encoder, dry_run=dry_run)


def counts(report: PublishReport) -> dict[str, int]:
    return {
        "published": report.published,
        "unchanged": report.unchanged,
        "embedded": report.embedded,
        "retired": report.retired,
        "failed": len(report.failed),
    }


def expected(**given: int) -> dict[str, int]:
    return {"published": 0, "unchanged": 0, "embedded": 0, "retired": 0, "failed": 0} | given


async def public_rows(database: Database, tenant: Tenant) -> list[tuple[Any, ...]]:
    async with database.tenant(tenant.tenant_id) as conn:
        return await (await conn.execute("SELECT * FROM accommodation_units_public ORDER BY unit_id")).fetchall()


async def execute(database: Database, tenant: Tenant, statement: Any) -> None:
    async with database.tenant(tenant.tenant_id) as conn:
        await conn.execute(statement)


async def test_publish_twice_writes_once_and_embeds_once(
    database: Database, imported: Tenant, encoder: WordEncoder
) -> None:
    assert counts(await publish(database, imported, encoder)) == expected(published=16, embedded=16)
    rows = await public_rows(database, imported)
    assert counts(await publish(database, imported, encoder)) == expected(unchanged=16)
    assert await public_rows(database, imported) == rows
    assert len(rows) == len(encoder.texts) == 16


async def test_publish_writes_the_marketing_form(database: Database, imported: Tenant, encoder: WordEncoder) -> None:
    await publish(database, imported, encoder)
    async with database.tenant(imported.tenant_id) as conn:
        cursor = await conn.execute(
            "SELECT char_length(short_description), jsonb_array_length(highlights), embedding_model, embedding IS NULL,"
            " metadata #>> '{source,id}', pricing ->> 'currency' FROM accommodation_units_public"
        )
        rows = await cursor.fetchall()
        model = await (await conn.execute("SELECT embedding_model FROM tenant_registry")).fetchone()
    assert all(0 < length <= 150 and 0 < number <= 4 for length, number, *_ in rows)
    assert {(embedding_model, is_null, currency) for _, _, embedding_model, is_null, _, currency in rows} == {
        ("words-1", True, "EUR")
    }
    assert all(source.startswith("airbnb-") for *_, source, _ in rows)
    assert model == ("words-1",)


async def test_publish_after_a_price_change_writes_without_embedding(
    database: Database, imported: Tenant, encoder: WordEncoder
) -> None:
    await publish(database, imported, encoder)
    await execute(
        database,
        imported,
        "UPDATE accommodation_units SET details = jsonb_set(details, '{pricing,base_price_night}', '77.5')"
        " WHERE source_id = (SELECT min(source_id) FROM accommodation_units)",
    )
    assert counts(await publish(database, imported, encoder)) == expected(published=1, unchanged=15)


async def test_publish_after_a_new_text_embeds_that_unit_again(
    database: Database, imported: Tenant, encoder: WordEncoder
) -> None:
    await publish(database, imported, encoder)
    await execute(
        database,
        imported,
        "UPDATE accommodation_units SET description = 'Wholly new'"
        " WHERE source_id = (SELECT min(source_id) FROM accommodation_units)",
    )
    assert counts(await publish(database, imported, encoder)) == expected(published=1, unchanged=15, embedded=1)
    assert "Wholly new" in encoder.texts[-1]


async def test_publish_with_another_model_embeds_everything_again(
    database: Database, imported: Tenant, encoder: WordEncoder
) -> None:
    await publish(database, imported, encoder)
    other = WordEncoder(model="words-2")
    assert counts(await publish(database, imported, other)) == expected(published=16, embedded=16)
    async with database.tenant(imported.tenant_id) as conn:
        models = await (
            await conn.execute("SELECT DISTINCT embedding_model FROM accommodation_units_public")
        ).fetchall()
    assert models == [("words-2",)]


async def test_publish_hides_what_the_owner_retired_and_shows_it_again(
    database: Database, imported: Tenant, encoder: WordEncoder
) -> None:
    await publish(database, imported, encoder)
    retire = "UPDATE accommodation_units SET is_active = false WHERE unit_type = 'studio'"
    await execute(database, imported, retire)
    assert counts(await publish(database, imported, encoder, dry_run=True)) == expected(unchanged=14, retired=2)
    assert counts(await publish(database, imported, encoder)) == expected(unchanged=14, retired=2)
    assert counts(await publish(database, imported, encoder)) == expected(unchanged=14)
    await execute(database, imported, retire.replace("false", "true"))
    assert counts(await publish(database, imported, encoder)) == expected(published=2, unchanged=14)


async def test_publish_dry_run_foresees_and_writes_nothing(
    database: Database, imported: Tenant, encoder: WordEncoder
) -> None:
    assert counts(await publish(database, imported, encoder, dry_run=True)) == expected(published=16, embedded=16)
    assert await public_rows(database, imported) == []
    assert encoder.texts == []


@pytest.mark.parametrize(
    ("encoder", "embedded", "reason"),
    [
        (WordEncoder(refuses="Unspeakable"), 15, "cannot embed Unspeakable"),
        (WordEncoder(stumbles="Unspeakable"), 15, "expected 1024 dimensions, not 64"),
    ],
)
async def test_publish_with_one_unit_that_fails_reports_it_and_carries_on(
    database: Database, imported: Tenant, encoder: WordEncoder, embedded: int, reason: str
) -> None:
    await execute(
        database,
        imported,
        "UPDATE accommodation_units SET name = 'Unspeakable'"
        " WHERE source_id = (SELECT min(source_id) FROM accommodation_units)",
    )
    report = await publish(database, imported, encoder)
    assert counts(report) == expected(published=15, embedded=embedded, failed=1)
    assert (report.failed[0].name, report.failed[0].reason) == ("Unspeakable", reason)
    assert counts(await publish(database, imported, WordEncoder())) == expected(published=1, unchanged=15, embedded=1)


@pytest.mark.parametrize("details", ["[]", "3", '{"amenities": 7, "pricing": [], "photos": {}, "highlights": null}'])
async def test_publish_of_details_that_another_program_spoilt_shows_what_is_left(
    database: Database, imported: Tenant, encoder: WordEncoder, details: str
) -> None:
    async with database.tenant(imported.tenant_id) as conn:
        await conn.execute("UPDATE accommodation_units SET details = %s::jsonb", (details,))
    assert counts(await publish(database, imported, encoder)) == expected(published=16, embedded=16)


class Interrupted(Exception):
    pass


async def test_publish_that_was_interrupted_goes_on_where_it_stopped(
    database: Database, tenant: Tenant, encoder: WordEncoder, tmp_path: Path
) -> None:
    path = tmp_path / "units.csv"
    lines = [f"u-{number},House {number},Text {number},4,90" for number in range(BATCH_UNITS + 10)]
    path.write_text("id,name,description,max_guests,price_night\n" + "\n".join(lines))
    async with database.tenant(tenant.tenant_id) as conn:
        await import_units(conn, tenant.tenant_id, read_units(path, tenant))

    def interrupt(done: int, total: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        await publish_units(lambda: database.tenant(tenant.tenant_id), tenant.tenant_id, encoder, progress=interrupt)
    assert counts(await publish(database, tenant, encoder)) == expected(
        published=10, unchanged=BATCH_UNITS, embedded=10
    )


async def test_publish_within_one_transaction_of_the_caller_works_too(
    database: Database, imported: Tenant, encoder: WordEncoder
) -> None:
    async with database.tenant(imported.tenant_id) as conn:

        @asynccontextmanager
        async def nested() -> AsyncIterator[Connection]:
            async with conn.transaction():
                yield conn

        assert counts(await publish_units(nested, imported.tenant_id, encoder)) == expected(published=16, embedded=16)
