"""The Telegram channel: private chats and mentions in groups, by long polling or webhook (docs/telegram.md)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.hookspecs import hookimpl
from channels.telegram.settings import Settings

if TYPE_CHECKING:
    from bot.channel import Channel
    from bot.core import Core
    from channels.telegram.channel import TelegramChannel

log = logging.getLogger(__name__)


__all__ = ["Plugin", "Settings"]


class Plugin:
    """Off without TELEGRAM_BOT_TOKEN; the library is loaded only when it is on."""

    def __init__(self, core: Core, settings: Settings) -> None:
        self._settings = settings
        self._channel: TelegramChannel | None = None

    @hookimpl
    def register_channels(self, core: Core, register: Callable[[Channel], None]) -> None:
        token = core.secrets.telegram_bot_token
        if token is None:
            log.info("Telegram is off; set TELEGRAM_BOT_TOKEN to the token that @BotFather gave you to turn it on")
            return
        from channels.telegram.channel import TelegramChannel

        own = core.secrets.telegram_webhook_secret
        self._channel = TelegramChannel(
            core, self._settings, token.get_secret_value(), own.get_secret_value() if own else None
        )
        register(self._channel)

    @hookimpl
    def register_routes(self, core: Core, web: Any) -> None:
        if self._channel is not None and self._settings.mode == "webhook":
            self._channel.add_route(web)

    @hookimpl
    async def shutdown(self, core: Core) -> None:
        """After the last reply has been sent."""
        if self._channel is not None:
            await self._channel.close()
