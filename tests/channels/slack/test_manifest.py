"""The manifest names all that the code needs, and nothing that it does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from channels.slack.commands import COMMAND

PACKAGE = Path(__file__).parents[3] / "channels" / "slack"
# What each method of the Web API needs: https://docs.slack.dev/reference/methods (facts of each method's page).
SCOPES = {
    "apps_connections_open": set(),  # the app-level token's connections:write
    "assistant_threads_setStatus": {"chat:write"},
    "auth_test": set(),
    "chat_delete": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history", "metadata.message:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history", "metadata.message:read"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_update": set(),
}
EVENTS = {  # https://docs.slack.dev/reference/events
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
}


@pytest.fixture
def manifest() -> Any:
    return yaml.safe_load((PACKAGE / "manifest.yaml").read_text("utf-8"))


def called() -> set[str]:
    """The methods of the Web API that the channel calls."""
    sources = "".join(file.read_text("utf-8") for file in PACKAGE.glob("*.py"))
    names = r'"((?:apps|assistant|auth|chat|conversations|users|views)_\w+)"'
    return set(re.findall(names, sources))


def test_every_method_is_known() -> None:
    assert called() == SCOPES.keys()


def test_scopes_are_those_of_the_methods_events_and_commands(manifest: Any) -> None:
    needed = set().union(*(SCOPES[name] for name in called()), *EVENTS.values(), {"commands"})
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_events_are_those_that_are_read(manifest: Any) -> None:
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == EVENTS.keys()


def test_commands_buttons_and_direct_messages_are_on(manifest: Any) -> None:
    assert [command["command"] for command in manifest["features"]["slash_commands"]] == [COMMAND]
    assert manifest["settings"]["interactivity"]["is_enabled"] is True
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False
