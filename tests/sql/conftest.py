"""The ledger under test, and databases without migrations for the tests that apply them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from bot.ledger.ledger import Ledger
from bot.store.database import Database

LEASE = timedelta(seconds=15)


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, LEASE)


@pytest.fixture
def make_empty(server: str) -> Iterator[Callable[[], str]]:
    """`make_empty()`: the administrator's URL of a new, empty database."""
    maintenance = server.replace("/lobby?", "/postgres?")
    names: list[str] = []

    def make() -> str:
        names.append(f"empty_{uuid4().hex}")
        with psycopg.connect(maintenance, autocommit=True) as conn:
            conn.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(names[-1])))
        return server.replace("/lobby?", f"/{names[-1]}?")

    yield make
    with psycopg.connect(maintenance, autocommit=True) as conn:
        for name in names:
            conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
