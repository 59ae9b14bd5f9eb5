"""Real HTTP and websockets on a real port, without touching signals or logs; connections that can be cut."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import uvicorn
from starlette.requests import Request
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HOST = "127.0.0.1"
SHUTDOWN_S = 1
BACKLOG = 512
_TRANSPORT = "standin.transport"  # in the ASGI scope: the connection itself


class _Protocol(HttpToolsProtocol):
    """Lets the application reach the connection, to be able to break it."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope[_TRANSPORT] = self.transport  # type: ignore[literal-required]  # ours


class _Server(uvicorn.Server):
    """Signals belong to whoever runs the stand-in; `stopped` ends it at once, without uvicorn's ticks of 0.1 s."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stopped = asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.stopped.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.contextmanager
def listening(host: str = HOST, port: int = 0) -> Iterator[socket.socket]:
    """A socket that listens; port 0: any free one."""
    # with the protocol named: asyncio sets TCP_NODELAY only then, and without it an answer may wait for 40 ms
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
        yield listener


def address_of(listener: socket.socket) -> str:
    """host:port."""
    host, port = listener.getsockname()
    return f"{host}:{port}"


@asynccontextmanager
async def served(application: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """The application answers on this socket inside the block, on the running loop."""
    config = uvicorn.Config(
        application,
        http=_Protocol,
        ws="websockets-sansio",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]), name="stand-in")
    try:
        yield  # the socket listens already: who comes too early waits
    finally:
        server.stopped.set()
        await running


@asynccontextmanager
async def serving(application: ASGIApp, host: str = HOST, port: int = 0) -> AsyncIterator[str]:
    """Both at once; yields the URL, without a slash at its end."""
    with listening(host, port) as listener:
        async with served(application, listener):
            yield f"http://{address_of(listener)}"


async def cut(request: Request) -> None:
    """End the connection without an answer; what the application answers afterwards reaches nobody."""
    request.scope[_TRANSPORT].abort()
    await hung_up(request)


async def hung_up(request: Request) -> None:
    """Until the client is gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def run_by_hand(serving: AbstractAsyncContextManager[str], told: Callable[[str], str]) -> None:
    """Serve until Ctrl-C or SIGTERM, and write what `told` says of the URL to stdout."""
    with contextlib.suppress(KeyboardInterrupt):  # where the loop has no signal handlers
        asyncio.run(_until_stopped(serving, told))


async def _until_stopped(serving: AbstractAsyncContextManager[str], told: Callable[[str], str]) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # there are none on Windows' loop
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with serving as url:
        sys.stdout.write(f"{told(url)}\n")
        sys.stdout.flush()
        await stopped.wait()
