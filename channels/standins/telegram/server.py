"""The stand-in as a server: what a request goes through, and how it is answered.

Source: https://core.telegram.org/bots/api#making-requests
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Message as AsgiMessage
from uvicorn.protocols.http.h11_impl import H11Protocol

from channels.standins.telegram import editing, profile, receiving, sending
from channels.standins.telegram.errors import ApiError
from channels.standins.telegram.faults import Call, Faults
from channels.standins.telegram.params import Params, read_params
from channels.standins.telegram.world import World

METHODS = sending.methods | editing.methods | receiving.methods | profile.methods
SENDS = frozenset({"sendmessage", "sendphoto", "senddocument", "sendmediagroup"})
Transports = dict[tuple[str, int], asyncio.BaseTransport]


class BotApi:
    """The ASGI application of one bot."""

    def __init__(self, world: World, faults: Faults, routes: list[Route] | None = None) -> None:
        self.world = world
        self.faults = faults
        self.calls: list[Call] = []
        self.transports: Transports = {}
        self.application = Starlette(
            routes=[
                *(routes or []),
                Route("/file/bot{token}/{path:path}", self._file),
                Route("/bot{token}/{method}", self._method, methods=["GET", "POST"]),
                Route("/bot{token}/test/{method}", self._method, methods=["GET", "POST"]),
            ],
            exception_handlers={404: _not_found},
        )
        world.webhook.reply = self._webhook_reply

    async def perform(self, name: str, params: Params) -> tuple[Call, Any]:
        """One call with everything that may happen to it.

        Raises:
            ApiError: it was not performed.
        """
        known = METHODS.get(name.lower())
        call = Call(
            len(self.calls) + 1, known[0] if known else name, _chat_id(params), params.to_json(), time.monotonic()
        )
        self.calls.append(call)
        try:
            if known is None:
                raise ApiError(404, "Not Found: method not found")
            await asyncio.sleep(self.faults.delay_of(name))
            group = call.chat_id is not None and call.chat_id < 0
            self.faults.check(call, group=group, sends=name.lower() in SENDS)
            result = known[1](self.world, params)
            result = await result if inspect.isawaitable(result) else result
        except ApiError as error:
            call.status, call.description = error.status, error.description
            raise
        call.status, call.result = 200, result
        return call, result

    async def _method(self, request: Request) -> Response:
        if (refused := self._unauthorized(request)) is not None:
            return refused
        try:
            params = await read_params(request)
            name = request.path_params["method"]
            work = self.perform(name, params)
            call, result = await (_unless_gone(request, work) if name.lower() == "getupdates" else work)
        except ApiError as error:
            return JSONResponse(error.to_json(), error.status)
        if self.faults.drops(call.method):
            call.lost = True
            await self._cut(request)
        return JSONResponse({"ok": True, "result": result})

    async def _file(self, request: Request) -> Response:
        if (refused := self._unauthorized(request)) is not None:
            return refused
        stored = self.world.files.by_path(request.path_params["path"])
        if stored is None or stored.content is None:
            return JSONResponse(ApiError(404, "Not Found").to_json(), 404)
        return Response(stored.content, media_type=stored.content_type)

    def _unauthorized(self, request: Request) -> Response | None:
        if request.path_params["token"] == self.world.token:
            return None
        return JSONResponse(ApiError(401, "Unauthorized").to_json(), 401)

    async def _webhook_reply(self, call: dict[str, Any]) -> None:
        """ "It's not possible to know that such a request was successful or get its result." """
        params = Params({name: value for name, value in _as_text(call).items() if name != "method"})
        with contextlib.suppress(ApiError):
            await self.perform(str(call["method"]), params)

    async def _cut(self, request: Request) -> None:
        """End the connection without an answer."""
        transport = self.transports.get(request.scope["client"])
        if isinstance(transport, asyncio.Transport):
            transport.abort()
        while (await request.receive())["type"] != "http.disconnect":
            pass

    @contextlib.asynccontextmanager
    async def serving(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serve on a free port unless one is given; yields the URL."""
        async with listening_server(self.application, self.transports, host, port) as url:
            self.world.webhook.start()
            try:
                yield url
            finally:
                self.world.updates.abort_poll(ApiError(500, "Internal Server Error: restart"))
                await self.world.webhook.close()


@contextlib.asynccontextmanager
async def listening_server(application: Starlette, transports: Transports, host: str, port: int) -> AsyncIterator[str]:
    """uvicorn with an application, on the running loop; `transports` is kept up to date."""
    listener = _listening(host, port)
    server = _Server(_config(application, transports))
    running = asyncio.create_task(server.serve(sockets=[listener]), name="telegram stand-in")
    try:
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        server.stopped.set()
        await running


def _config(application: Starlette, transports: Transports) -> uvicorn.Config:
    class Protocol(H11Protocol):
        """Remembers the transport of each client, so that an answer can be lost."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            if self.client is not None:
                transports[self.client] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self.client is not None:
                transports.pop(self.client, None)

    return uvicorn.Config(
        application,
        http=Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
    )


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


def _listening(host: str, port: int) -> socket.socket:
    # with the protocol named: asyncio sets TCP_NODELAY only then, and without it an answer may wait for 40 ms
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(512)
    return listener


async def _unless_gone(request: Request, work: Any) -> Any:
    """The result of a long poll, which ends when the client hangs up: whatever else arrives is performed."""
    working = asyncio.ensure_future(work)
    hanging_up = asyncio.ensure_future(_hang_up(request))
    try:
        await asyncio.wait({working, hanging_up}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hanging_up.cancel()
    if not working.done():
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working
        raise ApiError(499, "the client has gone")
    return working.result()


async def _hang_up(request: Request) -> AsgiMessage:
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return message


async def _not_found(request: Request, error: Exception) -> Response:
    return JSONResponse(ApiError(404, "Not Found").to_json(), 404)


def _chat_id(params: Params) -> int | None:
    name = params.text("chat_id").strip()
    return int(name) if name.lstrip("-").isdecimal() else None


def _as_text(call: dict[str, Any]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in call.items()}
