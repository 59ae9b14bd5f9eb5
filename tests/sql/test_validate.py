"""sql/validate.sql: all is well on a fresh database, and each defect is found."""

from __future__ import annotations

import re

import pytest

from bot.store.validation import validate
from tests.conftest import TestDatabase
from tests.sql.support import SQL_FOLDER, psql


def test_validate_of_a_fresh_database_finds_nothing(db: TestDatabase) -> None:
    checks = validate(db.admin_url)
    assert [check for check in checks if not check.ok] == []
    assert len({check.name for check in checks}) == len(checks)


def test_validate_by_psql_prints_the_same_checks(db: TestDatabase) -> None:
    printed = psql(db.admin_url, SQL_FOLDER / "validate.sql", "-A", "-t", "-F", "|")
    lines = [line.split("|") for line in printed.splitlines() if line]
    assert [(line[0], line[1]) for line in lines] == [(check.name, "t") for check in validate(db.admin_url)]


@pytest.mark.parametrize(
    ("defect", "found"),
    [
        ("DROP TABLE link_codes", "columns: link_codes"),
        ("ALTER TABLE prospective_sessions DROP COLUMN referrer", "columns: prospective_sessions"),
        ("ALTER TABLE messages ALTER content DROP NOT NULL", "columns: messages"),
        ("DROP INDEX idx_prospective_sessions_expires", "index: idx_prospective_sessions_expires"),
        (
            "DROP FUNCTION match_accommodations_public(vector, uuid, float, integer)",
            "function: match_accommodations_public",
        ),
        (
            "GRANT EXECUTE ON FUNCTION match_accommodations_public(vector, uuid, float, integer) TO PUBLIC",
            "function: match_accommodations_public",
        ),
        ("GRANT EXECUTE ON FUNCTION lobby.find_tenant(text) TO PUBLIC", "functions: SECURITY DEFINER"),
        ("ALTER FUNCTION lobby.find_tenant(text) RESET search_path", "functions: SECURITY DEFINER"),
        ("ALTER TABLE messages NO FORCE ROW LEVEL SECURITY", "row-level security: forced"),
        ("CREATE POLICY everybody ON prospective_sessions USING (true)", "policies: none for everybody"),
        (
            "ALTER POLICY anon_own_session ON prospective_sessions USING (status = 'active')",  # the first version's
            "policy: prospective_sessions.anon_own_session",
        ),
        ("DROP POLICY staff ON accommodation_units_public", "policy: accommodation_units_public.staff"),
        ("GRANT UPDATE ON messages TO lobby_bot", "role lobby_bot: writes the ledger"),
        ("ALTER TABLE events OWNER TO lobby_bot", "role lobby_bot: owns nothing"),
        ("GRANT SELECT ON messages TO anon", "role anon: sessions and public units only"),
        ("ALTER TABLE prospective_sessions DISABLE TRIGGER USER", "trigger: trigger_prospective_sessions_trim_history"),
    ],
)
def test_validate_finds_the_defect(db: TestDatabase, defect: str, found: str) -> None:
    with db.admin() as conn:
        conn.execute(defect)
    wrong = [check.name for check in validate(db.admin_url) if not check.ok]
    assert any(name.startswith(found) for name in wrong), wrong


def test_readme_names_every_migration_and_table(db: TestDatabase) -> None:
    readme = (SQL_FOLDER / "README.md").read_text("utf-8")
    files = [file.name for file in (SQL_FOLDER / "migrations").glob("*.sql")]
    with db.admin() as conn:
        tables = conn.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        names = [*files, *(row[0] for row in tables.fetchall())]
    assert [name for name in names if not re.search(rf"`{re.escape(name)}`", readme)] == []
