"""What goes wrong on request, as Slack's own client meets it."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from channels.standins.slack import SlackStandin
from channels.standins.slack.workspace import BOT_TOKEN


@pytest.fixture
def client(url: str) -> AsyncWebClient:
    """Without the retries that the client makes by itself."""
    return AsyncWebClient(BOT_TOKEN, base_url=f"{url}/api/", retry_handlers=[])


async def test_rate_limit_opens_a_window_that_is_watched(slack: SlackStandin, client: AsyncWebClient) -> None:
    reception, bar = slack.channel("reception"), slack.channel("bar")
    slack.limit("chat.postMessage", 30, reception)
    for _ in range(2):
        with pytest.raises(SlackApiError) as raised:
            await client.chat_postMessage(channel=reception.id, text="x")
        assert raised.value.response.status_code == 429
        assert raised.value.response["error"] == "ratelimited"
        assert raised.value.response.headers["Retry-After"] == "30"
    assert [(violation.method, violation.where) for violation in slack.violations] == [
        ("chat.postMessage", reception.id)
    ]
    await client.chat_postMessage(channel=bar.id, text="x")
    assert not reception.messages
    slack.faults.clear()
    await client.chat_postMessage(channel=reception.id, text="x")


async def test_client_that_waits_violates_nothing(slack: SlackStandin, url: str) -> None:
    reception = slack.channel("reception")
    patient = AsyncWebClient(
        BOT_TOKEN, base_url=f"{url}/api/", retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
    )
    slack.limit("chat.postMessage", 1, reception)
    await patient.chat_postMessage(channel=reception.id, text="x")
    assert [call.status for call in slack.called("chat.postMessage", channel=reception.id)] == [429, 200]
    assert not slack.violations


async def test_slacks_own_limit_allows_a_short_burst() -> None:
    slack = SlackStandin(limited=True)
    reception = slack.channel("reception")
    async with slack.serving() as url:
        client = AsyncWebClient(BOT_TOKEN, base_url=f"{url}/api/", retry_handlers=[])
        sends = [client.chat_postMessage(channel=reception.id, text="x") for _ in range(10)]
        answers = await asyncio.gather(*sends, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, SlackApiError)]
    assert refused[0].response["error"] == "ratelimited"
    assert len(reception.messages) == 10 - len(refused) >= 3


async def test_cut_after_performing_leaves_the_message(slack: SlackStandin, client: AsyncWebClient) -> None:
    reception = slack.channel("reception")
    slack.cut("chat.postMessage")
    slack.cut("chat.update", performed=False)
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=reception.id, text="Sent and lost")
    message = reception.messages[0]
    assert message.shown == "Sent and lost"
    with pytest.raises(aiohttp.ClientError):
        await client.chat_update(channel=reception.id, ts=message.ts, text="Lost")
    assert message.shown == "Sent and lost"


async def test_errors_and_delays_come_as_often_as_asked(slack: SlackStandin, client: AsyncWebClient) -> None:
    slack.fail("auth.test", status=503)
    slack.slow("auth.test", 0.01)
    with pytest.raises(SlackApiError) as raised:
        await client.auth_test()
    assert raised.value.response.status_code == 503
    assert (await client.auth_test())["ok"]
    assert [call.status for call in slack.calls] == [503, 200]
