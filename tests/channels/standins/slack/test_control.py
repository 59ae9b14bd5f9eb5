"""The people over HTTP, as another process drives them; and the program that is run by hand."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from channels.standins.slack import SlackStandin, control
from channels.standins.slack.workspace import BOT_TOKEN
from tests.channels.standins.slack.conftest import Connect

JSON = dict[str, Any]


@pytest.fixture
async def url(slack: SlackStandin) -> AsyncIterator[str]:
    """With the road for other programs."""
    async with slack.serving(also=control.routes(slack)) as address:
        yield address


async def act(http: httpx.AsyncClient, name: str, /, **body: Any) -> JSON:
    answer = await http.post(f"/_control/{name}", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_conversation_is_driven_from_outside(url: str, bolt: AsyncApp, connect: Connect) -> None:
    @bolt.event("message")
    async def _(event: JSON, client: AsyncWebClient) -> None:
        button = {"type": "button", "action_id": "ok", "text": {"type": "plain_text", "text": "OK"}}
        await client.chat_postMessage(
            channel=event["channel"], text="Heard", blocks=[{"type": "actions", "elements": [button]}]
        )

    @bolt.action("ok")
    async def _(ack: AsyncAck) -> None:
        await ack()

    async with httpx.AsyncClient(base_url=url) as http, connect(bolt):
        channel = await act(http, "channel", name="reception")
        said = await act(http, "say", user="Ana", channel="reception", text="Hello")
        assert said["shown"] == "Hello"
        while len(messages := (await http.get("/_control/messages/reception")).json()["messages"]) < 2:
            await asyncio.sleep(0.01)
        pressed = await act(http, "press", user="Ana", ts=messages[1]["ts"], what="OK")
        assert pressed["acknowledged"]
        await act(http, "edit", user="Ana", ts=said["ts"], text="Good morning")
        await act(http, "delete", user="Ana", ts=said["ts"])
        state = (await http.get("/_control/state")).json()
        assert state["channels"][0]["id"] == channel["id"]
        assert state["channels"][0]["messages"][0]["versions"] == ["Hello", "Good morning"]
        assert "chat.postMessage" in [call["method"] for call in state["calls"]]
        wrong = await http.post("/_control/press", json={"user": "Ana", "ts": "1.1", "what": "OK"})
        assert (wrong.status_code, wrong.json()["error"]) == (400, "LookupError: no message 1.1")


async def test_program_serves_by_hand() -> None:
    command = (sys.executable, "-m", "channels.standins.slack", "--port", "0", "--channel", "bar")
    program = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert program.stdout is not None
    try:
        url = (await program.stdout.readline()).decode().split()[-1]
        client = AsyncWebClient(BOT_TOKEN, base_url=f"{url}/api/")
        assert [channel["name"] for channel in (await client.conversations_list())["channels"]] == ["bar"]
    finally:
        program.terminate()
        await program.wait()
