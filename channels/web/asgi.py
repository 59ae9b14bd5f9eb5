"""The web application: routes, failures, documentation, and what wraps them."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channel import Accept
from bot.core import Core
from channels.web.hops import Hops
from channels.web.http.api import chat_routes
from channels.web.http.convert import convert_routes
from channels.web.http.cors import Cors
from channels.web.http.failures import add_failure_handlers
from channels.web.http.security import BodyLimit, SecurityHeaders
from channels.web.http.visits import visit_routes
from channels.web.limiting import Limiter
from channels.web.origins import Origins
from channels.web.pages.pages import Readiness, add_pages
from channels.web.socket.reception import Reception
from channels.web.socket.sockets import Sockets

SOCKET_PATH = "/ws"


class WebApplication:
    """ASGI. Sockets go to their handler directly: the layers of HTTP would cost each open one memory."""

    def __init__(self, core: Core, accept: Accept) -> None:
        limiter = Limiter(core.settings.web)
        origins = Origins(core.database, core.settings.web.public_url)
        self._reception = Reception(core, accept, limiter, origins, Hops(core))
        self.sockets = Sockets(self._reception)
        self.readiness = Readiness(core)
        self.web = _web(core, accept, limiter, origins, self.readiness)
        wrapped: ASGIApp = BodyLimit(self.web)
        wrapped = Cors(wrapped, origins)
        self._http = SecurityHeaders(wrapped)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"] == SOCKET_PATH:
            await self.sockets(scope, receive, send)
        else:
            await self._http(scope, receive, send)

    def close(self) -> None:
        """Take nothing new: what is in progress is finished."""
        self._reception.closing = True
        self.readiness.closing = True


def _web(core: Core, accept: Accept, limiter: Limiter, origins: Origins, readiness: Readiness) -> FastAPI:
    web = FastAPI(
        title="Lobby", summary="Chat concierge for accommodation businesses", version="1", docs_url=None, redoc_url=None
    )
    add_failure_handlers(web)
    web.include_router(chat_routes(core, accept, limiter, origins))
    web.include_router(visit_routes(core, limiter, origins))
    web.include_router(convert_routes(core))
    add_pages(web, core, readiness)
    core.hooks.register("register_routes", core=core, web=web)
    return web
