"""Envelopes that are not acknowledged, met by Slack's own Socket Mode client without Bolt's acknowledgements."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from channels.standins.slack import SlackStandin
from channels.standins.slack.workspace import APP_TOKEN

Listener = Callable[[AsyncBaseSocketModeClient, SocketModeRequest], Awaitable[None]]


@asynccontextmanager
async def connected(slack: SlackStandin, url: str, listener: Listener) -> AsyncIterator[SocketModeClient]:
    client = SocketModeClient(APP_TOKEN, web_client=AsyncWebClient(APP_TOKEN, base_url=f"{url}/api/"))
    client.socket_mode_request_listeners.append(listener)
    before = len(slack.sockets.connections)
    try:
        await client.connect()
        await slack.connected(before + 1)
        yield client
    finally:
        await client.close()


async def test_envelope_comes_again_with_its_number_until_it_is_acknowledged() -> None:
    slack = SlackStandin(acknowledge_s=0.1, retries_s=(0.0, 60.0))
    seen: list[SocketModeRequest] = []

    async def refuse_twice(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        seen.append(request)
        if len(seen) > 2:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))

    async with slack.serving() as url, connected(slack, url, refuse_twice):
        await slack.staff("Ana").say(slack.channel("reception"), "Hello")
        async with asyncio.timeout(10):
            while len(slack.deliveries[0].attempts) < 2:
                await asyncio.sleep(0.01)
        slack.courier.hurry()  # rather than wait for the minute
        await slack.settled()
    tries = [(request.retry_attempt, request.retry_reason) for request in seen]
    assert tries == [(0, ""), (1, "timeout"), (2, "timeout")]
    assert len({request.payload["event_id"] for request in seen}) == 1
    assert len({request.envelope_id for request in seen}) == 3
    assert slack.deliveries[0].acknowledged


async def test_what_a_broken_connection_took_with_it_comes_over_another() -> None:
    slack = SlackStandin(retries_s=(60.0,))
    seen: list[int | None] = []

    async def break_off(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        seen.append(request.retry_attempt)
        slack.sockets.cut()

    async def acknowledge(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        seen.append(request.retry_attempt)
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))

    async with slack.serving() as url, connected(slack, url, break_off) as first:
        first.auto_reconnect_enabled = False
        await slack.staff("Ana").say(slack.channel("reception"), "Hello")
        async with asyncio.timeout(10):
            while not slack.deliveries[0].attempts:
                await asyncio.sleep(0.01)
        async with connected(slack, url, acknowledge):
            slack.courier.hurry()  # rather than wait for the minute
            await slack.settled()
    assert seen == [0, 1]
    assert [attempt.reason for attempt in slack.deliveries[0].attempts] == ["connection_failed", ""]


async def test_ticket_opens_one_connection(slack: SlackStandin, url: str) -> None:
    web = AsyncWebClient(APP_TOKEN, base_url=f"{url}/api/")
    address = (await web.apps_connections_open(app_token=APP_TOKEN))["url"]
    async with asyncio.timeout(10), aiohttp.ClientSession() as session:
        async with session.ws_connect(address) as socket:
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        async with session.ws_connect(address) as socket:
            assert (await socket.receive()).data == 4401
