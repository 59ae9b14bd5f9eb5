"""The parameters of a call, however they came: query string, form, JSON or multipart.

Source: https://core.telegram.org/bots/api#making-requests and https://core.telegram.org/bots/api#sending-files
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from channels.standins import bodies
from channels.standins.telegram.errors import ApiError, bad_request

BOUNDARY = re.compile(r'boundary="?([^";]+)"?')
DISPOSITION = re.compile(r'(name|filename)="((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Upload:
    """A file inside a multipart body."""

    filename: str
    content: bytes
    content_type: str = "application/octet-stream"


@dataclass
class Params:
    """Values as text, as the server keeps them; what has structure is JSON in it."""

    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return bool(self.values.get(name)) or name in self.files

    def text(self, name: str) -> str:
        """Empty when it is missing."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        value = self.text(name).strip()
        if not value:
            return default
        try:
            return int(value)
        except ValueError:
            raise bad_request(f"parameter {name} must be an Integer") from None

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def structure(self, name: str, what: str) -> Any:
        """A JSON-serialized parameter; None when it is missing."""
        value = self.text(name)
        if not value:
            return None
        try:
            return bodies.parsed_json(value)
        except bodies.NotJson:
            raise bad_request(f"Can't parse {what}") from None

    def to_json(self) -> dict[str, Any]:
        """For the log of calls: structures as structures, files as their names and sizes."""
        shown: dict[str, Any] = {name: _structure_of(value) for name, value in self.values.items()}
        for name, upload in self.files.items():
            shown[name] = {"filename": upload.filename, "bytes": len(upload.content)}
        return shown


def _structure_of(value: str) -> Any:
    if value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


async def read_params(request: Request) -> Params:
    """Raises ApiError for a body that is not what its content type says."""
    params = Params(dict(request.query_params))
    body = await request.body()
    match bodies.content_type(request):
        case bodies.JSON_TYPE:
            params.values.update(_json_values(body))
        case bodies.FORM_TYPE:
            params.values.update(bodies.form(body))
        case "multipart/form-data":
            _read_multipart(params, body, request.headers["content-type"])
        case _ if body:
            raise ApiError(400, "Bad Request: unsupported content type")
    _check_utf8(params)
    return params


def _json_values(body: bytes) -> dict[str, str]:
    if not body:
        return {}
    try:
        values = bodies.json_object(body)
    except bodies.NotJson:
        raise ApiError(400, "Bad Request: can't parse JSON object") from None
    except bodies.NotObject:
        raise ApiError(400, "Bad Request: object expected") from None
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
        if value is not None
    }


def _read_multipart(params: Params, body: bytes, content_type: str) -> None:
    boundary = BOUNDARY.search(content_type)
    if boundary is None:
        raise ApiError(400, "Bad Request: boundary not found")
    marker = b"--" + boundary[1].encode("latin-1")
    for part in (b"\r\n" + body).split(b"\r\n" + marker)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = _headers_of(head)
        names = dict(DISPOSITION.findall(headers.get("content-disposition", "")))
        if "filename" in names:
            upload = Upload(names["filename"], content, headers.get("content-type", Upload.content_type))
            params.files[names.get("name", "")] = upload
        else:
            params.values[names.get("name", "")] = content.decode("utf-8", "surrogateescape")


def _headers_of(head: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _check_utf8(params: Params) -> None:
    for value in params.values.values():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise bad_request("Strings must be encoded in UTF-8") from None
