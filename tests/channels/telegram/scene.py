"""The Telegram channel as guests meet it: a running node, a Telegram of our own, real sockets between them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr

from bot.settings import Secrets, Settings
from channels.standins.telegram import TelegramStandin
from channels.telegram.channel import TelegramChannel
from tests.conftest import TestDatabase
from tests.support import running

ECHO = "tests.support.echo"


class Node(running.Node):
    """A running node with the channel."""

    @property
    def channel(self) -> TelegramChannel:
        channel = self.core.channels["telegram"]
        assert isinstance(channel, TelegramChannel)
        return channel


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
    secrets = Secrets(telegram_bot_token=SecretStr(token or TelegramStandin().token))
    async with running.node(db, settings, secrets, running.started) as node:
        yield Node(node.app, node.running)
