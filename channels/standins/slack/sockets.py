"""Socket Mode: tickets, hello, envelopes, acknowledgements, refreshes.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode (October 2026)
"""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from channels.standins.bell import Bell
from channels.standins.slack.courier import ACKNOWLEDGE_S, Attempt, Delivery, now
from channels.standins.slack.refusal import JSON, Refused

MOST_CONNECTIONS = 10  # a further one pushes nobody out; the page allows ten at a time
NORMAL, REFUSED = 1000, 4401


class Connection:
    """One websocket of the app, and the envelopes on it that wait for their acknowledgement."""

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.outgoing: asyncio.Queue[JSON | None] = asyncio.Queue()
        self.waiting: dict[str, asyncio.Future[Any]] = {}
        self.leaving = False  # a disconnect was announced: nothing new goes this way

    async def write(self) -> None:
        while (frame := await self.outgoing.get()) is not None:
            await self.socket.send_text(json.dumps(frame))

    async def read(self) -> None:
        """Raises WebSocketDisconnect."""
        while True:
            frame = json.loads(await self.socket.receive_text())
            waiting = self.waiting.pop(frame.get("envelope_id", ""), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(frame.get("payload"))

    def lost(self) -> None:
        for waiting in self.waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError())


class Sockets:
    """All connections of the app; each envelope goes to one of them, in turn."""

    def __init__(self, app_id: str, bell: Bell, acknowledge_s: float = ACKNOWLEDGE_S) -> None:
        self.base = ""  # ws://host:port, once served
        self.connections: list[Connection] = []
        self._app_id, self._bell, self._acknowledge_s = app_id, bell, acknowledge_s
        self._tickets: set[str] = set()
        self._turn = 0

    def ticket(self) -> str:
        """The URL for one connection. Raises Refused when there are too many already."""
        if len(self.connections) >= MOST_CONNECTIONS:
            raise Refused("too_many_websockets")
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return f"{self.base}/link/?ticket={ticket}&app_id={self._app_id}"

    async def serve(self, socket: WebSocket) -> None:
        """The endpoint of `/link/`."""
        await socket.accept()
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(REFUSED)
            return
        self._tickets.remove(ticket)
        connection = Connection(socket)
        self.connections.append(connection)
        connection.outgoing.put_nowait(self._hello())
        self._bell.ring()
        writing = asyncio.create_task(connection.write())
        reading = asyncio.create_task(connection.read())
        try:
            await asyncio.wait((writing, reading), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.connections.remove(connection)
            connection.lost()
            for task in (writing, reading):
                task.cancel()
            await asyncio.gather(writing, reading, return_exceptions=True)
            await _close(socket)
            self._bell.ring()

    async def attempt(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        open_ = [connection for connection in self.connections if not connection.leaving]
        if not open_:
            return now("connection_failed")
        self._turn += 1
        connection = open_[self._turn % len(open_)]
        envelope_id = str(uuid4())
        waiting = connection.waiting[envelope_id] = asyncio.get_running_loop().create_future()
        connection.outgoing.put_nowait(_envelope(delivery, envelope_id, number, reason))
        try:
            async with asyncio.timeout(self._acknowledge_s):
                return now(answer=await waiting)
        except TimeoutError:
            return now("timeout")
        except ConnectionError:
            return now("connection_failed")
        finally:
            connection.waiting.pop(envelope_id, None)

    def refresh(self, reason: str = "refresh_requested", *, close: bool = True) -> None:
        """Tell every connection to come back with a new URL; with `close`, end them as well."""
        for connection in self.connections:
            connection.leaving = True
            connection.outgoing.put_nowait({"type": "disconnect", "reason": reason, "debug_info": {"host": "standin"}})
            if close:
                connection.outgoing.put_nowait(None)

    def cut(self) -> None:
        """End every connection without a word."""
        for connection in self.connections:
            connection.leaving = True
            connection.outgoing.put_nowait(None)

    def _hello(self) -> JSON:
        debug = {"host": "standin", "build_number": 1, "approximate_connection_time": 18060}
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": debug,
            "connection_info": {"app_id": self._app_id},
        }


def _envelope(delivery: Delivery, envelope_id: str, number: int, reason: str) -> JSON:
    frame: JSON = {"envelope_id": envelope_id, "payload": delivery.payload, "type": delivery.kind}
    if delivery.kind == "events_api":
        return frame | {"accepts_response_payload": False, "retry_attempt": number, "retry_reason": reason}
    return frame | {"accepts_response_payload": True}


async def _close(socket: WebSocket) -> None:
    try:
        await socket.close(NORMAL)
    except (RuntimeError, WebSocketDisconnect, OSError):
        pass  # the other side was faster
