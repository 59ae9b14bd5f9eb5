"""What goes wrong on purpose, as python-telegram-bot sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from channels.standins.telegram import TelegramStandin
from tests.channels.standins.telegram.conftest import Line, connected


def seconds(error: RetryAfter) -> float:
    assert isinstance(error.retry_after, timedelta)
    return error.retry_after.total_seconds()


async def test_flood_refuses_every_kind_of_call_to_that_chat_only(line: Line) -> None:
    user, other = line.user(), line.user()
    sent = await line.bot.send_message(user.id, "x")
    line.standin.flood(user.id, 60)
    calls: list[Callable[[], Awaitable[object]]] = [
        lambda: line.bot.send_message(user.id, "y"),
        lambda: sent.edit_text("y"),
        lambda: line.bot.send_chat_action(user.id, "typing"),
        lambda: line.bot.send_message_draft(user.id, 1, "y"),
    ]
    for call in calls:
        with pytest.raises(RetryAfter) as error:
            await call()
        assert 59 <= seconds(error.value) <= 60
    await line.bot.send_message(other.id, "x")
    assert [call.method for call in line.standin.violations] == [
        "editMessageText",
        "sendChatAction",
        "sendMessageDraft",
    ]
    assert (user.chat.texts, user.chat.drafts, user.chat.actions) == (["x"], [], [])


async def test_flood_ends_and_the_first_refusal_is_no_violation(line: Line) -> None:
    user = line.user()
    line.standin.flood(user.id, 0.3)
    with pytest.raises(RetryAfter) as error:
        await line.bot.send_message(user.id, "x")
    await asyncio.sleep(seconds(error.value))
    await line.bot.send_message(user.id, "x")
    assert line.standin.violations == []
    assert [call.status for call in line.standin.calls_of("sendMessage", chat_id=user.id)] == [429, 200]


@pytest.mark.parametrize(
    ("status", "description", "parameters", "kind"),
    [
        (400, "Bad Request: oh", None, BadRequest),
        (403, "", None, Forbidden),
        (429, "", None, RetryAfter),
        (429, "Too Many Requests: retry after 9", {"retry_after": 9}, RetryAfter),
        (500, "", None, NetworkError),
        (502, "Bad Gateway", None, NetworkError),
        (400, "Bad Request: group upgraded", {"migrate_to_chat_id": -100}, ChatMigrated),
    ],
)
async def test_scripted_failure_comes_so_many_times(
    line: Line, status: int, description: str, parameters: dict[str, int] | None, kind: type[Exception]
) -> None:
    user = line.user()
    line.standin.fail("sendMessage", status, 2, description, parameters=parameters)
    for _ in range(2):
        with pytest.raises(kind):
            await line.bot.send_message(user.id, "x")
    await line.bot.send_message(user.id, "y")
    assert user.chat.texts == ["y"]


async def test_failure_may_be_for_one_chat_or_any_method(line: Line) -> None:
    user, other = line.user(), line.user()
    line.standin.fail("*", 500, chat_id=user.id)
    await line.bot.send_message(other.id, "x")
    with pytest.raises(NetworkError):
        await line.bot.send_chat_action(user.id, "typing")
    line.standin.fail("getMe", 500, 5)
    line.standin.faults.clear()
    await line.bot.get_me()


async def test_delayed_call_is_performed_although_the_client_gave_up(line: Line) -> None:
    user = line.user()
    line.standin.delay("sendMessage", 0.3)
    with pytest.raises(TimedOut):
        await line.bot.send_message(user.id, "x", read_timeout=0.05)
    await user.chat.wait_for(1)
    line.standin.delay("sendMessage", 0)
    await line.bot.send_message(user.id, "y", read_timeout=5)
    assert user.chat.texts == ["x", "y"]


async def test_lost_answer_leaves_the_message_in_the_chat(line: Line) -> None:
    user = line.user()
    line.standin.drop_after("sendMessage")
    with pytest.raises(NetworkError):
        await line.bot.send_message(user.id, "x")
    await line.bot.send_message(user.id, "x")
    assert user.chat.texts == ["x", "x"]
    assert [call.lost for call in line.standin.calls_of("sendMessage")] == [True, False]


async def test_real_limits_are_applied_when_asked_for() -> None:
    standin = TelegramStandin(limits=True)
    async with connected(standin) as line:
        user, other = line.user(), line.user()
        group = standin.group(user)
        assert (await line.call("sendMessage", chat_id=user.id, text="x")).status_code == 200
        answer = await line.call("sendMessage", chat_id=user.id, text="y")
        assert (answer.status_code, answer.json()["parameters"]) == (429, {"retry_after": 1})
        assert (await line.call("sendMessage", chat_id=other.id, text="x")).status_code == 200
        statuses = [(await line.call("sendMessage", chat_id=group.id, text="x")).status_code for _ in range(21)]
        assert statuses == [200] * 20 + [429]


async def test_log_of_calls_has_no_contents_of_files(line: Line) -> None:
    user = line.user()
    await line.bot.send_document(user.id, b"canary", filename="a.txt", caption="x")
    [call] = line.standin.calls_of("sendDocument")
    assert (call.chat_id, call.status, call.params["caption"]) == (user.id, 200, "x")
    assert {"filename": "a.txt", "bytes": 6} in call.params.values()
    assert "canary" not in str(call.params)


async def test_client_that_dies_in_the_middle_of_a_call_did_not_make_it(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", urlsplit(line.url).port)
    head = f"POST /bot{line.standin.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n"
    writer.write(head.encode() + b'{"chat_id": ')
    await writer.drain()
    await line.bot.get_me()  # the call has begun by now
    writer.close()
    await writer.wait_closed()
    for _ in range(3):
        await line.bot.get_me()
    assert [record for record in caplog.records if record.exc_info] == []
