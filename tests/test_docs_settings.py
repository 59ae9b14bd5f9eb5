"""docs/settings.md and bot.toml say what bot/settings.py says."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from prometheus_client.metrics import MetricWrapperBase
from pydantic import BaseModel

from bot import metrics
from bot.ledger.tenant_admin import Settings as TenantSettings
from bot.settings import Secrets, Settings
from plugins.intent_openai import Settings as IntentSettings
from plugins.message_limits import Settings as MessageLimits

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "settings.md").read_text("utf-8")


def defaults(model: type[BaseModel]) -> dict[str, Any]:
    """{key: default} as TOML has them."""
    return json.loads(json.dumps({name: field.default for name, field in model.model_fields.items()}, default=str))


def known() -> dict[str, dict[str, Any]]:
    sections = {
        name: defaults(field.annotation)
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    }
    own = {"plugins.message_limits": MessageLimits, "plugins.intent_openai": IntentSettings}
    return sections | {name: defaults(model) for name, model in own.items()}


def documented() -> dict[str, dict[str, Any]]:
    found = {}
    for part in PAGE.split("\n## [")[1:]:
        name, _, body = part.partition("]")
        rows = re.findall(r"^\| `(\w+)` \| `(.*?)` \| (.+) \|$", body.partition("\n## ")[0], re.MULTILINE)
        found[name] = {key: tomllib.loads(f"value = {default}")["value"] for key, default, _ in rows}
    return found


def test_settings_page_has_every_key_with_its_default() -> None:
    assert documented() == known()


def test_settings_page_has_every_secret() -> None:
    table = PAGE.partition("## Secrets")[2].partition("## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == {name.upper() for name in Secrets.model_fields}


def test_settings_page_has_every_setting_of_a_tenant() -> None:
    table = PAGE.partition("## A tenant's settings")[2]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(TenantSettings.model_fields)


def test_bot_toml_shows_every_key_with_its_default() -> None:
    text = (ROOT / "bot.toml").read_text("utf-8")
    shown = tomllib.loads(re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE))
    assert shown == {name: keys for name, keys in known().items() if "." not in name}
    assert all(section == {} for section in tomllib.loads(text).values())  # as it is, it changes nothing


def test_operation_page_has_every_metric() -> None:
    page = (ROOT / "docs" / "operation.md").read_text("utf-8")
    described = [metric.describe()[0] for metric in vars(metrics).values() if isinstance(metric, MetricWrapperBase)]
    names = {d.name + ("_total" if d.type == "counter" else "") for d in described}  # as /metrics shows them
    assert set(re.findall(r"^\| `(lobby_\w+)`", page, re.MULTILINE)) == names
