"""Bolt behind a real request URL: signed requests, retries, wrong signatures."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from channels.standins.serving import address_of, listening, serving
from channels.standins.slack import SlackStandin
from channels.standins.slack.request_url import RequestUrl

JSON = dict[str, Any]


@asynccontextmanager
async def behind(bolt: AsyncApp, headers: list[dict[str, str]]) -> AsyncIterator[str]:
    """The app's request URL; `headers` collects those of each request."""
    handler = AsyncSlackRequestHandler(bolt)

    async def receive(request: Request) -> Response:
        headers.append(dict(request.headers))
        return await handler.handle(request)

    app = Starlette(routes=[Route("/slack/events", receive, methods=["POST"])])
    async with serving(app) as url:
        yield f"{url}/slack/events"


@pytest.fixture
def headers() -> list[dict[str, str]]:
    return []


@pytest.fixture
async def road(slack: SlackStandin, bolt: AsyncApp, headers: list[dict[str, str]]) -> AsyncIterator[RequestUrl]:
    async with behind(bolt, headers) as address:
        assert await slack.use_request_url(address)
        assert isinstance(slack.courier.road, RequestUrl)
        yield slack.courier.road


async def test_events_interactions_and_commands_arrive_signed(
    slack: SlackStandin, bolt: AsyncApp, road: RequestUrl, client: AsyncWebClient
) -> None:
    reception, ana = slack.channel("reception"), slack.staff("Ana")
    seen: list[str] = []

    @bolt.event("message")
    async def _(event: JSON) -> None:
        seen.append(event["text"])

    @bolt.action("done")
    async def _(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("Done", replace_original=True)

    @bolt.command("/lobby")
    async def _(ack: AsyncAck, command: JSON) -> None:
        await ack({"response_type": "in_channel", "text": f"Today: {command['text']}"})

    await ana.say(reception, "Hello")
    button = {"type": "button", "action_id": "done", "text": {"type": "plain_text", "text": "Done?"}}
    await client.chat_postMessage(
        channel=reception.id, text="Alert", blocks=[{"type": "actions", "elements": [button]}]
    )
    alert = reception.messages[-1]
    assert (await ana.press(alert, "Done?")).acknowledged
    await reception.wait_for(lambda message: message is alert and message.shown == "Done")
    done = await ana.command("/lobby", "arrivals", reception)
    assert [message.shown for message in done.responses] == ["Today: arrivals"]
    await slack.settled()
    assert seen == ["Hello"]


async def test_request_with_a_wrong_signature_is_refused(
    slack: SlackStandin, road: RequestUrl, headers: list[dict[str, str]]
) -> None:
    road.signing_secret = "guessed"
    await slack.staff("Ana").say(slack.channel("reception"), "Hello")
    await slack.settled()
    assert road.statuses[-3:] == [401, 401, 401]
    assert [sent.get("x-slack-retry-num") for sent in headers[-3:]] == [None, "1", "2"]
    assert headers[-1]["x-slack-retry-reason"] == "http_error"


async def test_request_with_an_old_time_is_refused(slack: SlackStandin, road: RequestUrl) -> None:
    road.skew_s = -600
    await slack.staff("Ana").say(slack.channel("reception"), "Hello")
    await slack.settled()
    assert road.statuses[-1] == 401
    assert not slack.events()[-1].acknowledged


async def test_app_that_is_not_there_gets_its_retries(slack: SlackStandin) -> None:
    with listening() as listener:
        address = address_of(listener)
    slack.courier.road = RequestUrl(f"http://{address}/", "secret", "token")
    await slack.staff("Ana").say(slack.channel("reception"), "Hello")
    await slack.settled()
    assert [attempt.reason for attempt in slack.events()[0].attempts] == ["connection_failed"] * 3
