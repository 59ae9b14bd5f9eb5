"""Files as browsers get them: compressed once, in the coding that the browser likes best, not again if it has them."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import brotli
from starlette.requests import Request
from starlette.responses import Response

STATIC = Path(__file__).parents[1] / "static"
EVERYWHERE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
SHORT_CACHE = "public, max-age=300"  # a new release reaches every website in five minutes
LONG_CACHE = "public, max-age=31536000, immutable"  # of what has its hash or its own name for good

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_IDENTITY = "identity"
_PREFERRED = ("br", "gzip", _IDENTITY)  # of codings that the browser likes equally


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def _brotli(content: bytes) -> bytes:
    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT))


_COMPRESS = {"br": _brotli, "gzip": _gzip}


@dataclass(frozen=True, eq=False)
class Asset:
    """One file in every coding; each is made once, when it is first asked for."""

    content: bytes
    media_type: str
    cache: str = SHORT_CACHE
    _compressed: dict[str, bytes] = field(default_factory=dict, init=False)

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    async def encoded(self, coding: str) -> bytes:
        if coding == _IDENTITY:
            return self.content
        if coding not in self._compressed:  # in a thread: the best brotli takes a tenth of a second
            self._compressed[coding] = await asyncio.to_thread(_COMPRESS[coding], self.content)
        return self._compressed[coding]

    async def response(self, request: Request) -> Response:
        coding = best_coding(request.headers.getlist("accept-encoding"))
        headers = {**EVERYWHERE, "Cache-Control": self.cache, "Vary": "Accept-Encoding"}
        if coding is None:
            return Response(status_code=406, headers=headers)
        headers["ETag"] = etag = f'"{self.digest[:32]}-{coding}"'
        if matches(etag, request.headers.getlist("if-none-match")):
            return Response(status_code=304, headers=headers)
        if coding != _IDENTITY:
            headers["Content-Encoding"] = coding
        return Response(await self.encoded(coding), headers=headers, media_type=self.media_type)


@cache
def static_files() -> Mapping[str, Asset]:
    """What our own pages load, by file name."""
    files = (file for file in STATIC.iterdir() if file.suffix in _TYPES)
    return {file.name: Asset(file.read_bytes(), _TYPES[file.suffix]) for file in files}


def best_coding(accepted: list[str]) -> str | None:
    """The coding of ours with the highest weight; None when the request refuses all of them (RFC 9110 §12.5.3)."""
    weights = _weights(accepted)
    rest = weights.get("*")

    def weight(coding: str) -> float:
        known = weights.get(coding, rest)
        if known is None:
            return 0.001 if coding == _IDENTITY else 0.0  # as it is: always allowed, never preferred
        return known

    best = max(_PREFERRED, key=weight)
    return best if weight(best) > 0 else None


def _weights(accepted: list[str]) -> Mapping[str, float]:
    weights: dict[str, float] = {}
    for item in ",".join(accepted).split(","):
        coding, *parameters = (part.strip().lower() for part in item.split(";"))
        if coding:
            weights[coding.removeprefix("x-")] = _quality(parameters)
    return weights


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def matches(etag: str, known: list[str]) -> bool:
    """Whether the browser has this one: If-None-Match compares weakly."""
    tags = [tag.strip().removeprefix("W/") for tag in ",".join(known).split(",")]
    return "*" in tags or etag in tags
