"""The Slack channel: alerts and takeover for staff, and the concierge to try (docs/slack.md)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.hookspecs import hookimpl
from channels.slack.settings import Settings

if TYPE_CHECKING:
    from bot.channel import Channel
    from bot.core import Core
    from channels.slack.channel import SlackChannel

log = logging.getLogger(__name__)


__all__ = ["Plugin", "Settings"]


class Plugin:
    """Off without its tokens."""

    def __init__(self, core: Core, settings: Settings) -> None:
        self._settings = settings
        self._channel: SlackChannel | None = None

    @hookimpl
    def register_channels(self, core: Core, register: Callable[[Channel], None]) -> None:
        secrets = core.secrets
        second = "SLACK_APP_TOKEN" if self._settings.mode == "socket" else "SLACK_SIGNING_SECRET"
        needed = {
            "SLACK_BOT_TOKEN": secrets.slack_bot_token,
            second: secrets.slack_app_token if self._settings.mode == "socket" else secrets.slack_signing_secret,
        }
        missing = [name for name, value in needed.items() if value is None]
        if missing:
            log.info("Slack is off; to turn it on, set %s (docs/slack.md)", " and ".join(missing))
            return
        from channels.slack.channel import SlackChannel  # the libraries are loaded only where Slack is on

        self._channel = SlackChannel(core, self._settings)
        register(self._channel)

    @hookimpl
    def register_routes(self, core: Core, web: Any) -> None:
        if self._channel is not None and self._settings.mode == "http":
            from channels.slack.http import add_route

            add_route(web, self._channel)
