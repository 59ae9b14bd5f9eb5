"""A house to import for, an encoder and a reader that can be seen through."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from bot.act_reading import ACT_DIMENSIONS
from bot.errors import PluginError
from bot.knowledge.importing import ImportReport, import_entries
from bot.knowledge.reading import read_entries, source_of
from bot.store.database import Database
from tests.conftest import TestDatabase
from tests.support.encoder import WordEncoder


class FirstLetters:
    """An ActReader: questions that begin with the same letter ask for the same."""

    def __init__(self, model: str = "letters-1") -> None:
        self.model = model
        self.is_broken = False

    async def read_acts(self, texts: Sequence[str]) -> list[list[float]]:
        if self.is_broken:
            raise PluginError("the reader is broken")
        return [self._vector(text) for text in texts]

    @staticmethod
    def _vector(text: str) -> list[float]:
        place = ord(text[0].lower()) % ACT_DIMENSIONS
        return [1.0 if index == place else 0.0 for index in range(ACT_DIMENSIONS)]


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def reader() -> FirstLetters:
    return FirstLetters()


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant("inn")


Import = Callable[..., Awaitable[ImportReport]]


@pytest.fixture
def import_text(database: Database, tmp_path: Path) -> Import:
    """`await import_text(tenant, text, "guide.md")`: write the file and import it."""

    async def run(tenant_id: UUID, text: str, name: str = "guide.md", language: str = "en") -> ImportReport:
        (tmp_path / name).write_text(text, "utf-8")
        async with database.tenant(tenant_id) as conn:
            return await import_entries(
                conn, tenant_id, source_of(tmp_path / name), read_entries(tmp_path / name, language)
            )

    return run
