"""POST /api/public-chat/visit: a page with the widget was opened, the top of the funnel (docs/funnel.md)."""

from __future__ import annotations

import orjson
from fastapi import APIRouter, Request, Response

from bot.core import Core
from bot.ledger.sessions import WEB
from bot.store.queries import load
from bot.words.regions import locale_of
from channels.web.errors import ApiError, rate_limited
from channels.web.http.api import found_tenant
from channels.web.http.models import VisitRequest
from channels.web.http.responses import errors
from channels.web.limiting import Limiter, address_of
from channels.web.origins import Origins

SQL = load("web")


def visit_routes(core: Core, limiter: Limiter, origins: Origins) -> APIRouter:
    router = APIRouter(prefix="/api/public-chat", tags=["chat"])

    @router.post(
        "/visit",
        status_code=204,
        response_class=Response,
        summary="Count a visit to a page with the chat",
        responses=errors(400, 403, 404, 413, 422, 429, 503),
    )
    async def visit(body: VisitRequest, request: Request) -> None:
        """The widget tells of it once in a browser session. No session begins, no cookie is set, nobody is known."""
        language = request.headers.get("accept-language")
        request.state.language = locale_of(None, language)
        tenant = await found_tenant(core, body.tenant_id)
        request.state.language = locale_of(tenant, language)
        if not origins.allows(tenant, request.scope):
            raise ApiError(403, "origin_not_allowed")
        if wait_s := limiter.visit(address_of(request.scope["client"])):
            raise rate_limited(wait_s)
        touch = orjson.dumps(dict(body.attribution().utm)).decode()
        await core.database.value(SQL["record_visit"], {"tenant_id": tenant.tenant_id, "channel": WEB, "touch": touch})

    return router
