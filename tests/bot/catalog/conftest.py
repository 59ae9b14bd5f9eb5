"""Tenants to import for, and an encoder."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from bot.types import Tenant
from tests.conftest import TestDatabase
from tests.support.encoder import WordEncoder


@pytest.fixture
def new_tenant(db: TestDatabase) -> Callable[[], Tenant]:
    def create() -> Tenant:
        slug = f"t-{uuid4().hex[:12]}"
        return Tenant(db.add_tenant(slug), slug, "Test", currency="EUR")

    return create


@pytest.fixture
def tenant(new_tenant: Callable[[], Tenant]) -> Tenant:
    return new_tenant()


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()
