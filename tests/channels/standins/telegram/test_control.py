"""The kit over HTTP, in its own process as benches use it."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError, RetryAfter

from tests.channels.standins.telegram.conftest import PLAIN, client_of

JSON = dict[str, Any]


@dataclass
class Remote:
    client: httpx.AsyncClient
    bot: Bot

    async def act(self, action: str, **body: Any) -> Any:
        answer = await self.client.post(f"/_control/{action}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]

    async def see(self, path: str, **query: Any) -> JSON:
        answer: JSON = (await self.client.get(f"/_control/{path}", params=query)).json()
        return answer


@pytest.fixture
async def remote() -> AsyncIterator[Remote]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "channels.standins.telegram", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with httpx.AsyncClient(base_url=url, trust_env=False, verify=PLAIN) as client:
        token = (await client.get("/_control/state")).json()["token"]
        async with client_of(token, url) as bot:
            yield Remote(client, bot)
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    process._transport.close()  # type: ignore[attr-defined]


async def test_conversation(remote: Remote) -> None:
    sent = await remote.act("send", user_id=5, user={"first_name": "Ana", "language_code": "es"}, text="hola")
    [update] = await remote.bot.get_updates()
    assert update.update_id == sent["update_id"]
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Sí", callback_data="1")]])
    await remote.bot.send_message(5, "<b>¿Fechas?</b>", parse_mode="HTML", reply_markup=keyboard)
    chat = await remote.see("chat/5", messages=1)
    shown = chat["messages"][-1]
    assert (shown["text"], shown["entities"][0]["type"], shown["buttons"][0][0]["text"]) == ("¿Fechas?", "bold", "Sí")
    pressed = await remote.act("press", user_id=5, button="Sí")
    await remote.act("edit", user_id=5, message_id=sent["message_id"], text="buenas")
    query, edited = await remote.bot.get_updates(offset=update.update_id + 1)
    assert query.update_id == pressed["update_id"]
    assert edited.edited_message is not None
    state = await remote.see("state")
    assert state["confirmed"] == [sent["update_id"]]
    assert state["pending"] == [query.update_id, edited.update_id]
    calls = await remote.see("calls", method="sendmessage", chat_id=5)
    assert [call["params"]["parse_mode"] for call in calls["calls"]] == ["HTML"]
    last = calls["calls"][0]["number"]
    assert {call["method"] for call in (await remote.see("calls", after=last))["calls"]} == {"getUpdates"}


async def test_everything_that_a_user_does(remote: Remote) -> None:
    await remote.act("start", user_id=5, payload="abc")
    for action, arguments in {
        "send_photo": {"caption": "x"},
        "send_voice": {},
        "send_sticker": {},
        "send_contact": {"phone": "+34600000000"},
        "send_location": {"latitude": 1.0, "longitude": 2.0},
        "block": {},
        "unblock": {},
    }.items():
        await remote.act(action, user_id=5, **arguments)
    group = (await remote.act("group", members=[5], title="Trip"))["chat_id"]
    await remote.act("send", user_id=5, chat_id=group, text="/help")
    new = await remote.act("migrate", chat_id=group)
    assert (await remote.see(f"chat/{new}"))["chat"]["type"] == "supergroup"
    assert len(await remote.bot.get_updates()) == 11


async def test_faults(remote: Remote) -> None:
    first = await remote.act("send", user_id=5, text="hi")
    await remote.act("flood", chat_id=5, seconds=30)
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await remote.bot.send_message(5, "x")
    assert len((await remote.see("state"))["violations"]) == 1
    await remote.act("clear_faults")
    await remote.act("fail", method="sendMessage", status=500)
    await remote.act("drop_after", method="sendChatAction")
    await remote.act("delay", method="getMe", seconds=0.01)
    with pytest.raises(NetworkError):
        await remote.bot.send_message(5, "x")
    with pytest.raises(NetworkError):
        await remote.bot.send_chat_action(5, "typing")
    await remote.bot.get_updates(offset=first["update_id"] + 1)
    await remote.act("redeliver", update_ids=[first["update_id"]])
    assert [update.update_id for update in await remote.bot.get_updates()] == [first["update_id"]]
    await remote.act("hold_updates")
    second, third = [(await remote.act("send", user_id=5, text=text))["update_id"] for text in "ab"]
    await remote.act("reorder", update_ids=[third])
    await remote.act("release_updates")
    assert [update.update_id for update in await remote.bot.get_updates()] == [third, second]


@pytest.mark.parametrize(
    ("action", "body", "status"),
    [
        ("dance", {}, 404),
        ("press", {"user_id": 5, "button": "x"}, 400),
        ("edit", {"user_id": 5, "message_id": 9, "text": "x"}, 400),
        ("start", {"user_id": 5, "payload": "a b"}, 400),
        ("flood", {"chat": 5}, 400),
    ],
)
async def test_what_cannot_be_done(remote: Remote, action: str, body: JSON, status: int) -> None:
    answer = await remote.client.post(f"/_control/{action}", json=body)
    assert (answer.status_code, "error" in answer.json()) == (status, True)


async def test_chat_without_what_is_waited_for(remote: Remote) -> None:
    await remote.act("user", user_id=5)
    answer = await remote.client.get("/_control/chat/5", params={"messages": 1, "timeout": 0.05})
    assert (answer.status_code, answer.json()["messages"]) == (408, [])
    assert (await remote.client.get("/_control/chat/6")).status_code == 404
