"""Tenants by slug or id, remembered for a moment: every message needs one."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import NotFound
from bot.store.database import Database
from bot.store.queries import load
from bot.types import JSON, Tenant

CACHE_S = 5.0  # a changed setting counts after this at the latest
MAX_CACHED = 10_000
DIGEST_CHARS = 12

SQL = load("ledger")


@dataclass(frozen=True, slots=True)
class _Row:
    tenant_id: UUID
    slug: str
    name: str
    settings: JSON
    embedding_model: str | None


class Tenants:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._cache: dict[str, tuple[float, Tenant | None]] = {}

    async def find(self, key: str | UUID) -> Tenant:
        """The active tenant with this slug or id.

        Raises:
            NotFound: there is none (code `unknown_tenant`).
        """
        key = str(key)
        cached = self._cache.get(key)
        if cached is None or cached[0] < time.monotonic():
            cached = (time.monotonic() + CACHE_S, await self._read(key))
            if len(self._cache) >= MAX_CACHED:  # keys come from outside
                self._cache.clear()
            self._cache[key] = cached
        if cached[1] is None:
            raise NotFound("There is no tenant with that name; check data-tenant or tenant_id.", "unknown_tenant")
        return cached[1]

    async def _read(self, key: str) -> Tenant | None:
        if "\0" in key or len(key) > 100:
            return None
        row = await self._database.one(_Row, SQL["find_tenant"], {"key": key})
        return from_row(row.tenant_id, row.slug, row.name, row.settings, row.embedding_model) if row else None


def from_row(tenant_id: UUID, slug: str, name: str, settings: JSON, embedding_model: str | None = None) -> Tenant:
    """A row of tenant_registry; what its settings leave out has a default."""
    known: dict[str, Any] = {
        key: settings[key]
        for key in ("locale", "currency", "time_zone", "booking_url_template", "brand")
        if settings.get(key)
    }
    try:
        ZoneInfo(known.get("time_zone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        known.pop("time_zone")
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:DIGEST_CHARS]
    return Tenant(
        tenant_id=tenant_id, slug=slug, name=name, allowed_origins=tuple(settings.get("allowed_origins") or ()),
        embedding_model=embedding_model, version=digest, **known,
    )  # fmt: skip
