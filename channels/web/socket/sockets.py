"""GET /ws: lets sockets in, and knows all that are open on this node."""

from __future__ import annotations

import asyncio

from starlette.types import Receive, Scope, Send

from bot.metrics import SOCKETS
from channels.web.origins import header, normalised
from channels.web.socket.connection import Socket
from channels.web.socket.reception import Reception

FLUSH_S = 2.0


class Sockets:
    """The ASGI application behind /ws, and all sockets of this node."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception
        self._open: set[Socket] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        if status := self._refusal(scope):
            await send({"type": "websocket.http.response.start", "status": status, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b""})
            return
        await send({"type": "websocket.accept"})
        socket = Socket(self._reception, scope, receive, send)
        self._open.add(socket)
        SOCKETS.inc()
        try:
            await socket.run()
        finally:
            SOCKETS.dec()
            self._open.discard(socket)

    def __len__(self) -> int:
        return len(self._open)

    async def flush(self) -> None:
        """Wait until what was said has been written, but not long for those who do not read."""
        if writers := [socket.out.task for socket in self._open if socket.out.task]:
            await asyncio.wait(writers, timeout=FLUSH_S)

    def _refusal(self, scope: Scope) -> int | None:
        """The status that refuses the handshake: before a tenant is named, only what no tenant could allow."""
        origin = header(scope, b"origin")
        if origin is not None and normalised(origin) is None:
            return 403
        full = len(self) >= self._reception.core.settings.web.max_sockets
        return 503 if full or self._reception.closing else None
