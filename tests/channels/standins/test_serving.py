"""A server on a free port: it listens at once, can lose a client's answer, and is gone when the block ends."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from channels.standins.serving import cut, hung_up, serving


async def ok(request: Request) -> Response:
    return PlainTextResponse(await request.body() or b"ok")


async def lost(request: Request) -> Response:
    await cut(request)
    return PlainTextResponse("nobody reads this")


def client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, trust_env=False)


APPLICATION = Starlette(routes=[Route("/", ok, methods=["GET", "POST"]), Route("/lost", lost, methods=["POST"])])


async def test_server_answers_inside_the_block_and_its_port_is_free_afterwards() -> None:
    async with serving(APPLICATION) as url, client(url) as http:
        assert (await http.get("/")).text == "ok"
        port = int(url.rpartition(":")[2])
    async with serving(APPLICATION, port=port) as again, client(again) as http:
        assert again == url
        assert (await http.post("/", content="x")).text == "x"
    async with client(url) as http:
        with pytest.raises(httpx.ConnectError):
            await http.get("/")


async def test_cut_connection_gives_the_client_no_answer_and_others_theirs() -> None:
    async with serving(APPLICATION) as url, client(url) as http:
        with pytest.raises(httpx.RemoteProtocolError):
            await http.post("/lost", content="read to its end before")
        with pytest.raises(httpx.RemoteProtocolError):
            await http.post("/lost")
        assert (await http.get("/")).text == "ok"


async def test_hang_up_of_a_client_is_noticed() -> None:
    gone = asyncio.Event()

    async def wait(request: Request) -> Response:
        await hung_up(request)
        gone.set()
        return Response()

    async with serving(Starlette(routes=[Route("/", wait)])) as url, client(url) as http:
        with pytest.raises(httpx.ReadTimeout):
            await http.get("/", timeout=0.05)
        await asyncio.wait_for(gone.wait(), 10)
