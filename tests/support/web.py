"""The website channel as its visitors reach it: a real server on a free port, real sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bot.core import Core
from bot.settings import Secrets, Settings
from channels.web.channel import WebChannel
from channels.web.socket.sockets import Sockets
from tests.conftest import TestDatabase
from tests.support import running

ECHO = "tests.support.echo"
JSON = dict[str, Any]
PLENTY = {
    "messages_per_minute": 100_000,
    "address_messages_per_minute": 100_000,
    "address_sessions_per_minute": 100_000,
}


class Site(running.Node):
    """A running node with its website."""

    @property
    def channel(self) -> WebChannel:
        return channel_of(self.core)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.channel.port}"

    @property
    def sockets(self) -> Sockets:
        """The server's ends."""
        assert self.channel.application is not None
        return self.channel.application.sockets

    @asynccontextmanager
    async def http(self, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient(base_url=self.url, timeout=20, trust_env=False, **settings) as client:
            yield client

    @asynccontextmanager
    async def socket(self, **settings: Any) -> AsyncIterator[Visitor]:
        """A socket before its hello."""
        async with connect(self.url.replace("http", "ws") + "/ws", compression=None, proxy=None, **settings) as ws:
            yield Visitor(ws)

    @asynccontextmanager
    async def visitor(self, origin: str | None = None, **hello: Any) -> AsyncIterator[Visitor]:
        """A socket that has been welcomed."""
        async with self.socket(origin=origin) as visitor:
            await visitor.hello(**hello)
            yield visitor


@dataclass
class Visitor:
    """One end of a socket. `frames` is everything received so far."""

    ws: ClientConnection
    welcome: JSON = field(default_factory=dict)
    frames: list[JSON] = field(default_factory=list)

    @property
    def token(self) -> str:
        return str(self.welcome["token"])

    async def send(self, **frame: Any) -> None:
        await self.ws.send(json.dumps(frame))

    async def receive(self) -> JSON:
        async with asyncio.timeout(15):
            frame: JSON = json.loads(await self.ws.recv())
        self.frames.append(frame)
        return frame

    async def hello(self, **fields: Any) -> JSON:
        await self.send(**{"type": "hello", "v": 1, "tenant": "demo", **fields})
        self.welcome = await self.receive()
        return self.welcome

    async def until(self, kind: str, **fields: Any) -> JSON:
        """The next frame of this type with these fields; others are passed over."""
        while True:
            frame = await self.receive()
            if frame["type"] == kind and all(frame.get(name) == value for name, value in fields.items()):
                return frame

    async def closed(self) -> int | None:
        """The code that the server closes with; what it still sends is collected."""
        async with asyncio.timeout(15):
            try:
                while True:
                    await self.receive()
            except ConnectionClosed:
                return self.ws.close_code

    async def say(self, text: str, id_: str | None = None) -> str:
        """Send a message; returns its id."""
        id_ = id_ or str(uuid4())
        await self.send(type="message", id=id_, text=text)
        return id_

    async def ask(self, text: str) -> JSON:
        """Send a message and wait for the answer."""
        id_ = await self.say(text)
        while True:
            reply = await self.until("message", role="assistant")
            if id_ in reply["reply_to"]:
                return reply


@asynccontextmanager
async def website(
    db: TestDatabase,
    *,
    plugins: tuple[str, ...] = (ECHO,),
    secrets: Secrets | None = None,
    web: JSON | None = None,
    channels: JSON | None = None,
    **sections: Any,
) -> AsyncIterator[Site]:
    """A node that serves its website until the block ends. `web` are its settings; the limits are high by default.

    `channels`: settings of others that are on beside it, by name.
    """
    others = channels or {}
    settings = Settings(
        web={"port": 0, **PLENTY, **(web or {})},
        plugins={"enabled": plugins, "entry_points": False},
        channels={
            "enabled": ("channels.web", *(f"channels.{name}" for name in others)),
            "entry_points": False,
            **others,
        },
        jobs={"enabled": False},
        **sections,
    )
    async with running.node(db, settings, secrets or Secrets(), listening) as node:
        assert channel_of(node.core).listening.is_set(), node.running
        yield Site(node.app, node.running)


def channel_of(core: Core) -> WebChannel:
    channel = core.channels["web"]
    assert isinstance(channel, WebChannel)
    return channel


async def listening(core: Core) -> None:
    await channel_of(core).listening.wait()
