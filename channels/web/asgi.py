"""The web application: routes, failures, documentation, and what wraps them."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.app import App
from bot.channel import Deliver
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
from channels.web.socket.connection import Reception
from channels.web.socket.sockets import Sockets

SOCKET_PATH = "/ws"


class WebApplication:
    """ASGI. Sockets go to their handler directly: the layers of HTTP would cost each open one memory."""

    def __init__(self, app: App, deliver: Deliver) -> None:
        limiter = Limiter(app.settings.web)
        origins = Origins(app.database, app.settings.web.public_url)
        self._reception = Reception(app, deliver, limiter, origins, Hops(app))
        self.sockets = Sockets(self._reception)
        self.readiness = Readiness(app)
        self.web = _web(app, deliver, limiter, origins, self.readiness)
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


def _web(app: App, deliver: Deliver, limiter: Limiter, origins: Origins, readiness: Readiness) -> FastAPI:
    web = FastAPI(
        title="Lobby", summary="Chat concierge for accommodation businesses", version="1", docs_url=None, redoc_url=None
    )
    add_failure_handlers(web)
    web.include_router(chat_routes(app, deliver, limiter, origins))
    web.include_router(visit_routes(app, limiter, origins))
    web.include_router(convert_routes(app))
    add_pages(web, app, readiness)
    app.manager.hook.register_routes(app=app, web=web)
    return web
