"""`bot funnel`: what people and programs read, and the exit codes."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import funnel
from bot.errors import NotFound
from tests.conftest import TestDatabase
from tests.sql.test_funnel import MAIL, write

DAYS = ("--from", "2030-06-01", "--to", "2030-06-03")


@pytest.fixture
def command(db: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`command("--days", 3)` runs `bot funnel …`; the tenant demo has a little story."""
    tenant = db.add_tenant("demo", time_zone="Europe/Madrid")
    with db.admin() as conn:
        for kind, count in (("visit", 8), ("session_started", 4), ("message", 1), ("handoff", 1)):
            for _ in range(count):
                write(conn, tenant, kind, at="2030-06-01T10:00:00Z", touches=MAIL)
        for kind, day in (("reservation", 1), ("reservation", 2), ("cancellation", 3)):
            details = {"total_amount": 480.5, "currency": "EUR"}
            write(conn, tenant, kind, at=f"2030-06-0{day}T10:00:00Z", channel="telegram", details=details)
        for topic in ("parking", "pets", "parking"):
            write(conn, tenant, "topic", at="2030-06-01T10:00:00Z", details={"topic": topic})
    monkeypatch.setenv("BOT_DATABASE__URL", db.url)
    monkeypatch.setenv("BOT_DATABASE__ADMIN_URL", db.admin_url)
    cli = typer.Typer()
    funnel.register(cli)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["funnel", *map(str, arguments)])

    return run


def lines(result: Result) -> list[list[str]]:
    """The table's words, without its rules."""
    assert result.exit_code == 0, result.output
    return [line.split() for line in result.stdout.splitlines() if line.strip(" ─")]


def test_funnel_draws_a_line_a_day_and_the_sum(command: Any) -> None:
    head, *days, everything = lines(command(*DAYS))
    assert head == "day visits opened wrote intent offers leads reserved cancelled net handoffs amount".split()
    assert [line[0] for line in days] == ["2030-06-01", "2030-06-02", "2030-06-03"]
    assert days[0] == "2030-06-01 8 4 50% 1 25% 0 0% 0 0 1 0 1 1 480.50 EUR".split()
    assert everything == "all 8 4 50% 1 25% 0 0% 0 0 2 1 1 1 480.50 EUR".split()


def test_funnel_by_channel_and_campaign(command: Any) -> None:
    assert [line[0] for line in lines(command(*DAYS, "--by", "channel"))] == ["channel", "web", "telegram", "all"]
    last = command(*DAYS, "--by", "campaign").stdout
    first = command(*DAYS, "--by", "campaign", "--touch", "first").stdout
    assert "ads / summer" in last
    assert "(none)" in last
    assert "mail / spring" in first
    assert "ads /" not in first


def test_funnel_in_json_has_counts_rates_and_amounts(command: Any) -> None:
    first, *_ = json.loads(command(*DAYS, "--json").stdout)
    assert first["day"] == "2030-06-01"
    assert (first["visit"], first["open"], first["reservation"], first["net"]) == (8, 4, 1, 1)
    assert first["amounts"] == {"EUR": "480.5"}
    assert first["rates"]["open"] == 0.5
    assert first["rates"]["offer"] is None
    assert len(json.loads(command("--json").stdout)) == 7
    assert len(json.loads(command("--days", 30, "--json").stdout)) == 30


def test_funnel_topics_lists_what_was_asked_in_how_many_conversations(command: Any) -> None:
    assert lines(command(*DAYS, "--topics")) == [
        ["topic", "conversations"], ["parking", "2", "200%"], ["pets", "1", "100%"],
    ]  # fmt: skip
    assert json.loads(command(*DAYS, "--topics", "--json").stdout)[0] == {"topic": "parking", "count": 2, "rate": 2.0}
    assert "nobody asked" in command("--days", 2, "--topics").stdout


def test_funnel_of_quiet_days_says_so(command: Any) -> None:
    assert "nothing happened" in command("--days", 2, "--by", "channel").stdout
    assert json.loads(command("--days", 2, "--by", "channel", "--json").stdout) == []


@pytest.mark.parametrize(
    "wrong",
    [
        ("--days", 0), ("--by", "hour"), ("--touch", "second"), ("--from", "yesterday"), ("nonsense",),
        ("--days", 2, "--from", "2030-01-01"), ("--from", "2030-06-02", "--to", "2030-06-01"), ("--from", "2999-01-01"),
    ],
)  # fmt: skip
def test_funnel_usage_that_is_wrong_exits_2(command: Any, wrong: tuple[object, ...]) -> None:
    assert command(*wrong).exit_code == 2


def test_funnel_of_an_unknown_tenant_is_a_reported_failure(command: Any) -> None:
    assert isinstance(command("--tenant", "nobody").exception, NotFound)


def test_verify_finds_a_tampered_roll_up_and_rebuild_repairs_it(db: TestDatabase, command: Any) -> None:
    with db.admin() as conn:
        conn.execute("DELETE FROM events WHERE kind IN ('reservation', 'cancellation')")  # they are of no row
        assert command("verify").exit_code == 0
        assert "says what the log of events says" in command("verify").stdout
        conn.execute("UPDATE funnel_daily SET count = 9 WHERE stage = 'visit'")
        conn.execute("DELETE FROM funnel_daily WHERE stage = 'message'")
        conn.execute(
            "INSERT INTO funnel_daily"
            " SELECT tenant_id, day, touch, 'reservation', channel, source, campaign, 'EUR', 1, 480.5"
            " FROM funnel_daily WHERE stage = 'visit' AND touch = 'last'"
        )
    result = command("verify")
    assert result.exit_code == 1
    assert "5 numbers differ" in result.stdout
    assert "2030-06-01  last   web      ads / summer" in result.stdout
    assert "1 (480.50 EUR)" in result.stdout
    found = json.loads(command("verify", "--json").stdout)
    assert (found["ok"], len(found["differences"])) == (False, 5)
    assert json.loads(command("rebuild", "--json").stdout) == {"events": 17}
    assert command("verify").exit_code == 0


def test_verify_names_rows_without_their_event(db: TestDatabase, command: Any) -> None:
    with db.admin() as conn:
        conn.execute(
            "INSERT INTO prospective_sessions (tenant_id, cookie_id) SELECT tenant_id, 'c' FROM tenant_registry"
        )
    result = command("verify")
    assert result.exit_code == 1
    assert "session and events" in result.stdout
    assert "reservation and events" in result.stdout
    assert "rebuild" not in result.stdout
