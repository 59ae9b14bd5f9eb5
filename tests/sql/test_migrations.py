"""Migrations: the runner and psql agree, they can be taken back, and nothing can go half-way."""

from __future__ import annotations

import re
from collections.abc import Callable

import psycopg
import pytest

from bot.errors import StoreError, StoreUnavailable
from bot.store import migrations
from bot.store.embedded import EmbeddedServer
from tests.conftest import TestDatabase
from tests.sql.support import MIGRATIONS, catalog, psql


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


def test_psql_in_file_order_gives_the_runners_database(make_empty: Callable[[], str]) -> None:
    by_runner, by_psql = make_empty(), make_empty()
    migrations.migrate(by_runner)
    for file in MIGRATIONS:
        psql(by_psql, file)
    assert catalog(by_runner) == catalog(by_psql)


def test_files_applied_twice_change_nothing(db: TestDatabase) -> None:
    before = catalog(db.admin_url)
    for file in MIGRATIONS:
        psql(db.admin_url, file)
    assert catalog(db.admin_url) == before
    tenant = db.add_tenant()
    with db.admin() as conn:
        conn.execute("INSERT INTO prospective_sessions (tenant_id, cookie_id) VALUES (%s, 'c')", (tenant,))
        for file in MIGRATIONS:
            psql(db.admin_url, file)
        assert conn.execute("SELECT count(*) FROM prospective_sessions").fetchone() == (1,)


def test_rollback_of_everything_leaves_nothing_behind(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    applied = migrations.migrate(url)
    first = catalog(url)
    undone = migrations.rollback(url, steps=len(applied))
    left = [line for line in catalog(url) if not line.startswith("schema ")]
    again = migrations.migrate(url)
    assert undone == applied[::-1]
    assert left == []
    assert again == applied
    assert catalog(url) == first


def test_rollback_one_step_at_a_time_can_be_repaired_at_each(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    applied = migrations.migrate(url)
    whole = catalog(url)
    for steps in range(1, len(applied) + 1):
        assert len(migrations.rollback(url, steps)) == steps
        migrations.migrate(url)
        assert catalog(url) == whole


def test_rollback_restores_what_each_migration_found(make_empty: Callable[[], str]) -> None:
    """Bodies of functions too: compared with a database that never went further."""
    whole, growing = make_empty(), make_empty()
    applied = migrations.migrate(whole)
    before = {}
    for file in MIGRATIONS:
        before[file.name[:14]] = catalog(growing)
        psql(growing, file)
    for version in reversed(applied):
        assert migrations.rollback(whole, 1) == [version]
        assert without_comments(catalog(whole)) == without_comments(before[version[:14]]), version


def without_comments(lines: list[str]) -> list[str]:
    """Rollbacks need not repeat the comments within a body, nor do roles' own rights in the schema count."""
    return sorted(
        re.sub(r"\s+", " ", re.sub(r"--[^\n]*", "", line))
        for line in lines
        if not line.startswith(("schema ", "default privileges "))
    )


def test_status_tells_pending_and_edited(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    assert all(state.applied_at is None for state in migrations.status(url))
    applied = migrations.migrate(url)
    with psycopg.connect(url) as conn:
        conn.execute(
            "UPDATE lobby.schema_migrations SET checksum = 'of another file' WHERE version = %s", (applied[0],)
        )
    states = migrations.status(url)
    assert all(state.applied_at for state in states)
    assert [state.version for state in states if state.changed] == [applied[0]]
    with pytest.raises(StoreError, match=f"{applied[0]} was edited"):
        migrations.migrate(url)


def test_migrate_of_a_failing_file_rolls_it_back_whole(make_empty: Callable[[], str]) -> None:
    url = make_empty()
    with psycopg.connect(url) as conn:  # in the way of the second file
        conn.execute("CREATE VIEW prospective_sessions AS SELECT 1")
    with pytest.raises(StoreError, match="prospective_sessions_table failed and was rolled back"):
        migrations.migrate(url)
    states = migrations.status(url)
    assert [bool(state.applied_at) for state in states] == [True] + [False] * (len(states) - 1)
    with psycopg.connect(url) as conn:
        conn.execute("DROP VIEW prospective_sessions")
    assert len(migrations.migrate(url)) == len(states) - 1


def test_migrate_without_a_server_says_so() -> None:
    with pytest.raises(StoreUnavailable, match="cannot reach the database"):
        migrations.migrate("postgresql://nobody@/lobby?host=/nonexistent")


def test_migrate_by_an_owner_who_is_no_superuser_works(tmp_path_factory: pytest.TempPathFactory) -> None:
    """As on a hosted PostgreSQL, where the administrator may create roles and databases, and nothing beyond."""
    folder = tmp_path_factory.mktemp("hosted", numbered=True)
    folder.chmod(0o755)
    superuser = EmbeddedServer(folder / "postgres").start()
    try:
        with psycopg.connect(superuser, autocommit=True) as conn:
            conn.execute("CREATE ROLE hosted LOGIN CREATEROLE CREATEDB")
            conn.execute("CREATE DATABASE theirs OWNER hosted")
        theirs = superuser.replace("/lobby?", "/theirs?")
        with psycopg.connect(theirs, autocommit=True) as conn:
            conn.execute("CREATE EXTENSION vector")
        url = theirs.replace("//postgres@", "//hosted@")
        assert len(migrations.migrate(url)) == len(MIGRATIONS)
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute("ALTER ROLE lobby_bot LOGIN")
            assert conn.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)
        with psycopg.connect(url.replace("hosted:@", "lobby_bot:@")) as conn:
            assert conn.execute("SELECT lobby.find_tenant('demo')").fetchall() == []
    finally:
        EmbeddedServer(folder / "postgres").stop()
