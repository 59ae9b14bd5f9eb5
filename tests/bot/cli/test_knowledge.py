from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import knowledge
from bot.errors import InvalidInput, NotFound
from tests.conftest import TestDatabase

GUIDE = "## Where are the keys? {#keys}\nIn the box.\n\n## ¿Hay wifi? {lang=es}\nSí.\n\n## Bad? {topic=nonsense}\nX.\n"


@pytest.fixture
def command(db: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`command("import", file, …)` runs `bot knowledge …` for a tenant called demo."""
    db.add_tenant("demo", locale="en-GB")
    monkeypatch.setenv("BOT_DATABASE__URL", db.url)
    monkeypatch.setenv("BOT_DATABASE__ADMIN_URL", db.admin_url)
    monkeypatch.setenv("BOT_PLUGINS__ENABLED", '["plugins.embeddings_local", "plugins.understanding"]')
    cli = typer.Typer()
    knowledge.register(cli)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["knowledge", *map(str, arguments)])

    return run


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    (tmp_path / "guide.md").write_text(GUIDE, "utf-8")
    return tmp_path / "guide.md"


def test_knowledge_import_lists_each_bad_row_and_keeps_the_good_ones(command: Any, guide: Path) -> None:
    result = command("import", guide)
    assert result.exit_code == 0
    assert "2 created, 0 updated, 0 unchanged, 0 removed, 1 rejected" in result.stdout
    assert "bot knowledge publish" in result.stdout
    again = json.loads(command("import", guide, "--json").stdout)
    assert (again["created"], again["unchanged"]) == (0, 2)
    assert again["rejected"] == [{"line": 7, "id": None, "reason": "topic is unknown: 'nonsense'"}]


def test_knowledge_import_dry_run_changes_nothing(command: Any, guide: Path) -> None:
    assert json.loads(command("import", guide, "--dry-run", "--json").stdout)["created"] == 2
    assert json.loads(command("list", "--json").stdout) == []


def test_knowledge_import_without_a_good_row_exits_1(command: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("nonsense\n")
    assert command("import", tmp_path / "bad.jsonl").exit_code == 1
    assert isinstance(command("import", tmp_path / "none.md").exception, InvalidInput)
    (tmp_path / "empty.md").write_text("")
    assert command("import", tmp_path / "empty.md").exit_code == 0
    assert isinstance(command("import", tmp_path / "empty.md", "--tenant", "nobody").exception, NotFound)


def test_knowledge_publish_list_and_search(command: Any, guide: Path) -> None:
    command("import", guide)
    assert "nothing is published" in command("search", "where are the keys").stdout
    foreseen = json.loads(command("publish", "--dry-run", "--json").stdout)
    assert (foreseen["published"], foreseen["embedded"], foreseen["dry_run"]) == (2, 2, True)
    assert "2 published, 0 unchanged, 2 embedded, 0 failed" in command("publish").stdout
    assert "0 published, 2 unchanged, 0 embedded, 0 failed" in command("publish").stdout
    assert {row["is_published"] for row in json.loads(command("list", "--json").stdout)} == {True}
    assert "guide.md" in command("list").stdout
    found = json.loads(command("search", "wo sind die Schlüssel?", "--json").stdout)
    assert (found[0]["answer"], found[0]["told"]) == ("In the box.", True)
    assert [row["told"] for row in json.loads(command("search", "who won the match", "--json").stdout)] == [
        False,
        False,
    ]
    assert isinstance(command("search", "the keys", "--unit", "nowhere").exception, InvalidInput)


def test_knowledge_gaps_without_any_says_so(command: Any) -> None:
    assert "nothing was asked that had no answer" in command("gaps").stdout
    assert json.loads(command("gaps", "--json").stdout) == {"questions": [], "topics": []}


def test_knowledge_gaps_groups_questions_and_counts_topics(command: Any, db: TestDatabase) -> None:
    with db.admin() as conn:
        row = conn.execute("SELECT tenant_id FROM tenant_registry").fetchone()
        assert row
        for number, (language, question) in enumerate(
            (("en", "is there a deposit?"), ("es", "¿hay que dejar fianza?"))
        ):
            conn.execute(
                "WITH s AS (INSERT INTO prospective_sessions (tenant_id, cookie_id) VALUES (%s, %s) RETURNING *)"
                " SELECT lobby.note_gap(s.tenant_id, s.session_id, 'web',"
                " jsonb_build_object('topic', 'deposit', 'language', %s::text, 'question', %s::text)) FROM s",
                (row[0], f"c{number}", language, question),
            )
    value = json.loads(command("gaps", "--json").stdout)
    assert sum(group["conversations"] for group in value["questions"]) == 2
    assert {(topic["topic"], topic["language"], topic["count"]) for topic in value["topics"]} == {
        ("deposit", "en", 1),
        ("deposit", "es", 1),
    }
    assert "is there a deposit?" in command("gaps").stdout
