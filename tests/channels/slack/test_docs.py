"""docs/slack.md says what the code says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from channels.slack.events import _COMMANDS
from channels.slack.settings import Settings

PAGE = (Path(__file__).parents[3] / "docs" / "slack.md").read_text("utf-8")


def test_every_setting_is_documented_with_its_default() -> None:
    table = PAGE.partition("## Settings")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| `(.*?)` \|", table, re.MULTILINE))
    documented = {key: tomllib.loads(f"value = {value}")["value"] for key, value in rows.items()}
    assert documented == {name: field.default for name, field in Settings.model_fields.items()}


def test_every_secret_and_command_is_named() -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        assert f"`{name}`" in PAGE
    for command in _COMMANDS.keys() - {"unlink"}:
        assert f"`!{command}`" in PAGE
