"""Files as browsers get them."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from channels.web.pages.assets import Asset, best_coding, matches

CONTENT = b"const sentence = 'The same words, the same words, the same words';" * 20


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    asset = Asset(CONTENT, "text/javascript")

    async def serve(request: Request) -> Response:
        return await asset.response(request)

    transport = httpx.ASGITransport(Starlette(routes=[Route("/file.js", serve)]))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ([], "identity"),
        ([""], "identity"),
        (["gzip"], "gzip"),
        (["gzip, deflate, br, zstd"], "br"),
        (["gzip", "br"], "br"),
        (["GZIP;Q=1.0, BR ; q=0.5"], "gzip"),
        (["br;q=0, gzip;q=0.1"], "gzip"),
        (["identity, gzip;q=0.5"], "identity"),
        (["identity;q=0.5, gzip;q=0.6"], "gzip"),
        (["deflate"], "identity"),
        (["*"], "br"),
        (["*;q=0.5, br;q=0"], "gzip"),
        (["x-gzip"], "gzip"),
        (["gzip;q=0"], "identity"),
        (["gzip;q=nonsense"], "identity"),
        (["*;q=0"], None),
        (["identity;q=0"], None),
        (["identity;q=0, gzip"], "gzip"),
        (["bronze, gzipped"], "identity"),
    ],
)
def test_coding_is_the_one_that_the_browser_likes_best(accepted: list[str], coding: str | None) -> None:
    assert best_coding(accepted) == coding


@pytest.mark.parametrize(
    ("known", "same"),
    [([], False), (['"a"'], True), (['W/"a"'], True), (['"b", "a"'], True), (["*"], True), (['"ab"'], False)],
)
def test_etag_matches_weakly_and_whole(known: list[str], same: bool) -> None:
    assert matches('"a"', known) is same


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
async def test_asset_in_each_coding_is_the_same_file(client: httpx.AsyncClient, coding: str) -> None:
    answer = await client.get("/file.js", headers={"Accept-Encoding": coding})
    assert answer.content == CONTENT
    assert answer.headers.get("content-encoding", "identity") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"
    sizes = {
        "br": len(brotli.compress(CONTENT, mode=brotli.MODE_TEXT)),
        "gzip": len(gzip.compress(CONTENT, 9, mtime=0)),
        "identity": len(CONTENT),
    }
    assert int(answer.headers["content-length"]) == sizes[coding]


async def test_asset_that_the_browser_has_is_not_sent_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/file.js", headers={"Accept-Encoding": "br"})
    headers = {"Accept-Encoding": "br", "If-None-Match": f'"other", W/{first.headers["etag"]}'}
    same = await client.get("/file.js", headers=headers)
    assert (same.status_code, same.content) == (304, b"")
    for name in ("etag", "vary", "cache-control"):
        assert same.headers[name] == first.headers[name]
    plain = await client.get("/file.js", headers={**headers, "Accept-Encoding": "gzip"})
    assert plain.status_code == 200, "another coding is another representation"
    assert plain.headers["etag"] != first.headers["etag"]


async def test_asset_in_no_coding_that_is_accepted_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get("/file.js", headers={"Accept-Encoding": "identity;q=0, deflate"})
    assert (answer.status_code, answer.content) == (406, b"")
