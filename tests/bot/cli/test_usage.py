"""`bot usage` and `bot checks`: what operators read."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import checks, usage
from bot.errors import NotFound
from tests.conftest import TestDatabase


@pytest.fixture
def command(db: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`command("usage", "--by", "day")`: two tenants' calls and one correction in the database."""
    demo, other = db.add_tenant("demo"), db.add_tenant("other")
    with db.admin() as conn:
        for tenant, model, used, cost in (
            (demo, "writer", 100, "0.000040"),
            (demo, "reader", 50, None),
            (other, "writer", 7, "0.000003"),
        ):
            conn.execute(
                "INSERT INTO llm_usage (tenant_id, model, purpose, reserved_tokens, input_tokens, output_tokens, cost,"
                " settled_at) VALUES (%s, %s, 'reply', 500, %s, 3, %s, now())",
                (tenant, model, used, cost),
            )
        conn.execute(
            "INSERT INTO llm_usage (tenant_id, model, purpose, reserved_tokens) VALUES (%s, 'writer', 'reply', 900)",
            (demo,),
        )
        row = conn.execute(
            "INSERT INTO prospective_sessions (tenant_id, cookie_id) VALUES (%s, 'c') RETURNING session_id", (demo,)
        ).fetchone()
        assert row is not None
        conn.execute(
            "INSERT INTO reply_checks (tenant_id, session_id, sentence, instead, reasons)"
            " VALUES (%s, %s, 'It has a sauna.', 'I do not know.', '{\"no row has it\"}')",
            (demo, UUID(str(row[0]))),
        )
    monkeypatch.setenv("BOT_DATABASE__URL", db.url)
    monkeypatch.setenv("BOT_DATABASE__ADMIN_URL", db.admin_url)
    cli = typer.Typer()
    usage.register(cli)
    checks.register(cli)
    return lambda *arguments: CliRunner().invoke(cli, [str(argument) for argument in arguments])


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_usage_sums_tokens_and_cost(command: Any) -> None:
    [today] = rows(command("usage", "--json"))
    assert (today["calls"], today["input_tokens"], today["output_tokens"]) == (4, 157, 9)
    assert (today["open_tokens"], today["cost"], today["unpriced_tokens"]) == (900, "0.000043", 53)


def test_usage_by_tenant_and_by_model(command: Any) -> None:
    tenants = {row["key"]: row["input_tokens"] for row in rows(command("usage", "--by", "tenant", "--json"))}
    assert tenants == {"demo": 150, "other": 7}
    models = rows(command("usage", "--by", "model", "--tenant", "demo", "--json"))
    assert {row["key"]: row["input_tokens"] for row in models} == {"reader": 50, "writer": 100}


def test_usage_for_people_names_what_has_no_price(command: Any) -> None:
    shown = command("usage", "--by", "conversation").stdout
    assert "(none)" in shown
    assert "53 tokens are of models without a price" in shown


def test_usage_of_an_unknown_tenant_is_an_error(command: Any) -> None:
    assert isinstance(command("usage", "--tenant", "nobody").exception, NotFound)


def test_checks_show_what_was_said_instead_and_why(command: Any) -> None:
    shown = command("checks").stdout
    assert "was:     It has a sauna." in shown
    assert "said:    I do not know." in shown
    assert "because: no row has it" in shown
    [check] = rows(command("checks", "--json"))
    assert check["reasons"] == ["no row has it"]
    assert command("checks", "--tenant", "other").stdout.strip() == "nothing was changed"
