"""Cross-origin requests to the API: only from pages that a tenant has allowed.

A preflight names no tenant: it is answered for pages that any active tenant allows. The request that follows is checked
against its own tenant before any work.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import StoreUnavailable
from channels.web.origins import Origins, header, normalised

PREFIX = "/api/public-chat"
PREFLIGHT_AGE_S = 600


class Cors:
    def __init__(self, app: ASGIApp, origins: Origins) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = header(scope, b"origin") if scope["type"] == "http" and scope["path"].startswith(PREFIX) else None
        if origin is None:
            await self._app(scope, receive, send)
            return
        known = await self._is_known(scope, origin)
        if scope["method"] == "OPTIONS" and header(scope, b"access-control-request-method"):
            await _preflight(origin, known)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.add_vary_header("Origin")
                if known:
                    _allow(headers, origin)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    async def _is_known(self, scope: Scope, origin: str) -> bool:
        page = normalised(origin)
        if page is None:
            return False
        try:
            return self._origins.is_own(scope, page) or await self._origins.is_known(page)
        except StoreUnavailable:
            return False


def _preflight(origin: str, known: bool) -> Response:
    response = Response(status_code=204 if known else 403)
    response.headers.add_vary_header("Origin")
    if known:
        _allow(response.headers, origin)
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_AGE_S)
    return response


def _allow(headers: MutableHeaders, origin: str) -> None:
    headers["Access-Control-Allow-Origin"] = origin
    headers["Access-Control-Allow-Credentials"] = "true"
    headers["Access-Control-Expose-Headers"] = "Retry-After"
