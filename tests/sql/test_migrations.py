"""Migrations: the runner and psql agree, they can be taken back, and nothing can go half-way."""

from __future__ import annotations

import re
from collections.abc import Callable

import psycopg
import pytest

from bot.errors import EarlierDatabase, StoreError, StoreUnavailable
from bot.store import migrations
from tests.conftest import TestDatabase
from tests.sql.schema import SCHEMA, dump
from tests.sql.support import FUNCTIONS, IN_ORDER, MIGRATIONS, SQL_FOLDER, catalog, psql

pytestmark = pytest.mark.slow


def test_file_names_all_are_legal_and_have_a_rollback() -> None:
    names = [file.name for file in MIGRATIONS]
    rollbacks = sorted(file.name for file in (MIGRATIONS[0].parent / "rollback").iterdir())
    assert all(re.fullmatch(r"\d{14}_[a-z0-9]+(_[a-z0-9]+)*\.sql", name) for name in names)
    assert len({name[:14] for name in names}) == len(names)
    assert rollbacks == names


def test_names_of_the_specification_are_kept() -> None:
    assert {
        "20251001015000_add_prospective_sessions_table.sql",
        "20251001015100_add_accommodation_units_public_table.sql",
        "20251001015200_add_match_accommodations_public_function.sql",
    } <= {file.name for file in MIGRATIONS}


def test_functions_each_have_one_file_of_their_name(db: TestDatabase) -> None:
    defined = re.compile(r"^CREATE (?:OR REPLACE )?FUNCTION (?:lobby\.)?(\w+)", re.MULTILINE)
    assert {file.stem: defined.findall(file.read_text("utf-8")) for file in FUNCTIONS} == {
        file.stem: [file.stem] for file in FUNCTIONS
    }
    assert [file.name for file in MIGRATIONS if defined.search(file.read_text("utf-8"))] == []
    with db.admin() as conn:
        names = conn.execute(
            "SELECT proname FROM pg_proc p WHERE pronamespace IN ('lobby'::regnamespace, 'public'::regnamespace)"
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        ).fetchall()
    assert sorted(names) == sorted((file.stem,) for file in FUNCTIONS)


