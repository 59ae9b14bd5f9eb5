"""Every failure of a request in the shape of the contract, whatever raised it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from bot.errors import StoreUnavailable
from bot.types import JSON
from bot.words.regions import locale_of
from channels.web.errors import ApiError, new_error_id, unavailable
from channels.web.fields import MAX_TEXT_CHARS, problem


def add_failure_handlers(web: FastAPI) -> None:
    for kind in (HTTPException, RequestValidationError, StoreUnavailable, Exception):
        web.add_exception_handler(kind, _handle)


def failure_json(error: Exception, request: Request) -> JSON:
    """Must be called inside `except`."""
    return _json(_as_api_error(error), error, request)


async def _handle(request: Request, error: Exception) -> Response:
    failure = _as_api_error(error)
    body = orjson.dumps(_json(failure, error, request))
    return Response(body, failure.status_code, failure.headers, "application/json")


def _json(failure: ApiError, error: Exception, request: Request) -> JSON:
    language = getattr(request.state, "language", None) or locale_of(None, request.headers.get("accept-language"))
    route = getattr(request.scope.get("route"), "path", "")  # not the URL: it may hold a token
    error_id = new_error_id(failure.code, route, unexpected=failure.status_code == HTTPStatus.INTERNAL_SERVER_ERROR)
    return {"success": False, "error": failure.code, "message": failure.message(language), "error_id": error_id}


def _as_api_error(error: Exception) -> ApiError:
    if isinstance(error, ApiError):
        return error
    if isinstance(error, RequestValidationError):
        return _invalid(error.errors()[0])
    if isinstance(error, StoreUnavailable):
        return unavailable()
    if isinstance(error, HTTPException):
        return _http(error)
    return ApiError(500, "internal")


def _http(error: HTTPException) -> ApiError:
    """What the framework itself refuses."""
    headers = dict(error.headers) if error.headers else None
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return ApiError(405, "method_not_allowed", headers=headers)
    if error.status_code == HTTPStatus.NOT_FOUND:
        return ApiError(404, "not_found", headers=headers)
    if error.status_code == HTTPStatus.BAD_REQUEST:  # a body that cannot be decoded
        return ApiError(400, "bad_json", headers=headers)
    phrase = HTTPStatus(error.status_code).phrase
    return ApiError(error.status_code, phrase.lower().replace(" ", "_"), sentence=f"{phrase}.", headers=headers)


def _invalid(error: dict[str, Any]) -> ApiError:
    """The first of pydantic's errors."""
    kind = error["type"]
    if kind == "json_invalid" or error["loc"] == ("body",):
        return ApiError(400, "bad_json")
    if kind == "too_long" and error["loc"][-1] == "message":
        return ApiError(422, "too_long", limit=MAX_TEXT_CHARS)
    place, what = problem({**error, "loc": error["loc"][1:]})
    if kind in ("missing", "blank", "control"):  # our own kinds and pydantic's are called as the phrases
        return ApiError(422, "invalid_request", said=kind, field=place[:100])
    if kind == "extra_forbidden":
        return ApiError(422, "invalid_request", said="unknown_field", field=place[:100])
    return ApiError(422, "invalid_request", field=place[:100], problem=what.rstrip("."))
