"""Every command: exit codes, JSON, one sentence for an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.bot.cli.conftest import Bot
from tests.conftest import TestDatabase

pytestmark = pytest.mark.slow

HEAVY = ("fastapi", "uvicorn", "sqlalchemy", "numpy", "procrastinate", "psycopg_pool")


def in_json(bot: Bot, *arguments: object) -> Any:
    done = bot(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# --- usage -----------------------------------------------------------------------------------------------------------


def test_help_lists_the_commands_and_a_plugins_own(bot: Bot) -> None:
    done = bot("--help")
    assert done.returncode == 0
    for command in ("run", "chat", "db", "tenants", "units", "cleanup", "plugins", "doctor", "greet"):
        assert f" {command} " in done.stdout


def test_plugins_command_beside_bot_toml_runs(program: Bot) -> None:
    done = program("greet", "Ana")
    assert (done.returncode, done.stdout) == (0, "hello Ana\n")


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("db", "nonsense"), ("db", "status", "--nonsense"), ("tenants", "add")]
)
def test_usage_that_is_wrong_exits_2(bot: Bot, arguments: tuple[str, ...]) -> None:
    done = bot(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_builtin_command_imports_nothing_heavy(program: Bot) -> None:
    done = program("db", "--help", env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert done.returncode == 0
    assert "typer" in imported
    assert imported.isdisjoint(HEAVY)


def test_version_is_printed(program: Bot) -> None:
    from importlib.metadata import version

    assert program("--version").stdout.strip() == version("lobby")


# --- what goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("[web]\nprot = 1\n", "unknown setting web.prot; did you mean port?"),
        ("[web]\nport = 70000\n", "web.port"),
        ("[web", "not valid TOML"),
    ],
)
def test_setting_that_is_wrong_is_one_sentence(bot: Bot, house: Path, toml: str, sentence: str) -> None:
    (house / "bot.toml").write_text(toml)
    done = bot("db", "status")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("bot: ")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BOT_WEBB__PORT", "1", "BOT_WEBB__PORT: no such setting; did you mean BOT_WEB__PORT?"),
        ("BOT_WEB", "1", "BOT_WEB: no such setting; did you mean BOT_WEB__"),
        ("BOT_WEB__PRT", "1", "BOT_WEB__PRT: unknown setting web.prt; did you mean port?"),
        ("BOT_WEB__PORT", "x", "environment variable BOT_WEB__PORT: web.port: "),
        ("BOT_PLUGINS__ENABLED", "plugins.concierge", "BOT_PLUGINS__ENABLED: write the list as JSON"),
        ("DATABASE_URL", "top secret", "the database's address cannot be read; write postgresql://"),
    ],
)
def test_variable_that_is_wrong_is_named(bot: Bot, name: str, value: str, sentence: str) -> None:
    done = bot("db", "status", env={name: value})
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence in done.stderr
    assert "secret" not in done.stderr


def test_config_option_names_the_file(bot: Bot, house: Path) -> None:
    (house / "other.toml").write_text("[nonsense]\n")
    assert "other.toml: unknown setting nonsense" in bot("--config", "other.toml", "db", "status").stderr
    assert "other.toml: unknown setting nonsense" in bot("--config=other.toml", "db", "status").stderr
    missing = bot("--config", "none.toml", "db", "status")
    assert missing.returncode in (1, 2)
    assert "none.toml" in missing.stderr


def test_database_that_is_away_is_one_sentence_unless_debugging(bot: Bot) -> None:
    away = {"BOT_DATABASE__URL": "postgresql://nobody@/lobby?host=/nonexistent"}
    done = bot("db", "status", env=away)
    assert done.returncode == 1
    assert "cannot reach the database" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in bot("--debug", "db", "status", env=away).stderr


@pytest.mark.usefixtures("on_database")
def test_broken_plugin_does_not_stop_the_database_commands_and_doctor(bot: Bot, house: Path) -> None:
    (house / "greeting.py").write_text("import nothing_of_that_name\n")
    assert bot("db", "status").returncode == 0
    helped, examined = bot("--help"), bot("doctor", "--json")
    assert helped.returncode == 0
    assert "plugin greeting: cannot import greeting" in helped.stderr
    [finding] = [f for f in json.loads(examined.stdout) if f["name"] == "plugins"]
    assert examined.returncode == 1
    assert not finding["ok"]
    assert "plugin greeting: cannot import greeting" in finding["detail"]
    assert bot("plugins").returncode == 1


# --- bot db ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("on_database")
def test_db_commands_report_in_json(bot: Bot, db: TestDatabase) -> None:
    states = in_json(bot, "db", "status")
    assert all(state["applied_at"] and not state["changed"] for state in states)
    newest = states[-1]["version"]
    assert in_json(bot, "db", "rollback", "--yes") == {"rolled_back": [newest]}
    assert in_json(bot, "db", "status")[-1]["applied_at"] is None
    applied = in_json(bot, "db", "migrate")["applied"]
    assert (applied[0], {path.partition("/")[0] for path in applied[1:]}) == (newest, {"functions"})
    assert in_json(bot, "db", "migrate") == {"applied": []}
    assert all(check["ok"] for check in in_json(bot, "db", "validate"))
    assert in_json(bot, "db", "url") == {"url": db.admin_url, "embedded": False}
    assert in_json(bot, "db", "index") == {"built": []}


@pytest.mark.usefixtures("on_database")
def test_db_validate_exits_1_when_a_check_fails(bot: Bot, db: TestDatabase) -> None:
    with db.admin() as conn:
        conn.execute("DROP INDEX idx_prospective_sessions_tenant")
    done = bot("db", "validate")
    assert done.returncode == 1
    assert "✗  index: idx_prospective_sessions_tenant" in done.stdout


@pytest.mark.usefixtures("on_database")
def test_db_validate_of_an_empty_database_names_the_command_that_fills_it(bot: Bot) -> None:
    bot("db", "rollback", "--steps", "99", "--yes")
    done = bot("db", "validate")
    assert (done.returncode, done.stdout) == (1, "")
    assert "run `bot db migrate`" in done.stderr
    assert "unexpected" not in done.stderr


@pytest.mark.usefixtures("on_database")
def test_db_rollback_without_yes_needs_somebody_to_ask(bot: Bot) -> None:
    done = bot("db", "rollback")
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert in_json(bot, "db", "status")[-1]["applied_at"]


@pytest.mark.usefixtures("on_database")
def test_pending_migrations_are_told_with_the_command_that_applies_them(bot: Bot) -> None:
    bot("db", "rollback", "--yes")
    done = bot("tenants", "list")
    assert done.returncode == 1
    assert "run `bot db migrate`" in done.stderr


def test_bots_own_login_suffices_to_run_and_is_told_what_it_may_not(
    bot: Bot, db: TestDatabase, environment: dict[str, str]
) -> None:
    environment["DATABASE_URL"] = db.url
    assert all(state["applied_at"] for state in in_json(bot, "db", "status"))
    assert in_json(bot, "cleanup") == {"deleted": 0, "archived": 0}
    for arguments in (("db", "validate"), ("tenants", "list"), ("tenants", "add", "x", "--name", "x")):
        done = bot(*arguments)
        assert done.returncode == 1
        assert "BOT_DATABASE__ADMIN_URL" in done.stderr
    findings = {f["name"]: f for f in json.loads(bot("doctor", "--json").stdout)}
    assert findings["bot's role"]["ok"]
    assert "BOT_DATABASE__ADMIN_URL" in findings["schema, tenants, data"]["advice"]


# --- bot tenants -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("on_database")
def test_tenants_are_added_changed_and_listed(bot: Bot, house: Path) -> None:
    (house / "casa.toml").write_text(
        'locale = "es"\nallowed_origins = ["https://casa.example"]\n[brand]\ncolor = "#fff"\n'
    )
    added = in_json(
        bot, "tenants", "add", "casa", "--name", "Casa", "--settings", "casa.toml", "--settings", "currency=EUR"
    )
    assert len(added["webhook_secret"]) >= 43
    changed = in_json(
        bot, "tenants", "set", "casa", "brand.greeting=Hola", "locale=", "time_zone=Europe/Madrid", "--name", "La Casa"
    )
    assert (changed["name"], changed["settings"]) == (
        "La Casa",
        {
            "allowed_origins": ["https://casa.example"],
            "brand": {"color": "#fff", "greeting": "Hola"},
            "currency": "EUR",
            "time_zone": "Europe/Madrid",
        },
    )
    assert in_json(bot, "tenants", "secret", "casa")["webhook_secret"] != added["webhook_secret"]
    assert in_json(bot, "tenants", "set", "casa", "--inactive")["is_active"] is False
    [listed] = in_json(bot, "tenants", "list")
    assert (listed["slug"], listed["units"], listed["is_active"]) == ("casa", 0, False)


@pytest.mark.usefixtures("on_database")
def test_tenants_refuse_what_is_wrong_and_keep_nothing(bot: Bot, db: TestDatabase) -> None:
    db.add_tenant("demo")
    for arguments, sentence in (
        (("add", "demo", "--name", "x"), "there is a tenant demo already"),
        (("add", "No Slug", "--name", "x"), "is no slug"),
        (("add", "new", "--name", "x", "--settings", "currency=euros"), "currency"),
        (("add", "new", "--name", "x", "--settings", "curency=EUR"), "did you mean currency?"),
        (("add", "new", "--name", "x", "--settings", "time_zone=Mars/Base"), "no such time zone"),
        (("add", "new", "--name", "x", "--settings", "none.toml"), "none.toml: cannot be read"),
        (("set", "nobody", "locale=es"), "there is no tenant nobody"),
        (("secret", "nobody"), "there is no tenant nobody"),
    ):
        done = bot("tenants", *arguments)
        assert done.returncode == 1, arguments
        assert sentence in done.stderr
    with db.admin() as conn:
        assert conn.execute("SELECT slug FROM tenant_registry").fetchall() == [("demo",)]


# --- the rest --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("on_database")
def test_cleanup_reports_what_it_did(bot: Bot, db: TestDatabase) -> None:
    tenant = db.add_tenant()
    with db.admin() as conn:
        conn.execute(
            "INSERT INTO prospective_sessions (tenant_id, cookie_id, expires_at)"
            " VALUES (%s, 'c', now() - interval '1 s')",
            (tenant,),
        )
    assert in_json(bot, "cleanup") == {"deleted": 1, "archived": 0}
    assert bot("cleanup").stdout == "0 expired sessions deleted, 0 converted ones archived\n"


def test_plugins_are_listed_with_origin_and_hooks(bot: Bot) -> None:
    listed = {plugin["name"]: plugin for plugin in in_json(bot, "plugins")}
    assert listed["greeting"] == {
        "name": "greeting", "origin": "greeting", "hooks": ["register_commands", "respond"], "group": "lobby.plugins",
    }  # fmt: skip
    assert listed["terminal"]["hooks"] == ["register_channels"]


def test_embedded_server_given_by_url_stays_until_it_is_stopped(program: Bot, house: Path) -> None:
    url = program("db", "url").stdout.strip()
    try:
        with psycopg.connect(url) as conn:
            assert conn.execute("SELECT current_database()").fetchone() == ("lobby",)
        assert program("db", "migrate").returncode == 0
        with psycopg.connect(url) as conn:
            assert conn.execute("SELECT to_regclass('public.messages')").fetchone() == ("messages",)
    finally:
        assert in_json(program, "db", "stop") == {"stopped": True}
    assert in_json(program, "db", "stop") == {"stopped": False}
    assert not (house / "var" / "postgres" / "postmaster.pid").exists()


def test_embedded_server_stops_with_its_last_user_also_after_a_kill(program: Bot, house: Path) -> None:
    data = house / "var" / "postgres"
    for _ in range(2):
        assert program("db", "status").returncode == 0
        assert not (data / "postmaster.pid").exists()
        (data / "lobby-users.json").write_text('{"4194304": 0}')  # a user that was killed; no pid is that high
