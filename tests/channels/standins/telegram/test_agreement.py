"""Our stand-in beside telemelya, which others wrote: the same calls and the same people give the same shapes.

Whatever telemelya answers or delivers, ours must have too, with the same types; ours may say more, as Telegram does.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.channels.standins.telegram.conftest import Line
from tests.support import telemelya

pytestmark = pytest.mark.skipif(telemelya.missing() is not None, reason=telemelya.missing() or "")

JSON = dict[str, Any]
KEYBOARD = {"inline_keyboard": [[{"text": "Book", "callback_data": "book:7"}]]}

# What telemelya says and the Bot API's pages do not; # is any position of a list.
NOT_TELEGRAMS = {
    "/description": "of what went well; https://core.telegram.org/bots/api#making-requests says it is optional",
    "/result/from/can_join_groups": "https://core.telegram.org/bots/api#user: returned only in getMe",
    "/result/from/can_read_all_group_messages": "likewise",
    "/result/from/supports_inline_queries": "likewise",
    "/result/reply_markup/inline_keyboard/#/#/url": "null where a button has no link",
}


@dataclass(frozen=True)
class Place:
    """One of the two servers."""

    base: str  # of methods: …/bot<token>
    chat_id: int
    say: Callable[[str], Awaitable[None]]
    press: Callable[[int], Awaitable[None]]  # the button of this message of the bot


@pytest.fixture
def ours(line: Line) -> Place:
    ana = line.user(first_name="Ana")

    async def say(text: str) -> None:
        await ana.send(text)

    async def press(message_id: int) -> None:
        await ana.press(next(m for m in ana.chat.messages if m.message_id == message_id), "Book")

    return Place(f"{line.url}/bot{line.standin.token}", ana.id, say, press)


@pytest.fixture
async def theirs(line: Line, ours: Place) -> AsyncIterator[Place]:
    """telemelya with the same bot and the same person."""
    token, person = line.standin.token, {"id": ours.chat_id, "is_bot": False, "first_name": "Ana"}
    async with telemelya.serving() as url, httpx.AsyncClient(base_url=url, headers=telemelya.HEADERS) as http:

        async def update(**more: Any) -> None:
            body = {"chat_id": ours.chat_id, "from_user": person, **more}
            sent = await http.post("/api/v1/test/send_update", params={"bot_token": token}, json=body)
            sent.raise_for_status()

        async def say(text: str) -> None:
            await update(text=text)

        async def press(message_id: int) -> None:
            await update(callback_data="book:7", callback_message_id=message_id)

        yield Place(f"{url}/bot{token}", ours.chat_id, say, press)


def differences(theirs: Any, ours: Any, at: str = "") -> list[str]:
    """Where ours lacks something that theirs has, or has it with another type; null is nothing."""
    if at in NOT_TELEGRAMS or theirs is None:
        return []
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return [text for key in theirs for text in differences(theirs[key], ours.get(key), f"{at}/{key}")]
    if isinstance(theirs, list) and isinstance(ours, list):
        found = [] if len(theirs) == len(ours) else [f"{at} has {len(ours)} items, theirs {len(theirs)}"]
        return found + [text for pair in zip(theirs, ours, strict=False) for text in differences(*pair, f"{at}/#")]
    return [] if type(theirs) is type(ours) else [f"{at} is {ours!r}, theirs {theirs!r}"]


class Bot:
    """A webhook that notes its updates, and the calls of its server."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self.updates: asyncio.Queue[JSON] = asyncio.Queue()

    async def receive(self, request: Request) -> Response:
        self.updates.put_nowait(await request.json())
        return Response()

    async def update(self) -> JSON:
        async with asyncio.timeout(10):
            return await self.updates.get()

    async def call(self, method: str, **params: Any) -> JSON:
        return dict((await self._http.post(f"/{method}", json=params)).json())


class _Server(uvicorn.Server):
    """Signals belong to pytest."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def running(place: Place) -> AsyncIterator[tuple[Bot, str]]:
    """The bot, and the address of its webhook."""
    async with httpx.AsyncClient(base_url=place.base, headers={"X-Test-Session": telemelya.SESSION}) as http:
        bot = Bot(http)
        app = Starlette(routes=[Route("/hook", bot.receive, methods=["POST"])])
        server = _Server(uvicorn.Config(app, port=0, lifespan="off", log_config=None, access_log=False))
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield bot, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/hook"
        finally:
            server.should_exit = True
            await serving


async def conversation(place: Place) -> dict[str, JSON]:
    """One table of calls and of a person's deeds, in order: {what: the answer, or the update}."""
    found: dict[str, JSON] = {}
    chat = {"chat_id": place.chat_id}
    async with running(place) as (bot, hook):
        found["me"] = await bot.call("getMe")
        found["hook"] = await bot.call("setWebhook", url=hook)
        found["hook's state"] = await bot.call("getWebhookInfo")
        await place.say("/start ref_42")
        found["a command"] = await bot.update()
        await place.say("A room for two")
        found["a text"] = await bot.update()
        sent = found["a message"] = await bot.call("sendMessage", text="Hello", reply_markup=KEYBOARD, **chat)
        message = {"message_id": sent["result"]["message_id"], **chat}
        await place.press(message["message_id"])
        pressed = found["a press"] = await bot.update()
        query_id = pressed["callback_query"]["id"]
        found["answered"] = await bot.call("answerCallbackQuery", callback_query_id=query_id)
        found["edited"] = await bot.call("editMessageText", text="Hello again", reply_markup=KEYBOARD, **message)
        found["typing"] = await bot.call("sendChatAction", action="typing", **chat)
        found["deleted"] = await bot.call("deleteMessage", **message)
        found["unhooked"] = await bot.call("deleteWebhook")
    return found


async def test_same_conversation_looks_the_same(ours: Place, theirs: Place) -> None:
    mine, others = await asyncio.gather(conversation(ours), conversation(theirs))
    found = {what: differences(answer, mine[what]) for what, answer in others.items()}
    assert {what: texts for what, texts in found.items() if texts} == {}
    assert {what: answer.get("ok") for what, answer in mine.items()} == {w: a.get("ok") for w, a in others.items()}
