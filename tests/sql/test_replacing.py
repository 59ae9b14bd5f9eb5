"""Functions are the present tense: what their files say is what the database has after `bot db migrate`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from bot.errors import StoreError
from bot.store import migrations
from bot.store.replacing import remove, replace
from bot.store.schema_files import Definition
from tests.conftest import TestDatabase
from tests.sql.support import catalog

BODY = "CREATE OR REPLACE FUNCTION lobby.answer({}) RETURNS {} LANGUAGE sql AS $$ SELECT {} $$;"
RIGHTS = "\nREVOKE ALL ON FUNCTION lobby.answer FROM PUBLIC;"


def answer(arguments: str, result: str, value: str) -> Definition:
    return Definition("functions/answer", BODY.format(arguments, result, value) + RIGHTS)


@pytest.fixture
def conn(db: TestDatabase) -> Any:
    with psycopg.connect(db.admin_url) as conn:
        yield conn


def test_migrate_replaces_a_function_that_is_not_as_its_file_says(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    migrations.migrate(url)
    whole = catalog(url)
    with psycopg.connect(url) as conn:
        conn.execute("UPDATE lobby.schema_definitions SET checksum = 'old' WHERE path = 'functions/release_lease'")
        conn.execute("DROP FUNCTION lobby.release_lease")
        conn.execute("CREATE FUNCTION lobby.release_lease() RETURNS text LANGUAGE sql AS 'SELECT $$old$$'")
    assert [state.version for state in migrations.status(url) if state.applied_at is None] == [
        "functions/release_lease"
    ]
    assert migrations.migrate(url) == ["functions/release_lease"]
    assert catalog(url) == whole


def test_migrate_drops_a_function_whose_file_is_gone_with_its_triggers(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    migrations.migrate(url)
    whole = catalog(url)
    with psycopg.connect(url) as conn:
        conn.execute("CREATE FUNCTION lobby.once() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
        conn.execute("CREATE TRIGGER once BEFORE INSERT ON leases FOR EACH ROW EXECUTE FUNCTION lobby.once()")
        conn.execute("INSERT INTO lobby.schema_definitions VALUES ('functions/once', 'x')")
    assert migrations.migrate(url) == []
    assert catalog(url) == whole


@pytest.mark.parametrize(
    "new", [answer("", "text", "'yes'"), answer("n integer", "integer", "n"), answer("", "bigint", "1")]
)
def test_replace_of_another_signature_leaves_one_function(conn: psycopg.Connection[Any], new: Definition) -> None:
    replace(conn, answer("", "integer", "1"))
    replace(conn, new)
    found = conn.execute("SELECT count(*) FROM pg_proc WHERE proname = 'answer'").fetchone()
    assert found == (1,)


def test_replace_of_the_same_signature_keeps_the_function_that_callers_know(conn: psycopg.Connection[Any]) -> None:
    replace(conn, answer("", "integer", "1"))
    before = conn.execute("SELECT 'lobby.answer'::regproc::oid").fetchone()
    replace(conn, answer("", "integer", "2"))
    assert conn.execute("SELECT 'lobby.answer'::regproc::oid").fetchone() == before
    assert conn.execute("SELECT lobby.answer()").fetchone() == (2,)


def test_replace_of_what_a_policy_depends_on_is_refused_with_what_to_do(conn: psycopg.Connection[Any]) -> None:
    new = Definition(
        "functions/policies/tenant_scope",
        "CREATE OR REPLACE FUNCTION lobby.tenant_scope() RETURNS text LANGUAGE sql AS 'SELECT 1::text'",
    )
    with pytest.raises(StoreError, match=r"tenant_scope\(\) cannot be changed .*policy bot .* write a migration"):
        replace(conn, new)


def test_replace_by_a_faulty_file_names_it(conn: psycopg.Connection[Any]) -> None:
    with pytest.raises(StoreError, match="functions/answer failed and was rolled back"):
        replace(conn, answer("", "integer", "nonsense"))


def test_remove_leaves_strangers_functions_alone(conn: psycopg.Connection[Any]) -> None:
    conn.execute("CREATE FUNCTION public.find_alert() RETURNS integer LANGUAGE sql AS 'SELECT 1'")
    remove(conn, "find_alert")
    assert conn.execute("SELECT public.find_alert()").fetchone() == (1,)
