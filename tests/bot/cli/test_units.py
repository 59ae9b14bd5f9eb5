from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import units
from bot.errors import InvalidInput, NotFound
from tests.conftest import TestDatabase

LISTINGS = Path(__file__).parents[2] / "data" / "listings" / "madrid.jsonl"


@pytest.fixture
def command(db: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`command("import", file, …)` runs `bot units …` for a tenant called demo."""
    db.add_tenant("demo", currency="EUR")
    monkeypatch.setenv("BOT_DATABASE__URL", db.url)
    monkeypatch.setenv("BOT_DATABASE__ADMIN_URL", db.admin_url)
    monkeypatch.setenv("BOT_PLUGINS__ENABLED", '["plugins.embeddings_local"]')
    cli = typer.Typer()
    units.register(cli)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["units", *map(str, arguments)])

    return run


def test_units_import_of_real_listings_lists_each_bad_row(command: Any) -> None:
    result = command("import", LISTINGS, "--tenant", "demo")
    assert result.exit_code == 0
    assert "16 created, 0 updated, 0 unchanged, 4 rejected" in result.stdout
    assert sum("description is empty" in line for line in result.stdout.splitlines()) == 2
    again = json.loads(command("import", LISTINGS, "--json").stdout)
    assert (again["created"], again["updated"], again["unchanged"], len(again["rejected"])) == (0, 0, 16, 4)
    assert set(again["rejected"][0]) == {"line", "id", "reason"}


def test_units_import_dry_run_changes_nothing(command: Any) -> None:
    assert json.loads(command("import", LISTINGS, "--dry-run", "--json").stdout)["created"] == 16
    assert json.loads(command("import", LISTINGS, "--dry-run", "--json").stdout)["created"] == 16


def test_units_import_without_a_good_row_exits_1(command: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("nonsense\n")
    result = command("import", tmp_path / "bad.jsonl")
    assert result.exit_code == 1
    assert "0 created, 0 updated, 0 unchanged, 1 rejected" in result.stdout


def test_units_import_of_what_is_not_there_is_a_reported_failure(command: Any, tmp_path: Path) -> None:
    assert isinstance(command("import", tmp_path / "none.jsonl").exception, InvalidInput)
    assert isinstance(command("import", LISTINGS, "--tenant", "nobody").exception, NotFound)
    assert command("import").exit_code == 2


def test_units_publish_and_search_find_what_was_imported(command: Any) -> None:
    command("import", LISTINGS)
    foreseen = json.loads(command("publish", "--dry-run", "--json").stdout)
    assert (foreseen["published"], foreseen["embedded"], foreseen["dry_run"]) == (16, 16, True)
    assert "16 published, 0 unchanged, 16 embedded, 0 retired, 0 failed" in command("publish").stdout
    assert "0 published, 16 unchanged, 0 embedded" in command("publish").stdout
    found = json.loads(command("search", "a room with a terrace", "--count", 3, "--json").stdout)
    similarities = [unit["similarity"] for unit in found]
    assert 1 <= len(found) <= 3
    assert similarities == sorted(similarities, reverse=True)
    assert found[0]["name"] in command("search", "a room with a terrace").stdout
