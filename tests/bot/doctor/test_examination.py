"""`bot doctor`: a sound installation passes, and each fault is found with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pgvector.psycopg import register_vector

from bot.doctor import Finding, examine
from bot.settings import Settings
from tests.conftest import TestDatabase

Examined = Callable[..., dict[str, Finding]]
MODEL = "usem3-"  # how the built-in embedder's model begins


@pytest.fixture
def examined(db: TestDatabase, tmp_path: Path) -> Examined:
    """`examined(**sections)`: the findings by name."""

    def run(**sections: Any) -> dict[str, Finding]:
        given = {
            "database": {"url": db.url, "admin_url": db.admin_url},
            "plugins": {"enabled": ("plugins.embeddings_local",), "entry_points": False},
            "channels": {"enabled": ("channels.web",), "entry_points": False},
            **sections,
        }
        return {finding.name: finding for finding in examine(Settings(root=tmp_path, **given))}

    return run


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    """A tenant with a published unit."""
    from plugins.embeddings_local import LocalEncoder

    tenant = db.add_tenant()
    encoder = LocalEncoder()
    encoder.close()
    with db.admin() as conn:
        register_vector(conn)
        conn.execute("UPDATE tenant_registry SET embedding_model = %s", (encoder.model,))
        conn.execute(
            "INSERT INTO accommodation_units_public (tenant_id, name, description, embedding_fast, embedding_model)"
            " VALUES (%s, 'u', 'u', array_fill(0.1, ARRAY[1024])::vector, %s)",
            (tenant, encoder.model),
        )
    return tenant


def test_examination_of_a_sound_installation_finds_no_fault(examined: Examined, tenant: UUID) -> None:
    findings = examined()
    assert [finding for finding in findings.values() if finding.ok is False] == []
    assert all(not finding.advice for finding in findings.values() if finding.ok)
    assert {"plugins", "channels", "embedder", "secrets", "database", "pgvector", "migrations", "bot's role", "schema",
            "tenants", "units of demo", "vector indexes", "expired sessions", "unanswered messages",
            "undelivered replies", "scheduled work", "index usage"} <= set(findings)  # fmt: skip
    assert findings["bot's role"].detail == "lobby_bot"


@pytest.mark.parametrize(
    ("fault", "name", "advice"),
    [
        ("DELETE FROM lobby.schema_migrations WHERE version LIKE '%reply_checks%'", "migrations", "bot db migrate"),
        ("UPDATE lobby.schema_definitions SET checksum = 'x'", "migrations", "bot db migrate"),
        ("DROP TABLE lobby.schema_definitions", "migrations", "delete var/postgres"),
        ("UPDATE lobby.schema_migrations SET checksum = 'x'", "migrations", "restore the file"),
        ("ALTER TABLE messages NO FORCE ROW LEVEL SECURITY", "schema", "bot db validate"),
        ("DELETE FROM tenant_registry", "tenants", "bot tenants add"),
        (
            "UPDATE accommodation_units_public SET embedding_fast = NULL",
            "units of demo",
            "bot units publish --tenant demo",
        ),
        ("UPDATE accommodation_units_public SET embedding_model = 'old'", "units of demo", "bot units publish"),
        (
            "UPDATE accommodation_units_public SET embedding_model = 'old';"
            "UPDATE tenant_registry SET embedding_model = 'old'",
            "units of demo",
            "bot units publish",
        ),
        (
            "INSERT INTO prospective_sessions (tenant_id, cookie_id, expires_at)"
            " SELECT tenant_id, 'c', now() - interval '2 days' FROM tenant_registry",
            "expired sessions",
            "bot cleanup",
        ),
        (
            "SELECT lobby.accept_message(tenant_id, 'web', 'u', 'c', '1', 'hi', NULL, NULL, '{}', gen_random_uuid(),"
            " '-2 min') FROM tenant_registry",
            "unanswered messages",
            "bot run",
        ),
        (
            "INSERT INTO messages (tenant_id, session_id, seq, role, channel, identity_id, content, delivery,"
            " created_at) SELECT tenant_id, gen_random_uuid(), 1, 'assistant', 'telegram', gen_random_uuid(), 'x',"
            " 'pending', now() - interval '1 hour' FROM tenant_registry",
            "undelivered replies",
            "is a node with their channel running?",
        ),
        (
            "INSERT INTO posts (tenant_id, kind, channel, address, created_at)"
            " SELECT tenant_id, 'alert', 'slack', 'C1', now() - interval '1 hour' FROM tenant_registry",
            "alerts and copies",
            "is Slack on?",
        ),
        (
            "INSERT INTO accommodation_unit_vectors SELECT tenant_id, u.unit_id, 'm', v.e"
            " FROM accommodation_unit_vectors v,"
            " LATERAL (SELECT gen_random_uuid() AS unit_id FROM generate_series(1, 1001)) u",
            "vector indexes",
            "bot db index",
        ),
    ],
)
def test_examination_finds_the_fault_and_says_what_to_do(
    examined: Examined, db: TestDatabase, tenant: UUID, fault: str, name: str, advice: str
) -> None:
    with db.admin() as conn:
        conn.execute("SET session_replication_role = replica" if "_vectors SELECT" in fault else "SELECT 1")
        conn.execute(fault.encode())
    finding = examined()[name]
    assert finding.ok is False, finding
    assert advice in finding.advice


def test_examination_without_a_database_says_so_and_examines_the_rest(examined: Examined) -> None:
    findings = examined(database={"url": "postgresql://nobody@/lobby?host=/nonexistent"})
    assert findings["database"].ok is False
    assert "DATABASE_URL" in findings["database"].advice
    assert findings["plugins"].ok
    assert "migrations" not in findings


def test_examination_of_a_bot_without_its_role_says_how_to_give_it(examined: Examined, db: TestDatabase) -> None:
    with db.admin() as conn:
        conn.execute("CREATE ROLE stranger LOGIN")
    try:
        url = db.url.replace("lobby_bot@", "stranger@")
        finding = examined(database={"url": url, "admin_url": db.admin_url})["bot's role"]
    finally:
        with db.admin() as conn:
            conn.execute("DROP ROLE stranger")
    assert finding.ok is False
    assert "GRANT lobby_bot" in finding.advice


def test_examination_of_a_superuser_as_bot_remarks_on_it(examined: Examined, db: TestDatabase) -> None:
    finding = examined(database={"url": db.admin_url})["bot's role"]
    assert finding.ok is None
    assert "superuser" in finding.detail


def test_examination_without_channel_or_embedder_finds_both(examined: Examined) -> None:
    nothing = {"enabled": (), "entry_points": False}
    findings = examined(plugins=nothing, channels=nothing)
    assert findings["channels"].ok is False
    assert findings["embedder"].ok is False
    assert "plugins.embeddings_local" in findings["embedder"].advice


def test_examination_names_secrets_and_never_shows_them(examined: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFF_JWT_SECRET", "canary")
    findings = examined()
    assert "STAFF_JWT_SECRET set" in findings["secrets"].detail
    assert not [finding for finding in findings.values() if "canary" in str(finding)]
