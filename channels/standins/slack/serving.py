"""Real HTTP and websockets on a real port, without touching signals or logs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from channels.standins.slack.api import TRANSPORT

HOST = "127.0.0.1"
SHUTDOWN_S = 1


class _Protocol(HttpToolsProtocol):
    """Lets the application reach the connection, to be able to break it."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope[TRANSPORT] = self.transport  # type: ignore[literal-required]  # ours


class _Server(uvicorn.Server):
    """Signals belong to whoever runs the tests."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def listening(port: int = 0) -> AsyncIterator[socket.socket]:
    """A socket on the loopback address; port 0: any free one."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
        yield listener
    finally:
        listener.close()


@asynccontextmanager
async def served(app: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """The application answers on this socket inside the block."""
    config = uvicorn.Config(
        app,
        http=_Protocol,
        ws="websockets-sansio",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]), name="slack stand-in")
    try:
        yield  # the socket listens already: who comes too early waits
    finally:
        server.should_exit = True
        await serving
