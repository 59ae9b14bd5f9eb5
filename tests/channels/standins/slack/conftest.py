"""The stand-in on a real port, and Slack's own clients talking to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from channels.standins.slack import SlackStandin
from channels.standins.slack.workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

Connect = Callable[[AsyncApp], AbstractAsyncContextManager[AsyncSocketModeHandler]]


@pytest.fixture
def slack() -> SlackStandin:
    return SlackStandin(acknowledge_s=1.0, retries_s=(0.0, 0.1))


@pytest.fixture
async def url(slack: SlackStandin) -> AsyncIterator[str]:
    async with slack.serving() as address:
        yield address


@pytest.fixture
def client(url: str) -> AsyncWebClient:
    """As the app's bot."""
    return AsyncWebClient(BOT_TOKEN, base_url=f"{url}/api/")


@pytest.fixture
def bolt(client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=client, signing_secret=SIGNING_SECRET)


@pytest.fixture
def connect(slack: SlackStandin, url: str) -> Connect:
    """Runs a Bolt app in Socket Mode inside the block."""

    @asynccontextmanager
    async def connected(app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
        before = len(slack.sockets.connections)
        handler = AsyncSocketModeHandler(app, APP_TOKEN, web_client=AsyncWebClient(APP_TOKEN, base_url=f"{url}/api/"))
        await handler.connect_async()
        try:
            await slack.connected(before + 1)
            yield handler
        finally:
            await handler.close_async()

    return connected
