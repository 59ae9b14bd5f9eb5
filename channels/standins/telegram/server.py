"""The stand-in as a server: what a request goes through, and how it is answered.

Source: https://core.telegram.org/bots/api#making-requests
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import time
from collections.abc import AsyncIterator, Iterable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from channels.standins.serving import HOST, cut, hung_up, serving
from channels.standins.telegram import editing, profile, receiving, sending
from channels.standins.telegram.errors import ApiError
from channels.standins.telegram.faults import Call, Faults
from channels.standins.telegram.params import Params, read_params
from channels.standins.telegram.world import World

METHODS = sending.methods | editing.methods | receiving.methods | profile.methods
SENDS = frozenset({"sendmessage", "sendphoto", "senddocument", "sendmediagroup"})


class BotApi:
    """One bot's methods and files over HTTP."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self.calls: list[Call] = []
        world.webhook.reply = self._webhook_reply

    def application(self, also: Iterable[Route] = ()) -> Starlette:
        return Starlette(
            routes=[
                *also,
                Route("/file/bot{token}/{path:path}", self._file),
                Route("/bot{token}/{method}", self._method, methods=["GET", "POST"]),
                Route("/bot{token}/test/{method}", self._method, methods=["GET", "POST"]),
            ],
            exception_handlers={404: _not_found},
        )

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
            await asyncio.sleep(self.faults.delay_of(call))
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
        except ClientDisconnect:  # who asked died in the middle of it, and did not ask
            return Response(status_code=400)
        if self.faults.drops(call):
            call.lost = True
            await cut(request)
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

    @contextlib.asynccontextmanager
    async def serving(self, host: str = HOST, port: int = 0, *, also: Iterable[Route] = ()) -> AsyncIterator[str]:
        """Serve on a free port unless one is given; yields the URL."""
        async with serving(self.application(also), host, port) as url:
            self.world.webhook.start()
            try:
                yield url
            finally:
                self.world.updates.abort_poll(ApiError(500, "Internal Server Error: restart"))
                await self.world.webhook.close()


async def _unless_gone(request: Request, work: Any) -> Any:
    """The result of a long poll, which ends when the client hangs up: whatever else arrives is performed."""
    working = asyncio.ensure_future(work)
    hanging_up = asyncio.ensure_future(hung_up(request))
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


async def _not_found(request: Request, error: Exception) -> Response:
    return JSONResponse(ApiError(404, "Not Found").to_json(), 404)


def _chat_id(params: Params) -> int | None:
    name = params.text("chat_id").strip()
    return int(name) if name.lstrip("-").isdecimal() else None


def _as_text(call: dict[str, Any]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in call.items()}
