"""The Telegram channel: private chats and mentions in groups, by long polling or webhook (docs/telegram.md)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.hookspecs import hookimpl

if TYPE_CHECKING:
    from bot.app import App
    from bot.channel import Channel
    from channels.telegram.channel import TelegramChannel

log = logging.getLogger(__name__)


class Settings(BaseModel):
    """`[channels.telegram]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tenant: str = "demo"  # whose concierge the bot is
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""  # public https address of /telegram/webhook; empty: [web] public_url and that path
    poll_timeout_s: int = Field(25, ge=0, le=50)  # how long Telegram holds a request when there is nothing new
    drafts: bool = True  # show answers as they grow with sendMessageDraft; else by editing a message
    base_url: str = ""  # of another Bot API server; empty: Telegram's own


class Plugin:
    """Off without TELEGRAM_BOT_TOKEN; the library is loaded only when it is on."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._settings = settings
        self._channel: TelegramChannel | None = None

    @hookimpl
    def register_channels(self, app: App, register: Callable[[Channel], None]) -> None:
        token = app.secrets.telegram_bot_token
        if token is None:
            log.info("Telegram is off; set TELEGRAM_BOT_TOKEN to the token that @BotFather gave you to turn it on")
            return
        from channels.telegram.channel import TelegramChannel

        own = app.secrets.telegram_webhook_secret
        self._channel = TelegramChannel(
            app, self._settings, token.get_secret_value(), own.get_secret_value() if own else None
        )
        register(self._channel)

    @hookimpl
    def register_routes(self, app: App, web: Any) -> None:
        if self._channel is not None and self._settings.mode == "webhook":
            self._channel.add_route(web)

    @hookimpl
    async def shutdown(self, app: App) -> None:
        """After the last reply has been sent."""
        if self._channel is not None:
            await self._channel.close()
