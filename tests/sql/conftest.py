"""The ledger under test, and databases without migrations for the tests that apply them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from bot.ledger.ledger import Ledger
from bot.store.database import Database
from bot.testing.throwaway import ThrowawayServer

LEASE = timedelta(seconds=15)


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, LEASE)


@pytest.fixture
def make_empty(server: ThrowawayServer) -> Iterator[Callable[[], str]]:
    """`make_empty()`: the administrator's URL of a new, empty database."""
    names: list[str] = []

    def make() -> str:
        names.append(server.create("template0"))
        return server.url(names[-1])

    yield make
    for name in names:
        server.drop(name)
