"""How a bot gets its updates: long polling with offsets, conflicts, webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import Update
from telegram.error import BadRequest, Conflict

from channels.standins.serving import serving
from tests.channels.standins.telegram.conftest import Line


def ids(updates: tuple[Update, ...]) -> list[int]:
    return [update.update_id for update in updates]


async def begun(line: Line) -> None:
    """Until a long poll has arrived."""
    while not line.standin.calls_of("getUpdates"):
        await asyncio.sleep(0.01)


async def test_offset_confirms_what_is_before_it(line: Line) -> None:
    user = line.standin.user()
    sent = [(await user.send(text)).update_id for text in "abc"]
    assert ids(await line.bot.get_updates()) == sent
    assert ids(await line.bot.get_updates()) == sent  # nothing was confirmed
    assert line.standin.confirmed == []
    assert ids(await line.bot.get_updates(offset=sent[1])) == sent[1:]
    assert line.standin.confirmed == sent[:1]
    assert ids(await line.bot.get_updates()) == sent[1:]
    assert ids(await line.bot.get_updates(offset=sent[2] + 1)) == []
    assert line.standin.confirmed == sent


async def test_negative_offset_forgets_all_but_the_last(line: Line) -> None:
    user = line.standin.user()
    sent = [(await user.send(text)).update_id for text in "abc"]
    assert ids(await line.bot.get_updates(offset=-2)) == sent[1:]
    assert ids(await line.bot.get_updates()) == sent[1:]


async def test_limit_and_an_offset_of_another_life(line: Line) -> None:
    user = line.standin.user()
    sent = [(await user.send(text)).update_id for text in "abc"]
    assert ids(await line.bot.get_updates(limit=2)) == sent[:2]
    assert ids(await line.bot.get_updates(offset=sent[-1] + 1_000_000)) == sent


async def test_long_poll_returns_as_soon_as_something_comes(line: Line) -> None:
    user = line.standin.user()
    polling = asyncio.create_task(line.bot.get_updates(timeout=30))
    await begun(line)
    await user.send("hi")
    async with asyncio.timeout(5):
        [update] = await polling
    assert update.message is not None
    assert update.message.text == "hi"


async def test_long_poll_ends_empty(line: Line) -> None:
    assert await line.bot.get_updates(timeout=1) == ()


async def test_second_poll_ends_the_first_with_a_conflict(line: Line) -> None:
    first = asyncio.create_task(line.bot.get_updates(timeout=30))
    await begun(line)
    second = asyncio.create_task(line.bot.get_updates(timeout=30))
    with pytest.raises(Conflict, match="make sure that only one bot instance is running"):
        await first
    message = await line.standin.user().send("hi")
    assert ids(await second) == [message.update_id]


async def test_poll_of_a_client_that_died_is_forgotten(line: Line) -> None:
    polling = asyncio.create_task(line.bot.get_updates(timeout=30))
    await begun(line)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    message = await line.standin.user().send("hi")
    assert ids(await line.bot.get_updates(timeout=5)) == [message.update_id]


async def test_allowed_updates_are_remembered(line: Line) -> None:
    user = line.standin.user()
    await line.bot.get_updates(allowed_updates=["message"])
    message = await user.send("hi")
    await user.edit(message, "hello")
    await user.block()
    assert ids(await line.bot.get_updates()) == [message.update_id]
    await line.bot.get_updates(allowed_updates=[])
    await user.unblock()
    [_, update] = await line.bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "member"


@dataclass
class Bot:
    """A webhook that answers with the statuses it is told, then with 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    reply: Any = None
    received: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    hold: asyncio.Event | None = None
    taken: Callable[[dict[str, Any]], Awaitable[None]] | None = None

    async def answer(self, request: Request) -> Response:
        self.secrets.append(request.headers.get("x-telegram-bot-api-secret-token"))
        update = await request.json()
        self.received.append(update)
        if self.hold is not None and update["message"]["text"] == "hold":
            await self.hold.wait()
        if self.taken is not None:
            await self.taken(update)
        return JSONResponse(self.reply, self.statuses.pop(0) if self.statuses else 200)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.received]


@asynccontextmanager
async def webhook_bot() -> AsyncIterator[Bot]:
    bot = Bot()
    application = Starlette(routes=[Route("/hook", bot.answer, methods=["POST"])])
    async with serving(application) as url:
        bot.url = url + "/hook"
        yield bot


async def test_webhook_gets_what_is_pending_with_the_secret(line: Line) -> None:
    user = line.standin.user()
    first = await user.send("a")
    async with webhook_bot() as bot:
        await line.bot.set_webhook(bot.url, secret_token="s3cret_-")
        second = await user.send("b")
        assert await line.standin.wait_confirmed(2) == [first.update_id, second.update_id]
        assert (bot.texts, bot.secrets) == (["a", "b"], ["s3cret_-"] * 2)
        info = await line.bot.get_webhook_info()
        assert (info.url, info.pending_update_count, info.max_connections) == (bot.url, 0, 40)
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await line.bot.get_updates()
        await line.bot.delete_webhook()
        third = await user.send("c")
        assert ids(await line.bot.get_updates()) == [third.update_id]


