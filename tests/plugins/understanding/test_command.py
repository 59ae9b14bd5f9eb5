"""`bot intent`: JSON lines in and out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from plugins.understanding import register_commands
from tests.support.aimock import KEY, Aimock


@pytest.fixture
def cli() -> typer.Typer:
    application = typer.Typer()
    application.command("other")(lambda: None)  # typer turns a lone command into the whole program
    register_commands(application)
    return application


def run(cli: typer.Typer, lines: str, *options: str) -> tuple[int, list[dict[str, Any]]]:
    result = CliRunner().invoke(cli, ["intent", *options], input=lines)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_intent_command_each_line_gives_one_line_with_every_field(cli: typer.Typer) -> None:
    code, answers = run(cli, '{"text": "del 15 al 20 de agosto para dos", "today": "2026-05-20"}\n{"text": "hola"}\n')
    assert code == 0
    assert answers[0] == {
        "travel_intent": {
            "check_in": "2026-08-15",
            "check_out": "2026-08-20",
            "nights": 5,
            "guests": 2,
            "adults": None,
            "children": None,
            "accommodation_type": None,
            "budget_range": None,
            "preferences": [],
        },
        "acts": answers[0]["acts"],
    }
    act = answers[0]["acts"][0]
    assert (act["act"], act["topic"], act["text"]) == ("state", "trip", "del 15 al 20 de agosto para dos")
    assert 0.5 < act["confidence"] <= 1
    assert answers[1]["travel_intent"]["check_in"] is None


@pytest.mark.parametrize(
    "history",
    [
        [{"speaker": "user", "text": "2 nights from 10 June"}, {"speaker": "system", "text": "How many guests?"}],
        [{"role": "user", "content": "2 nights from 10 June"}, {"role": "assistant", "content": "How many guests?"}],
    ],
)
def test_intent_command_history_is_accumulated(cli: typer.Typer, history: list[dict[str, str]]) -> None:
    _, answers = run(cli, json.dumps({"text": "4", "history": history, "today": "2026-05-20"}) + "\n", "--json")
    intent = answers[0]["travel_intent"]
    assert (intent["check_in"], intent["check_out"], intent["guests"]) == ("2026-06-10", "2026-06-12", 4)


def test_intent_command_history_of_plain_strings_is_the_guests(cli: typer.Typer) -> None:
    _, answers = run(cli, json.dumps({"text": "we are 3", "history": ["from 10 to 12 June"], "today": "2026-05-20"}))
    intent = answers[0]["travel_intent"]
    assert (intent["check_in"], intent["guests"]) == ("2026-06-10", 3)


def test_intent_command_bad_lines_are_reported_and_the_rest_goes_on(cli: typer.Typer) -> None:
    bad = ["nonsense", "[]", '{"text": 1}', '{"text": "x", "today": "soon"}', '{"text": "x", "history": [1]}', ""]
    code, answers = run(cli, "\n".join([*bad, '{"text": "somos 5"}']) + "\n")
    assert code == 1
    assert [answer.get("line") for answer in answers] == [1, 2, 3, 4, 5, 6, None]
    assert all(answer["error"] for answer in answers[:6])
    assert answers[6]["travel_intent"]["guests"] == 5


def test_intent_command_model_without_one_is_bad_usage(cli: typer.Typer) -> None:
    result = CliRunner().invoke(cli, ["intent", "--model"], input="")
    assert result.exit_code == 2
    assert "No model is configured" in result.output


@pytest.fixture
def configured(aimock: Aimock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Aimock:
    """The stand-in is the configured model."""
    (tmp_path / "bot.toml").write_text('[plugins]\nenabled = ["plugins.intent_openai", "plugins.understanding"]\n')
    monkeypatch.setenv("BOT_CONFIG", str(tmp_path / "bot.toml"))
    monkeypatch.setenv("BOT_OPENAI__BASE_URL", aimock.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    return aimock


def test_intent_command_model_reads_each_message_of_the_guest(cli: typer.Typer, configured: Aimock) -> None:
    def reads(**found: Any) -> dict[str, str]:
        return {"content": json.dumps(found)}

    configured.on({"userMessage": "jedno łóżko"}, reads())
    configured.on({"userMessage": "jest nas troje"}, reads(guests={"words": "jest nas troje", "value": 3}))
    history = ["Witam, jest nas troje", {"speaker": "system", "text": "Kiedy?"}]
    line = {"text": "2026-06-10 do 2026-06-12, jedno łóżko", "history": history, "today": "2026-05-20"}
    code, answers = run(cli, json.dumps(line) + "\n", "--model")
    intent = answers[0]["travel_intent"]
    assert (intent["check_in"], intent["guests"]) == ("2026-06-10", 3)
    assert code == 0
    assert len(configured.requests("/chat/completions")) == 2


def test_intent_command_says_when_the_model_did_not_answer(cli: typer.Typer, configured: Aimock) -> None:
    configured.fails_once(401)
    result = CliRunner().invoke(cli, ["intent", "--model"], input='{"text": "somos tres, un sitio bonito"}\n')
    assert result.exit_code == 1
    assert json.loads(result.stdout)["travel_intent"]["guests"] == 3
    assert "OPENAI_API_KEY" in result.stderr
