from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any
from uuid import UUID

import pytest

from bot.catalog.alone import alone
from bot.catalog.drafts import PublishReport
from bot.errors import Conflict, PluginError
from bot.knowledge.listing import every_entry
from bot.knowledge.publishing import publish_entries
from bot.store.database import Database
from tests.bot.knowledge.conftest import FirstLetters, Import
from tests.support.encoder import WordEncoder

TEXT = "## Where are the keys? {#keys}\nIn the box.\n\n## Is there wifi?\nYes.\n"


async def publish(
    database: Database, tenant: UUID, encoder: WordEncoder, reader: FirstLetters | None, **more: Any
) -> PublishReport:
    def transaction() -> AbstractAsyncContextManager[Any]:
        return database.tenant(tenant)

    return await publish_entries(transaction, tenant, encoder, reader, **more)


async def published(database: Database, tenant: UUID) -> list[str]:
    async with database.tenant(tenant) as conn:
        return sorted(entry.question for entry in await every_entry(conn, tenant) if entry.is_published)


async def test_publish_again_embeds_nothing(
    import_text: Import, database: Database, tenant: UUID, encoder: WordEncoder, reader: FirstLetters
) -> None:
    await import_text(tenant, TEXT)
    first = await publish(database, tenant, encoder, reader)
    second = await publish(database, tenant, encoder, reader)
    assert (first.published, first.unchanged, first.embedded) == (2, 0, 2)
    assert (second.published, second.unchanged, second.embedded) == (0, 2, 0)
    assert sorted(encoder.texts) == ["Is there wifi?", "Where are the keys?"]


async def test_publish_after_a_changed_answer_takes_the_vector_that_is_there(
    import_text: Import, database: Database, tenant: UUID, encoder: WordEncoder, reader: FirstLetters
) -> None:
    await import_text(tenant, TEXT)
    await publish(database, tenant, encoder, reader)
    await import_text(tenant, TEXT.replace("Yes.", "Of course."))
    assert await published(database, tenant) == ["Where are the keys?"]
    report = await publish(database, tenant, encoder, reader)
    assert (report.published, report.unchanged, report.embedded) == (1, 1, 0)


async def test_publish_dry_changes_nothing(
    import_text: Import, database: Database, tenant: UUID, encoder: WordEncoder, reader: FirstLetters
) -> None:
    await import_text(tenant, TEXT)
    report = await publish(database, tenant, encoder, reader, dry_run=True)
    assert (report.published, report.embedded) == (2, 2)
    assert await published(database, tenant) == []


async def test_publish_leaves_out_what_cannot_be_embedded(
    import_text: Import, database: Database, tenant: UUID, reader: FirstLetters
) -> None:
    await import_text(tenant, TEXT)
    report = await publish(database, tenant, WordEncoder(refuses="wifi"), reader)
    assert [(failure.name, failure.reason) for failure in report.failed] == [("Is there wifi?", "cannot embed wifi")]
    assert await published(database, tenant) == ["Where are the keys?"]


async def test_publish_with_another_model_waits_until_all_can_be_embedded(
    import_text: Import, database: Database, tenant: UUID, encoder: WordEncoder, reader: FirstLetters
) -> None:
    await import_text(tenant, TEXT)
    await publish(database, tenant, encoder, reader)
    report = await publish(database, tenant, WordEncoder(model="words-2", refuses="wifi"), reader)
    assert (report.kept_model, report.published) == ("words-1", 0)
    report = await publish(database, tenant, WordEncoder(model="words-2"), reader)
    assert (report.kept_model, report.published) == (None, 2)


async def test_publish_with_another_reader_reads_all_again_and_embeds_none(
    import_text: Import, database: Database, tenant: UUID, encoder: WordEncoder, reader: FirstLetters
) -> None:
    await import_text(tenant, TEXT)
    await publish(database, tenant, encoder, reader)
    report = await publish(database, tenant, encoder, FirstLetters("letters-2"))
    assert (report.published, report.embedded) == (2, 0)


async def test_publish_with_a_broken_reader_publishes_nothing(
    import_text: Import, database: Database, tenant: UUID, encoder: WordEncoder, reader: FirstLetters
) -> None:
    await import_text(tenant, TEXT)
    reader.is_broken = True
    with pytest.raises(PluginError, match="the reader is broken"):
        await publish(database, tenant, encoder, reader)
    assert await published(database, tenant) == []


async def test_publish_beside_another_run_is_refused(
    import_text: Import, database: Database, tenant: UUID, encoder: WordEncoder, reader: FirstLetters
) -> None:
    await import_text(tenant, TEXT)
    async with alone(lambda: database.tenant(tenant), f"publish:{tenant}:knowledge", "it"):
        with pytest.raises(Conflict, match="another run publishes what this tenant's house knows"):
            await publish(database, tenant, encoder, reader)
