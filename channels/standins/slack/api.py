"""The Web API over HTTP: reads a call, checks its token, lets it fail on request, runs it, answers.

Source: https://docs.slack.dev/apis/web-api/ (October 2026)
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Mapping
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from channels.standins import bodies
from channels.standins.serving import cut
from channels.standins.slack.arguments import Arguments
from channels.standins.slack.faults import Faults
from channels.standins.slack.methods.kinds import Method
from channels.standins.slack.model import Call
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.workspace import Workspace


class WebApi:
    """The endpoint of `/api/{method}`; `methods` may be added to."""

    def __init__(self, workspace: Workspace, faults: Faults, methods: Mapping[str, Method]) -> None:
        self._workspace, self._faults, self._methods = workspace, faults, methods

    async def __call__(self, request: Request) -> Response:
        name = request.path_params["method"]
        at = time.monotonic()
        try:
            values = await _values(request)
        except Refused as refused:
            return self._finish(name, {}, at, _response(refused.answer()), refused.answer())
        token = _token(request, values)
        values.pop("token", None)
        channel = _channel(values)
        if (wait_s := self._faults.retry_after(name, channel)) is not None:
            answer: JSON = {"ok": False, "error": "ratelimited"}
            headers = {"Retry-After": str(max(1, math.ceil(wait_s)))}
            return self._finish(name, values, at, _response(answer, 429, headers), answer)
        if fault := self._faults.take("delay", name, channel):
            await asyncio.sleep(fault.seconds)
        if fault := self._faults.take("error", name, channel):
            return self._finish(name, values, at, Response(status_code=fault.status), {})
        if self._faults.take("cut_before", name, channel):
            return await self._cut(request, name, values, at, {})
        answer = self._run(name, token, Arguments(values), request.method)
        if self._faults.take("cut_after", name, channel):
            return await self._cut(request, name, values, at, answer)
        return self._finish(name, values, at, _response(answer), answer)

    def _run(self, name: str, token: str | None, args: Arguments, verb: str) -> JSON:
        try:
            method = self._methods.get(name)
            if method is None:
                raise Refused("unknown_method", req_method=name)
            self._authorize(token, method)
            if method.post_only and verb != "POST":
                raise Refused("insecure_request")
            return {"ok": True, **method.run(self._workspace, args)}
        except Refused as refused:
            return refused.answer()

    def _authorize(self, token: str | None, method: Method) -> None:
        if not token:
            raise Refused("not_authed")
        if token not in (self._workspace.bot_token, self._workspace.app_token):
            raise Refused("invalid_auth")
        if (token == self._workspace.app_token) != method.app_level:
            raise Refused("not_allowed_token_type")

    async def _cut(self, request: Request, name: str, values: JSON, at: float, answer: JSON) -> Response:
        """Break the connection instead of answering."""
        await cut(request)
        return self._finish(name, values, at, Response(status_code=500), answer)

    def _finish(self, name: str, values: JSON, at: float, response: Response, answer: JSON) -> Response:
        self._workspace.calls.append(Call(name, values, at, response.status_code, answer))
        self._workspace.bell.ring()
        return response


def _response(answer: JSON, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(answer, status, {"x-slack-req-id": uuid4().hex, **(headers or {})})


def _token(request: Request, values: JSON) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else values.get("token")


def _channel(values: JSON) -> str | None:
    channel = values.get("channel") or values.get("channel_id")
    return channel if isinstance(channel, str) else None


async def _values(request: Request) -> JSON:
    """The arguments of a call, wherever they are. Raises Refused(invalid_json, json_not_object, …)."""
    values: JSON = dict(request.query_params)
    kind, body = bodies.content_type(request), await request.body()
    if not body:
        return values
    if kind == bodies.FORM_TYPE:
        return values | bodies.form(body)
    if kind != bodies.JSON_TYPE:
        raise Refused("invalid_post_type" if kind else "missing_post_type")
    try:
        return values | bodies.json_object(body)
    except bodies.NotJson:
        raise Refused("invalid_json") from None
    except bodies.NotObject:
        raise Refused("json_not_object") from None
