"""The arguments of a call as clients send them: JSON objects and forms."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


class NotJson(ValueError):
    """The text cannot be read."""


class NotObject(ValueError):
    """It is JSON, but no object."""


def content_type(request: Request) -> str:
    """Without its parameters; empty when there is none."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def form(body: bytes) -> dict[str, str]:
    """The last of values with one name. Bytes that are no UTF-8 are kept as surrogates."""
    pairs = parse_qsl(body.decode("utf-8", "surrogateescape"), keep_blank_values=True, errors="surrogateescape")
    return dict(pairs)


def json_object(body: bytes | str) -> dict[str, Any]:
    """Raises NotJson or NotObject."""
    parsed = parsed_json(body)
    if not isinstance(parsed, dict):
        raise NotObject
    return parsed


def parsed_json(text: bytes | str) -> Any:
    """Raises NotJson."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise NotJson from error
