"""The Slack channel: alerts and takeover for staff, and the concierge to try (docs/slack.md)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.hookspecs import hookimpl

if TYPE_CHECKING:
    from bot.app import App
    from bot.channel import Channel
    from channels.slack.channel import SlackChannel

log = logging.getLogger(__name__)


class Settings(BaseModel):
    """`[channels.slack]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mode: Literal["socket", "http"] = "socket"  # http: Slack calls POST /slack/events of the website
    base_url: str = "https://slack.com/api/"
    tenant: str = "demo"  # whose concierge answers where a Slack channel is no tenant's own
    undo_s: float = Field(10, ge=0, le=600)  # a reply can be taken back for so long

    @field_validator("base_url")
    @classmethod
    def _with_path(cls, url: str) -> str:
        """A host alone means its /api/, where Slack has its methods."""
        return f"{url.rstrip('/')}/" if urlsplit(url).path.strip("/") else f"{url.rstrip('/')}/api/"


class Plugin:
    """Off without its tokens."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._settings = settings
        self._channel: SlackChannel | None = None

    @hookimpl
    def register_channels(self, app: App, register: Callable[[Channel], None]) -> None:
        secrets = app.secrets
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

        self._channel = SlackChannel(app, self._settings)
        register(self._channel)

    @hookimpl
    def register_routes(self, app: App, web: Any) -> None:
        if self._channel is not None and self._settings.mode == "http":
            from channels.slack.http import add_route

            add_route(web, self._channel)
