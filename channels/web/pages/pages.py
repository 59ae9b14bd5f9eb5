"""What a browser loads: the widget, pictures, the demo page; and what an operator's tools ask."""

from __future__ import annotations

import asyncio
import time
from ipaddress import ip_address
from pathlib import Path

import orjson
from fastapi import FastAPI
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot import demo
from bot.core import Core
from bot.errors import StoreUnavailable
from bot.store import schema_files
from bot.store.queries import load
from channels.web.errors import ApiError
from channels.web.pages.assets import EVERYWHERE, LONG_CACHE, static_files
from channels.web.pages.demo import demo_page
from channels.web.pages.docs import reference_page
from channels.web.pages.widget import widget_routes

SQL = load("web")
PICTURES = Path(demo.__file__).parent / "media"
READY_CACHE_S = 1.0
READY_TIMEOUT_S = 2.0  # who asks does not wait longer


class Pictures(StaticFiles):
    """Pictures that other websites may show; a browser keeps them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update({**EVERYWHERE, "Cache-Control": LONG_CACHE})
        return response


class Readiness:
    """Whether this node can answer: database, migrations, and what it must do beside messages (bot.tasks)."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._known: tuple[float, int, bytes] = (0.0, 503, b"")
        self.closing = False

    async def response(self, request: Request) -> Response:
        if self._known[0] < time.monotonic() or self.closing:
            ready, state = await self._state()
            self._known = (time.monotonic() + READY_CACHE_S, 200 if ready else 503, orjson.dumps(state))
        return Response(self._known[2], self._known[1], media_type="application/json")

    async def _state(self) -> tuple[bool, dict[str, object]]:
        database, pending = "ok", list[str]()
        try:
            async with asyncio.timeout(READY_TIMEOUT_S):
                applied = await self._core.database.value(SQL["applied_migrations"])
        except (StoreUnavailable, TimeoutError):
            database = "unavailable"
        else:
            if applied is not None:
                pending = [m.version for m in schema_files.migrations() if m.version not in applied]
        health = self._core.health
        ready = health.is_ready and database == "ok" and not pending and not self.closing
        return ready, {
            "status": "ready" if ready else "not ready",
            "database": database,
            "pending_migrations": pending,
            "channels": sorted(self._core.channels),
            "down": health.down,
        }


def add_pages(web: FastAPI, core: Core, readiness: Readiness) -> None:
    async def home(request: Request) -> Response:
        return await demo_page(core, request)

    async def docs(request: Request) -> Response:
        return HTMLResponse(reference_page(web.openapi()))

    async def healthz(request: Request) -> Response:
        return Response(b'{"status":"ok"}', media_type="application/json")

    async def static_file(request: Request) -> Response:
        file = static_files().get(request.path_params["name"])
        if file is None:
            raise ApiError(404, "not_found")
        return await file.response(request)

    web.router.routes += [
        Route("/", home),
        *widget_routes(),
        Route("/healthz", healthz),
        Route("/readyz", readiness.response),
        Route("/metrics", metrics),
        Route("/docs", docs),
        Route("/static/{name}", static_file),
        Mount("/media/demo", Pictures(directory=PICTURES, check_dir=False)),
    ]


async def metrics(request: Request) -> Response:
    """Prometheus' text format; only for this machine and private networks, and never through a proxy."""
    if not _is_near(request):
        raise ApiError(404, "not_found")
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _is_near(request: Request) -> bool:
    if request.client is None or "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        address = ip_address(request.client.host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private