async def test_webhook_is_tried_until_it_accepts(line: Line) -> None:
    user = line.standin.user()
    async with webhook_bot() as bot:
        bot.statuses = [500, 302, 403]
        await line.bot.set_webhook(bot.url)
        await user.send("a")
        await user.send("b")
        await line.standin.wait_confirmed(2)
        assert bot.texts == ["a", "a", "a", "a", "b"]
        info = await line.bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"


async def test_webhook_that_is_down_is_tried_again(line: Line) -> None:
    user = line.standin.user()
    async with webhook_bot() as bot:
        url = bot.url
    await line.bot.set_webhook(url)
    await user.send("a")
    while len(line.standin.world.webhook.attempts) < 3:
        await asyncio.sleep(0.01)
    assert (await line.bot.get_webhook_info()).pending_update_count == 1
    async with webhook_bot() as bot:
        await line.bot.set_webhook(bot.url)
        await line.standin.wait_confirmed(1)


async def test_one_chat_waits_and_others_go_on(line: Line) -> None:
    ana, ben = line.standin.user(), line.standin.user()
    async with webhook_bot() as bot:
        bot.hold = asyncio.Event()
        await line.bot.set_webhook(bot.url)
        await ana.send("hold")
        await ana.send("after")
        await ben.send("other")
        while "other" not in bot.texts:
            await asyncio.sleep(0.01)
        assert "after" not in bot.texts
        bot.hold.set()
        await line.standin.wait_confirmed(3)
        assert bot.texts[-1] == "after"


async def test_method_in_the_webhooks_answer_is_performed(line: Line) -> None:
    user = line.standin.user()
    async with webhook_bot() as bot:
        bot.reply = {"method": "sendMessage", "chat_id": user.id, "text": "yes", "reply_markup": {"force_reply": True}}
        await line.bot.set_webhook(bot.url)
        await user.send("?")
        await user.chat.wait_for(1)
        assert user.chat.texts == ["yes"]


async def test_setting_a_webhook_ends_a_poll(line: Line) -> None:
    polling = asyncio.create_task(line.bot.get_updates(timeout=30))
    await begun(line)
    async with webhook_bot() as bot:
        await line.bot.set_webhook(bot.url)
        with pytest.raises(Conflict, match="terminated by setWebhook request"):
            await polling


async def test_pending_updates_are_dropped(line: Line) -> None:
    await line.standin.user().send("a")
    await line.bot.delete_webhook(drop_pending_updates=True)
    assert await line.bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        ("ftp://example.com", "x", "Bad webhook: an https url must be provided for webhook"),
        ("https://example.com", "ñ", "Secret token contains unallowed characters"),
        ("https://example.com", "x" * 257, "Secret token is too long"),
    ],
)
async def test_bad_webhook_is_refused(line: Line, url: str, secret: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await line.bot.set_webhook(url, secret_token=secret)


async def test_updates_are_repeated_and_reordered(line: Line) -> None:
    user = line.standin.user()
    first, second = [(await user.send(text)).update_id or 0 for text in "ab"]
    assert ids(await line.bot.get_updates()) == [first, second]
    await line.bot.get_updates(offset=second + 1)
    line.standin.duplicate_update(first)
    assert ids(await line.bot.get_updates(offset=second + 1)) == [first]
    line.standin.redeliver(second, first)
    assert ids(await line.bot.get_updates(offset=second + 1)) == [second, first]
    line.standin.hold_updates()
    third, fourth = [(await user.send(text)).update_id or 0 for text in "cd"]
    assert await line.bot.get_updates(offset=second + 1) == ()
    line.standin.reorder(fourth, third)
    line.standin.release_updates()
    assert ids(await line.bot.get_updates(offset=second + 1)) == [fourth, third]


async def test_updates_are_repeated_and_reordered_for_a_webhook(line: Line) -> None:
    ana, ben = line.standin.user(), line.standin.user()
    async with webhook_bot() as bot:
        line.standin.hold_updates()
        await line.bot.set_webhook(bot.url, max_connections=1)
        first, second = (await ana.send("a")).update_id or 0, (await ben.send("b")).update_id or 0
        line.standin.reorder(second, first)
        line.standin.release_updates()
        await line.standin.wait_confirmed(2)
        line.standin.duplicate_update(first)
        while len(bot.received) < 3:
            await asyncio.sleep(0.01)
        assert bot.texts == ["b", "a", "a"]
