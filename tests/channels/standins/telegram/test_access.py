"""Who may be written to, and what every other answer is; python-telegram-bot's own kinds of errors."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from tests.channels.standins.telegram.conftest import Line, client_of


async def test_wrong_token_is_unauthorized(line: Line) -> None:
    with pytest.raises(InvalidToken):
        async with client_of("1:wrong", line.url):
            pass
    answer = await line.client.get("/bot1:wrong/getMe")
    unauthorized = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert (answer.status_code, answer.json()) == (401, unauthorized)
    assert (await line.client.get("/file/bot1:wrong/documents/file_0")).status_code == 401


async def test_unknown_method_and_path_are_not_found(line: Line) -> None:
    answer = await line.call("sendFireworks", chat_id=1)
    assert (answer.status_code, answer.json()["description"]) == (404, "Not Found: method not found")
    for path in ("/", f"/file/bot{line.standin.token}/nothing"):
        answer = await line.client.get(path)
        assert (answer.status_code, answer.json()["error_code"]) == (404, 404)


@pytest.mark.parametrize(("chat_id", "reason"), [("", "chat_id is empty"), (123, "chat not found"), ("@x", "chat not")])
async def test_unknown_chat_is_not_found(line: Line, chat_id: object, reason: str) -> None:
    assert reason in await line.refusal("sendMessage", chat_id=chat_id, text="x")


async def test_bot_cannot_begin(line: Line) -> None:
    user = line.standin.user()
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await line.bot.send_message(user.id, "x")
    await user.start()
    await line.bot.send_message(user.id, "x")


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "sendChatAction", "sendMessageDraft"])
async def test_bot_that_is_blocked_is_forbidden(line: Line, method: str) -> None:
    user = line.user()
    sent = await line.bot.send_message(user.id, "x")
    await user.block()
    params = {"text": "y", "message_id": sent.message_id, "action": "typing", "draft_id": 1}
    answer = await line.call(method, chat_id=user.id, **params)
    assert answer.status_code == 403
    assert answer.json()["description"] == "Forbidden: bot was blocked by the user"
    await user.start("again")
    assert (await line.call(method, chat_id=user.id, **params)).status_code == 200


async def test_deactivated_user_is_forbidden(line: Line) -> None:
    user = line.user()
    await user.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await line.bot.send_message(user.id, "x")


async def test_group_that_was_upgraded_tells_its_new_id(line: Line) -> None:
    user = line.user()
    group = line.standin.group(user, title="Family")
    old = group.id
    await line.bot.send_message(old, "x")
    new = await group.migrate()
    with pytest.raises(ChatMigrated) as error:
        await line.bot.send_message(old, "y")
    assert error.value.new_chat_id == new
    await line.bot.send_message(new, "y")
    assert line.standin.chat(new).texts == ["y"]
    assert [update.message and update.message.migrate_to_chat_id for update in await line.bot.get_updates()] == [
        new,
        None,
    ]


async def test_bot_that_was_removed_from_a_group_is_forbidden(line: Line) -> None:
    user = line.user()
    group = line.standin.group(user, kind="supergroup")
    await group.remove_bot(user)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await line.bot.send_message(group.id, "x")


async def test_chat_is_described(line: Line) -> None:
    user = line.standin.user(first_name="Ana", username="ana_b")
    chat = await line.bot.get_chat(user.id)
    assert (chat.type, chat.first_name, chat.username) == ("private", "Ana", "ana_b")
    group = await line.bot.get_chat(line.standin.group(user, title="Family").id)
    assert (group.type, group.title) == ("group", "Family")
    with pytest.raises(BadRequest, match="Chat not found"):
        await line.bot.get_chat(1)
