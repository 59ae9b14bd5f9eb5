"""A migrated database of its own on an embedded server, two tenants, and a small real encoder."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from bot.database import Database
from bot.embedded import EmbeddedServer
from bot.embedding import padded
from bot.errors import PluginError
from bot.migrations import migrate
from bot.types import Tenant


@pytest.fixture(scope="session")
def admin_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = EmbeddedServer(tmp_path_factory.mktemp("catalog") / "postgres").start()
    migrate(url)
    return url


@pytest.fixture
async def database(admin_url: str) -> AsyncIterator[Database]:
    database = Database(admin_url, pool_size=2)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def new_tenant(admin_url: str) -> Callable[[], Tenant]:
    def create() -> Tenant:
        tenant_id = uuid4()
        tenant = Tenant(tenant_id, f"t-{tenant_id.hex[:12]}", "Test", currency="EUR")
        with psycopg.connect(admin_url) as conn:
            conn.execute(
                "INSERT INTO tenant_registry (tenant_id, slug, name) VALUES (%s, %s, %s)",
                (tenant_id, tenant.slug, tenant.name),
            )
        return tenant

    return create


@pytest.fixture
def tenant(new_tenant: Callable[[], Tenant]) -> Tenant:
    return new_tenant()


@dataclass
class WordEncoder:
    """Counts words in 64 buckets: texts that share words are near. `texts` keeps what it was given."""

    model: str = "words-1"
    threshold: float = 0.05
    refuses: str | None = None  # a text with this word cannot be embedded
    stumbles: str | None = None  # a text with this word gets a vector of the wrong width
    texts: list[str] = field(default_factory=list)

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        if self.refuses and any(self.refuses in text for text in texts):
            raise PluginError(f"cannot embed {self.refuses}")
        self.texts += texts
        return [self._vector(text) if self.stumbles and self.stumbles in text else self.padded(text) for text in texts]

    def padded(self, text: str) -> list[float]:
        return padded(self._vector(text))

    def _vector(self, text: str) -> list[float]:
        counts = [0.0] * 64
        for word in text.lower().replace(",", " ").split():
            counts[hashlib.sha256(word.encode()).digest()[0] % 64] += 1.0
        length = sum(count * count for count in counts) ** 0.5
        return [count / length for count in counts]


@pytest.fixture
def new_encoder() -> Callable[..., Any]:
    return WordEncoder


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()
