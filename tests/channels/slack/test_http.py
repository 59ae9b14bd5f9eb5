"""HTTP mode: signatures before anything else, and the same work behind them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from channels.standins.slack import SlackStandin
from channels.standins.slack.request_url import RequestUrl, signature
from channels.web.channel import WebChannel
from tests.channels.slack.scene import FAST, node
from tests.conftest import TestDatabase

BODY = json.dumps({"type": "event_callback", "event": {"type": "message", "text": "x"}})


@asynccontextmanager
async def served(db: TestDatabase) -> AsyncIterator[tuple[SlackStandin, RequestUrl]]:
    """A node in HTTP mode, and the stand-in's road to it."""
    slack = SlackStandin(**FAST)
    secrets = {"slack_signing_secret": slack.workspace.signing_secret}
    channels = ("channels.web", "channels.slack")
    async with (
        slack.serving() as url,
        node(db, slack, url, channels=channels, secrets=secrets, connected=0, mode="http") as running,
    ):
        web = running.core.channels["web"]
        assert isinstance(web, WebChannel)
        await web.listening.wait()
        while running.channel.bolt is None:
            await asyncio.sleep(0.01)
        address = f"http://127.0.0.1:{web.port}/slack/events"
        road = RequestUrl(address, slack.workspace.signing_secret, slack.workspace.verification_token)
        slack.courier.road = road
        yield slack, road


async def test_address_is_verified_and_events_are_answered(db: TestDatabase) -> None:
    db.add_tenant()
    async with served(db) as (slack, road):
        assert await road.verify()
        ana = slack.staff("Ana")
        await ana.dm("Hello")
        await ana.direct.wait_for("echo: Hello")
        done = await ana.command("/lobby", "help", slack.channel("lounge"))
        assert "/lobby status" in done.responses[0].shown
        await slack.settled()
        assert all(delivery.acknowledged for delivery in slack.deliveries)
        assert set(road.statuses) == {200}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "{now}", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "{old}", "X-Slack-Signature": "{signed old}"},
        {"X-Slack-Request-Timestamp": "x", "X-Slack-Signature": "{signed}"},
        {"X-Slack-Request-Timestamp": "{now}", "X-Slack-Signature": "{other body}"},
    ],
)
async def test_what_is_not_signed_is_refused(db: TestDatabase, headers: dict[str, str]) -> None:
    async with served(db) as (slack, road):
        now, old = str(int(time.time())), str(int(time.time()) - 600)
        secret = slack.workspace.signing_secret
        known = {
            "{now}": now,
            "{old}": old,
            "{signed}": signature(secret, now, BODY),
            "{signed old}": signature(secret, old, BODY),
            "{other body}": signature(secret, now, BODY + " "),
        }
        sent = {name: known.get(value, value) for name, value in headers.items()}
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(road.url, content=BODY, headers=sent)
        assert answer.status_code == 401
        assert slack.staff("Ana").direct.messages == []


async def test_raw_body_counts(db: TestDatabase) -> None:
    async with served(db) as (slack, road):
        now = str(int(time.time()))
        body = BODY.replace('"x"', '"\\u00e9"')  # a parser would write it otherwise
        headers = {
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": signature(slack.workspace.signing_secret, now, body),
            "Content-Type": "application/json",
        }
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(road.url, content=body, headers=headers)
        assert answer.status_code == 200
