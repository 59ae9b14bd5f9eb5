"""The HTTP API of ARCHITECTURE.md §6.2."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from uuid import UUID, uuid4

import orjson
from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from bot.channel import Accept
from bot.core import Core
from bot.errors import NotFound
from bot.ledger.sessions import token_hash
from bot.offers import wire
from bot.store.queries import load
from bot.types import JSON, Tenant
from bot.words.regions import locale_of
from channels.web.errors import ApiError
from channels.web.http.chat import Chat, Question, Visit
from channels.web.http.failures import failure_json
from channels.web.http.models import ChatRequest, ChatResponse, SessionResponse
from channels.web.http.responses import errors, json_response
from channels.web.limiting import Limiter, address_of
from channels.web.origins import Origins

SQL = load("web")
COOKIE_PREFIX = "lobby_"  # and the tenant's slug: one host may serve several tenants
COOKIE_AGE_S = 7 * 24 * 3600
EVENT_STREAM = "text/event-stream"
EVENT_SCHEMA = {  # of one event; `data` is JSON
    "type": "object",
    "required": ["event", "data"],
    "properties": {"event": {"enum": ["delta", "message", "error"]}, "data": {"type": "string"}},
}


@dataclass(frozen=True, slots=True)
class _Known:
    """The live session behind a visitor's cookie."""

    tenant_id: UUID
    session_id: UUID


def chat_routes(core: Core, accept: Accept, limiter: Limiter, origins: Origins) -> APIRouter:
    router = APIRouter(prefix="/api/public-chat", tags=["chat"])
    chat = Chat(core, accept, limiter)

    @router.post(
        "",
        response_model=None,
        summary="Say something and wait for the answer",
        responses={
            200: {
                "model": ChatResponse,
                "description": "The answer. As an event stream: `delta` events with pieces of text, then one `message`"
                " with the same `data`, or `error`.",
                "content": {EVENT_STREAM: {"schema": EVENT_SCHEMA}},
            },
            **errors(400, 403, 404, 413, 422, 429, 503),
        },
    )
    async def public_chat(body: ChatRequest, request: Request, stream: bool = False) -> Response:
        """The visitor is whom the cookie `lobby_SLUG` says; without one a new session begins and the cookie is set.
        `?stream=true`, or `Accept: text/event-stream`, streams the answer."""
        request.state.language = locale_of(None, body.locale, request.headers.get("accept-language"))
        tenant = await found_tenant(core, body.tenant_id)
        request.state.language = locale_of(tenant, body.locale, request.headers.get("accept-language"))
        if not origins.allows(tenant, request.scope):
            raise ApiError(403, "origin_not_allowed")
        address = address_of(request.scope["client"])
        token = request.cookies.get(COOKIE_PREFIX + tenant.slug)
        visit = await chat.visit(tenant, token, address, body.locale, body.attribution(), body.session_id)
        question = Question(body.id or str(uuid4()), body.message, body.locale, request.state.language)
        pieces = chat.ask(tenant, visit, address, question)
        if stream or EVENT_STREAM in request.headers.get("accept", ""):
            response: Response = StreamingResponse(_events(pieces, request), media_type=EVENT_STREAM)
            response.headers["X-Accel-Buffering"] = "no"  # nginx would hold the pieces back
        else:
            response = json_response({"success": True, "data": [piece async for piece in pieces][-1]})
        _set_cookie(response, request, core, tenant, visit)
        return response

    @router.get(
        "/session/{cookie_id}",
        response_model=None,
        summary="A visitor's own session",
        responses={200: {"model": SessionResponse}, **errors(403, 404, 503)},
    )
    async def session(cookie_id: str, request: Request) -> Response:
        """`cookie_id` is the cookie's value. It must also come as the cookie, or as `Authorization: Bearer`."""
        if not _bears(request, cookie_id):
            raise ApiError(404, "not_found")
        found = await core.database.one(_Known, SQL["visitor_session"], {"cookie_id": token_hash(cookie_id)})
        record = await core.ledger.session(found.tenant_id, found.session_id) if found else None
        if found is None or record is None:
            raise ApiError(404, "not_found")
        if not origins.allows(await found_tenant(core, str(found.tenant_id)), request.scope):
            raise ApiError(403, "origin_not_allowed")
        data = {
            "session_id": record.session_id,
            "created_at": record.created_at,
            "expires_at": record.expires_at,
            "last_activity_at": record.last_activity_at,
            "status": record.status,
            "speaker": record.speaker,
            "conversation_history": record.history,
            "travel_intent": wire.public_intent_json(record.intent),
        }
        return json_response({"success": True, "data": data})

    return router


async def found_tenant(core: Core, key: str) -> Tenant:
    """By slug or id. Raises ApiError (404)."""
    try:
        return await core.tenants.find(key)
    except NotFound as error:
        raise ApiError(404, "unknown_tenant") from error


def _bears(request: Request, value: str) -> bool:
    """Whether the request proves that it holds the value, not only its place in a URL."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    held = [cookie for name, cookie in request.cookies.items() if name.startswith(COOKIE_PREFIX)]
    if scheme.lower() == "bearer":
        held.append(bearer.strip())
    return any(secrets.compare_digest(value.encode(), candidate.encode()) for candidate in held)


def _set_cookie(response: Response, request: Request, core: Core, tenant: Tenant, visit: Visit) -> None:
    secure = request.url.scheme == "https" or core.settings.web.public_url.startswith("https:")
    response.set_cookie(
        COOKIE_PREFIX + tenant.slug, visit.token, max_age=COOKIE_AGE_S, httponly=True, samesite="lax", secure=secure
    )


async def _events(pieces: AsyncGenerator[str | JSON], request: Request) -> AsyncIterator[bytes]:
    """The pieces as server-sent events. The status is sent by now: what goes wrong is an event too."""
    try:
        async with aclosing(pieces):  # a visitor who leaves is not followed any longer
            async for piece in pieces:
                yield _event("delta", {"text": piece}) if isinstance(piece, str) else _event("message", piece)
    except Exception as error:
        yield _event("error", failure_json(error, request))


def _event(name: str, value: JSON) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + orjson.dumps(value, option=orjson.OPT_SORT_KEYS) + b"\n\n"
