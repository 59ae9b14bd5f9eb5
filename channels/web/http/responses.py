"""Answers of the HTTP API, and how OpenAPI describes the failures."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.responses import Response

from bot.types import JSON
from channels.web.http.models import ErrorResponse

_MEANINGS = {
    400: "The body is not JSON",
    401: "No valid staff token or signature",
    403: "The website's origin is not allowed",
    404: "Not known here",
    409: "It contradicts what is recorded",
    413: "The body is too large",
    422: "A field is wrong; the message names it",
    429: "Too many requests; see Retry-After",
    503: "The database is away, or no answer came in time; see Retry-After",
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI shows for these statuses."""
    return {status: {"model": ErrorResponse, "description": _MEANINGS[status]} for status in statuses}


def json_response(value: JSON) -> Response:
    """Keys are sorted, so that a repeated request is answered with the same bytes, also from the database."""
    body = orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_SORT_KEYS)
    return Response(body, media_type="application/json")
