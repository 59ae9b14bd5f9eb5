"""Visitors of the website: widgets on real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bot.core import Core
from bot.testing.driver import Needs
from tests.channels.lines.line import Guest, Line
from tests.support.reception import until
from tests.support.web import PLENTY, channel_of, listening

JSON = dict[str, Any]


class WebGuest(Guest):
    """A widget: it reconnects with its token and tells what it has seen; a frame is sent once it is connected."""

    def __init__(self, line: WebLine) -> None:
        self.line = line
        self.token: str | None = None
        self.seen: dict[int, JSON] = {}  # {number in the ledger: frame}
        self.accepted: dict[str, int] = {}  # {id: number in the ledger}
        self._socket: asyncio.Future[ClientConnection] = asyncio.get_running_loop().create_future()
        self._reading: asyncio.Task[None] | None = None

    async def come(self) -> None:
        socket = await connect(f"ws://127.0.0.1:{self.line.port}/ws", compression=None, proxy=None)
        hello = {"type": "hello", "v": 1, "tenant": "demo", "token": self.token, "last_seq": max(self.seen, default=0)}
        await socket.send(json.dumps(hello))
        welcome = json.loads(await socket.recv())
        assert welcome["type"] == "welcome", welcome
        self.token = welcome["token"]
        for frame in welcome["messages"]:
            self._see(frame)
        self._reading = asyncio.create_task(self._read(socket))
        self._socket.set_result(socket)

    async def leave(self) -> None:
        if self._reading is None:
            return
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._socket.result().close()
        self._reading, self._socket = None, asyncio.get_running_loop().create_future()

    async def say(self, text: str) -> object:
        return await self._send({"type": "message", "id": str(uuid4()), "text": text})

    async def repeat(self, said: Any) -> None:
        first = self.accepted.pop(said["id"])
        await self._send(said)
        assert self.accepted[said["id"]] == first  # the client is told where it stands already

    def reads(self) -> list[str]:
        return [frame["text"] for _, frame in sorted(self.seen.items()) if frame["role"] == "assistant"]

    async def _send(self, frame: JSON) -> JSON:
        await (await asyncio.shield(self._socket)).send(json.dumps(frame))
        await until(lambda: frame["id"] in self.accepted)
        return frame

    async def _read(self, socket: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                frame = json.loads(await socket.recv())
                if frame["type"] == "accepted":
                    self.accepted[frame["id"]] = frame["seq"]
                if frame["type"] == "message":
                    self._see(frame)

    def _see(self, frame: JSON) -> None:
        assert frame["seq"] not in self.seen, "shown twice"
        self.seen[frame["seq"]] = frame


class WebLine(Line):
    name = "web"
    outbox = False

    def __init__(self) -> None:
        self.guests: list[WebGuest] = []

    @asynccontextmanager
    async def platform(self) -> AsyncIterator[Needs]:
        yield Needs(("channels.web",), {"web": PLENTY})
        await self.closing()

    async def opened(self, core: Core) -> None:
        await listening(core)
        self.port = channel_of(core).port
        for guest in self.guests:
            await guest.come()

    async def closing(self) -> None:
        for guest in self.guests:
            await guest.leave()

    def guest(self, tenant_id: UUID) -> WebGuest:
        self.guests.append(guest := WebGuest(self))
        self._coming = asyncio.create_task(guest.come())
        return guest

    async def lose(self, guest: WebGuest) -> None:
        await guest.leave()

    async def find(self, guest: WebGuest) -> None:
        await guest.come()

    async def forsake(self, guest: WebGuest) -> None:
        await guest.leave()

    async def reconcile(self, guest: WebGuest) -> None:
        """Somebody else comes: what was said to the first visitor is none of theirs."""
        guest.token, guest.seen = None, {}
        await guest.come()

    async def address_nobody(self, core: Core, tenant_id: UUID) -> None:
        """A client names a conversation that there is not: it is refused, and shown nothing."""
        async with connect(f"ws://127.0.0.1:{self.port}/ws", compression=None, proxy=None) as socket:
            await socket.send(json.dumps({"type": "hello", "v": 1, "tenant": "demo", "token": "x" * 43}))
            frame = json.loads(await socket.recv())
        assert (frame["type"], frame["code"]) == ("error", "bad_token")
