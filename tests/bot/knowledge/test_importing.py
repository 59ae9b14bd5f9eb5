from __future__ import annotations

from uuid import UUID

import pytest

from bot.knowledge import importing
from bot.knowledge.listing import every_entry
from bot.store.database import Database
from tests.bot.knowledge.conftest import Import
from tests.conftest import TestDatabase

TWO = "## Where are the keys? {#keys}\nIn the box.\n\n## Is there wifi?\nYes.\n"


def counts(report: importing.ImportReport) -> tuple[int, int, int, int, int]:
    return (report.created, report.updated, report.unchanged, report.removed, len(report.rejected))


async def questions(database: Database, tenant: UUID) -> list[str]:
    async with database.tenant(tenant) as conn:
        return sorted(entry.question for entry in await every_entry(conn, tenant))


async def test_import_again_changes_nothing(import_text: Import, tenant: UUID) -> None:
    assert counts(await import_text(tenant, TWO)) == (2, 0, 0, 0, 0)
    assert counts(await import_text(tenant, TWO)) == (0, 0, 2, 0, 0)


async def test_import_replaces_what_came_from_the_file_and_nothing_else(
    import_text: Import, tenant: UUID, database: Database
) -> None:
    await import_text(tenant, TWO)
    await import_text(tenant, "## When is breakfast?\nAt eight.\n", "other.md")
    changed = "## Where are the keys? {#keys}\nUnder the mat.\n"
    assert counts(await import_text(tenant, changed)) == (0, 1, 0, 1, 0)
    assert await questions(database, tenant) == ["When is breakfast?", "Where are the keys?"]
    assert counts(await import_text(tenant, "")) == (0, 0, 0, 1, 0)
    assert await questions(database, tenant) == ["When is breakfast?"]


async def test_import_with_a_bad_row_takes_nothing_away(import_text: Import, tenant: UUID, database: Database) -> None:
    await import_text(tenant, TWO)
    report = await import_text(
        tenant, "## Where are the keys? {#keys}\nHere.\n\n## Is there wifi? {topic=wiffi}\nYes.\n"
    )
    assert counts(report) == (0, 1, 0, 0, 1)
    assert await questions(database, tenant) == ["Is there wifi?", "Where are the keys?"]


async def test_import_for_a_unit_finds_it_by_the_owners_id_and_no_other_tenants(
    import_text: Import, db: TestDatabase, tenant: UUID
) -> None:
    other = db.add_tenant("other")
    with db.admin() as conn:
        for owner, name in ((tenant, "villa"), (other, "palace")):
            conn.execute(
                "INSERT INTO accommodation_units (tenant_id, source_id, name, description) VALUES (%s, %s, %s, 'x')",
                (owner, name, name),
            )
    report = await import_text(tenant, "## A? {unit=villa}\nYes.\n\n## B? {unit=palace}\nNo.\n")
    assert counts(report) == (1, 0, 0, 0, 1)
    assert (report.rejected[0].line, report.rejected[0].reason) == (4, "unit 'palace' is not among the imported units")


async def test_import_beyond_what_a_business_may_have_is_rejected(
    import_text: Import, tenant: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MAX_ENTRIES", 3)
    await import_text(tenant, TWO)
    report = await import_text(tenant, "## C?\nC.\n\n## D?\nD.\n", "other.md")
    assert counts(report) == (1, 0, 0, 0, 1)
    assert report.rejected[0].reason == "a business has 3 entries at most"


async def test_import_of_a_tenant_leaves_anothers_entries_alone(
    import_text: Import, db: TestDatabase, tenant: UUID, database: Database
) -> None:
    other = db.add_tenant("other")
    await import_text(tenant, TWO)
    await import_text(other, TWO)
    await import_text(other, "")
    assert len(await questions(database, tenant)) == 2
    assert await questions(database, other) == []
