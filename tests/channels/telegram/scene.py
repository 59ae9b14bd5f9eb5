"""The Telegram channel as guests meet it: a running node, a Telegram of our own, real sockets between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from bot.app import App
from bot.core import Core
from bot.settings import Secrets, Settings
from channels.standins.telegram import TelegramStandin
from channels.telegram.channel import TelegramChannel
from tests.conftest import TestDatabase

ECHO = "tests.support.echo"


@dataclass
class Node:
    """A running node with the channel."""

    core: Core
    running: asyncio.Task[None]

    @property
    def channel(self) -> TelegramChannel:
        channel = self.core.channels["telegram"]
        assert isinstance(channel, TelegramChannel)
        return channel

    async def kill(self) -> None:
        """End without any order: nothing is finished, nothing is confirmed."""
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)


@asynccontextmanager
async def node(
    db: TestDatabase,
    url: str,
    *,
    plugins: tuple[str, ...] = (ECHO,),
    telegram: dict[str, Any] | None = None,
    channels: tuple[str, ...] = ("channels.telegram",),
    token: str | None = None,
    **sections: Any,
) -> AsyncIterator[Node]:
    """A node until the block ends. `url` is the stand-in's; `telegram` are the channel's settings."""
    own = {"base_url": url, "poll_timeout_s": 1, **(telegram or {})}
    settings = Settings(
        plugins={"enabled": plugins, "entry_points": False},
        channels={"enabled": channels, "entry_points": False, "telegram": own},
        jobs={"enabled": False},
        turn={"sweep_interval_s": 0.2, **sections.pop("turn", {})},
        **sections,
    )
    app = App(settings, Secrets(telegram_bot_token=SecretStr(token or TelegramStandin().token)), db.url)
    running = asyncio.create_task(app.run())
    while not app.core.health.started and not running.done():
        await asyncio.sleep(0.01)
    try:
        yield Node(app.core, running)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
