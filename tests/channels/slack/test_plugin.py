"""When Slack is on, and what its API's refusals become."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError
from slack_sdk.errors import SlackApiError

from bot.app import App
from bot.errors import Permanent, Retryable
from bot.settings import Secrets
from bot.settings import Settings as CoreSettings
from channels.slack.failures import failure
from channels.slack.settings import Settings

TOKEN = SecretStr("xoxb-standin")


@pytest.mark.parametrize(
    ("mode", "secrets", "named"),
    [
        ("socket", Secrets(), "SLACK_BOT_TOKEN and SLACK_APP_TOKEN"),
        ("socket", Secrets(slack_bot_token=TOKEN), "SLACK_APP_TOKEN"),
        ("http", Secrets(slack_bot_token=TOKEN, slack_app_token=TOKEN), "SLACK_SIGNING_SECRET"),
    ],
)
def test_without_its_secrets_slack_is_off_and_says_how_to_turn_it_on(
    caplog: pytest.LogCaptureFixture, mode: str, secrets: Secrets, named: str
) -> None:
    caplog.set_level(logging.INFO, "channels.slack")
    settings = CoreSettings(
        channels={"enabled": ("channels.slack",), "entry_points": False, "slack": {"mode": mode}},
        plugins={"enabled": (), "entry_points": False},
    )
    assert not App(settings, secrets, "postgresql://nowhere").core.channels
    lines = [record.getMessage() for record in caplog.records if record.name == "channels.slack"]
    assert lines == [f"Slack is off; to turn it on, set {named} (docs/slack.md)"]


def test_unknown_setting_is_an_error() -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"tenantt": "demo"})
    with pytest.raises(ValidationError):
        Settings(undo_s=-1)


class Answer:
    def __init__(self, status: int, data: Any, headers: dict[str, str] | None = None) -> None:
        self.status_code, self.data, self.headers = status, data, headers or {}


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (Answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "7"}), Retryable, "too many calls"),
        (Answer(429, "", {}), Retryable, "too many calls"),
        (Answer(200, {"ok": False, "error": "ratelimited"}), Retryable, "too many calls"),
        (Answer(503, "<html>"), Retryable, "503"),
        (Answer(200, {"ok": False, "error": "internal_error"}), Retryable, "internal_error"),
        (Answer(200, b"what"), Retryable, "200"),
        (Answer(200, {"ok": False, "error": "channel_not_found"}), Permanent, "check its id"),
        (Answer(200, {"ok": False, "error": "not_in_channel"}), Permanent, "/invite"),
        (Answer(200, {"ok": False, "error": "invalid_auth"}), Permanent, "SLACK_BOT_TOKEN"),
        (Answer(200, {"ok": False, "error": "is_archived"}), Permanent, "unarchive"),
        (Answer(200, {"ok": False, "error": "missing_scope"}), Permanent, "manifest"),
        (Answer(200, {"ok": False, "error": "something_new"}), Permanent, "something_new"),
    ],
)
def test_refusals_are_sorted_by_what_comes_next(answer: Answer, kind: type[Exception], said: str) -> None:
    error = failure("chat_postMessage", SlackApiError("secret text", answer))
    assert isinstance(error, kind)
    assert said in str(error)
    assert "secret text" not in str(error)


def test_wait_is_slacks() -> None:
    def limited(value: str) -> float:
        error = failure("x", SlackApiError("", Answer(429, {}, {"retry-after": value})))
        assert isinstance(error, Retryable)
        return error.retry_after_s

    assert (limited("7"), limited("0"), limited("soon")) == (7.0, 0.1, 30.0)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://slack.com/api/", "https://slack.com/api/"),
        ("http://127.0.0.1:9102/api", "http://127.0.0.1:9102/api/"),
        ("http://127.0.0.1:9102", "http://127.0.0.1:9102/api/"),
        ("http://127.0.0.1:9102/", "http://127.0.0.1:9102/api/"),
    ],
)
def test_base_url_may_be_the_host_alone(given: str, used: str) -> None:
    assert Settings(base_url=given).base_url == used