def test_schema_file_is_what_the_migrations_make(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    migrations.migrate(url)
    assert dump(url).splitlines() == SCHEMA.read_text("utf-8").splitlines(), "run `make schema`"


def test_psql_in_the_documented_order_gives_the_runners_database(make_empty: Callable[[], str]) -> None:
    by_runner, by_psql = make_empty(), make_empty()
    migrations.migrate(by_runner)
    for file in IN_ORDER:
        psql(by_psql, file)
    assert catalog(by_runner) == catalog(by_psql)


def test_files_applied_twice_change_nothing(db: TestDatabase) -> None:
    before = catalog(db.admin_url)
    tenant = db.add_tenant()
    with db.admin() as conn:
        conn.execute("INSERT INTO prospective_sessions (tenant_id, cookie_id) VALUES (%s, 'c')", (tenant,))
        for file in IN_ORDER:
            psql(db.admin_url, file)
        assert conn.execute("SELECT count(*) FROM prospective_sessions").fetchone() == (1,)
    assert catalog(db.admin_url) == before


def test_function_bodies_all_are_valid(db: TestDatabase) -> None:
    """Some files must be applied before those that they call, with the check of bodies off."""
    with db.admin() as conn:
        conn.execute("SET check_function_bodies = on")
        for (definition,) in conn.execute(
            "SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = 'lobby'::regnamespace"
            " OR p.proname = 'match_accommodations_public'"
        ).fetchall():
            conn.execute(definition)


def test_rollback_of_everything_leaves_nothing_behind(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    migrations.migrate(url)
    first = catalog(url)
    undone = migrations.rollback(url, steps=len(MIGRATIONS))
    left = [line for line in catalog(url) if not line.startswith("schema ")]
    migrations.migrate(url)
    assert undone == [file.stem for file in reversed(MIGRATIONS)]
    assert left == []
    assert catalog(url) == first


def test_rollback_by_psql_leaves_nothing_behind(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    for file in IN_ORDER:
        psql(url, file)
    psql(url, SQL_FOLDER / "drop-functions.sql")
    for file in reversed(MIGRATIONS):
        psql(url, file.parent / "rollback" / file.name)
    assert [line for line in catalog(url) if not line.startswith("schema ")] == []


def test_rollback_one_step_at_a_time_can_be_repaired_at_each(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    migrations.migrate(url)
    whole = catalog(url)
    for steps in range(1, len(MIGRATIONS) + 1):
        assert len(migrations.rollback(url, steps)) == steps
        migrations.migrate(url)
        assert catalog(url) == whole


def test_rollback_leaves_the_tables_that_each_migration_found(make_empty: Callable[[], str]) -> None:
    """Compared with a database that never went further."""
    whole, growing = make_empty(), make_empty()
    migrations.migrate(whole)
    for file in IN_ORDER[: IN_ORDER.index(MIGRATIONS[0])]:
        psql(growing, file)
    before = {}
    for file in MIGRATIONS:
        before[file.stem] = without_rights_in_schemas(catalog(growing))
        psql(growing, file)
    before[MIGRATIONS[0].stem] = []  # the last to go takes what policies called along
    for file in reversed(MIGRATIONS):
        assert migrations.rollback(whole, 1) == [file.stem]
        assert without_rights_in_schemas(catalog(whole)) == before[file.stem], file.stem


def without_rights_in_schemas(lines: list[str]) -> list[str]:
    """The roles' own rights in the schemas stay."""
    return [line for line in lines if not line.startswith(("schema ", "default privileges "))]


def test_functions_dropped_come_back_by_their_files(db: TestDatabase) -> None:
    whole = catalog(db.admin_url)
    psql(db.admin_url, SQL_FOLDER / "drop-functions.sql")
    for file in sorted((SQL_FOLDER / "functions").glob("*.sql")):
        psql(db.admin_url, file)
    assert catalog(db.admin_url) == whole


def test_status_tells_pending_and_edited(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    assert all(state.applied_at is None for state in migrations.status(url))
    migrations.migrate(url)
    first = MIGRATIONS[0].stem
    with psycopg.connect(url) as conn:
        conn.execute("UPDATE lobby.schema_migrations SET checksum = 'of another file' WHERE version = %s", (first,))
    states = migrations.status(url)
    assert all(state.applied_at for state in states)
    assert [state.version for state in states if state.changed] == [first]
    with pytest.raises(StoreError, match=f"{first} was edited"):
        migrations.migrate(url)


def test_migrate_of_a_database_from_before_the_first_release_says_what_to_do(make_empty: Callable[[], str]) -> None:
    """Its history has other files: it knows nothing of functions that are replaced."""
    url = make_empty()
    migrations.migrate(url)
    with psycopg.connect(url) as conn:
        conn.execute("DROP TABLE lobby.schema_definitions")
    for refuse in (migrations.migrate, migrations.rollback, migrations.status):
        with pytest.raises(EarlierDatabase, match=r"delete var/postgres if .* or else name a new, empty database"):
            refuse(url)


def test_migrate_of_a_newer_database_is_refused_and_its_functions_are_left_alone(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    migrations.migrate(url)
    with psycopg.connect(url) as conn:
        conn.execute("INSERT INTO lobby.schema_migrations VALUES ('29990101000000_of_tomorrow', 'x')")
        conn.execute("UPDATE lobby.schema_definitions SET checksum = 'of tomorrow'")
    with pytest.raises(StoreError, match=r"newer version of Lobby \(29990101000000_of_tomorrow\)"):
        migrations.migrate(url)
    assert all(state.applied_at for state in migrations.status(url))


def test_migrate_of_a_failing_file_rolls_it_back_whole(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    with psycopg.connect(url) as conn:  # in the way of the second file
        conn.execute("CREATE VIEW prospective_sessions AS SELECT 1")
    with pytest.raises(StoreError, match="prospective_sessions_table failed and was rolled back"):
        migrations.migrate(url)
    states = {state.version: bool(state.applied_at) for state in migrations.status(url)}
    assert [states[file.stem] for file in MIGRATIONS] == [True] + [False] * (len(MIGRATIONS) - 1)
    with psycopg.connect(url) as conn:
        conn.execute("DROP VIEW prospective_sessions")
    migrations.migrate(url)
    assert all(state.applied_at for state in migrations.status(url))


def test_migrate_without_a_server_says_so() -> None:
    with pytest.raises(StoreUnavailable, match="cannot reach the database"):
        migrations.migrate("postgresql://nobody@/lobby?host=/nonexistent")
