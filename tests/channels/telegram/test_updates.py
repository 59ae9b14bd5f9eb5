"""Updates as messages, kind by kind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from telegram import Update

from bot.types import Action, Message
from channels.telegram.updates import Me, channel_user, chat_of, edited_number, is_group, message_id_of, to_message

TENANT = UUID(int=1)
ME = Me(99, "lobby_bot")
UNIT = "569bc9d9-178e-5468-8d45-1745f4e16b82"
ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "language_code": "es"}
BOT = {"id": 99, "is_bot": True, "first_name": "Lobby", "username": "lobby_bot"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ana"}
GROUP = {"id": -50, "type": "group", "title": "Family"}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
FILE = {"file_id": "f", "file_unique_id": "u"}


def update(kind: str = "message", **content: Any) -> Update:
    message = {"message_id": 5, "date": 1_790_000_000, "chat": PRIVATE, "from": ANA, **content}
    return Update.de_json({"update_id": 1, kind: message}, None)


def read(kind: str = "message", **content: Any) -> Message | None:
    return to_message(update(kind, **content), TENANT, ME)


def pressed(data: str, **query: Any) -> Update:
    keyboard = {"inline_keyboard": [[{"text": "1. Book", "callback_data": data}]]}
    message = {"message_id": 5, "date": 1, "chat": PRIVATE, "from": BOT, "text": "…", "reply_markup": keyboard}
    value = {"id": "q1", "from": ANA, "chat_instance": "1", "data": data, "message": message, **query}
    return Update.de_json({"update_id": 1, "callback_query": value}, None)


@pytest.mark.parametrize(
    ("content", "text", "action"),
    [
        ({"text": "hola"}, "hola", None),
        ({"text": "/start"}, "/start", Action("start")),
        ({"text": "/start link_K7QM2R9T"}, "Continuar en Telegram", Action("link", code="K7QM2R9T")),
        ({"text": "/link k7qm-2r9t"}, "Continuar en Telegram", Action("link", code="K7QM-2R9T")),
        ({"text": "/link link_K7QM2R9T"}, "Continuar en Telegram", Action("link", code="K7QM2R9T")),
        ({"text": "/link"}, "Continuar en Telegram", Action("link", code="")),
        ({"text": " k7qm 2r9t"}, "Continuar en Telegram", Action("link", code="K7QM2R9T")),
        ({"text": "20agosto"}, "20agosto", None),
        ({"text": "/help"}, "/help", Action("help")),
        ({"text": "/HELP@Lobby_Bot"}, "/help", Action("help")),
        ({"text": "/help@other_bot"}, "/help@other_bot", None),
        ({"text": "/language"}, "/language", Action("language")),
        ({"text": "/language EN"}, "/language en", Action("language", language="en")),
        ({"text": "/language klingon"}, "/language", Action("language")),
        ({"text": "/human"}, "/human", Action("human")),
        ({"text": "/reset"}, "/reset", Action("reset")),
        ({"text": "/unlink"}, "/unlink", Action("unlink")),
        ({"text": "/dance now"}, "/dance now", None),
        ({"photo": PHOTO, "caption": "like this"}, "like this", None),
        ({"photo": PHOTO}, "[photo]", Action("unsupported", kind="photo")),
        ({"voice": {**FILE, "duration": 3}}, "[voice]", Action("unsupported", kind="voice")),
        ({"location": {"latitude": 1, "longitude": 2}}, "[location]", Action("unsupported", kind="location")),
        (
            {"contact": {"phone_number": "34600123456", "first_name": "Ana", "last_name": "López"}},
            "Me llamo Ana López\n+34600123456",
            None,
        ),
    ],
)
def test_private_message_becomes(content: dict[str, Any], text: str, action: dict[str, Any] | None) -> None:
    message = read(**content)
    assert message is not None
    assert (message.text, message.action, message.channel_user_id, message.locale) == (text, action, "7", "es")
    assert message.external_id == "m:7:5"


@pytest.mark.parametrize(
    "content",
    [
        {"text": "x", "from": {**ANA, "is_bot": True}},
        {"text": "x", "chat": {"id": -9, "type": "channel", "title": "News"}},
        {"new_chat_members": [ANA], "chat": GROUP},
        {"text": "among ourselves", "chat": GROUP},
        {"text": "x", "is_automatic_forward": True},
        {"pinned_message": {"message_id": 1, "date": 0, "chat": PRIVATE}},
    ],
)
def test_what_is_no_message_to_the_bot_is_left_alone(content: dict[str, Any]) -> None:
    assert read(**content) is None


def test_channel_post_is_left_alone() -> None:
    post = {"message_id": 5, "date": 1, "chat": {"id": -9, "type": "channel", "title": "News"}, "text": "x"}
    assert to_message(Update.de_json({"update_id": 1, "channel_post": post}, None), TENANT, ME) is None


def test_privacy_is_marked_for_its_buttons() -> None:
    message = read(text="/privacy")
    assert message is not None
    assert (message.external_id, message.action) == ("m:7:5:privacy", Action("privacy"))


def test_album_of_pictures_is_one_message() -> None:
    first, second = read(photo=PHOTO, media_group_id="g1"), read(photo=PHOTO, media_group_id="g1", message_id=6)
    assert first is not None
    assert second is not None
    assert first.external_id == second.external_id == "g:7:g1"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"text": "@lobby_bot, hello"}, "hello"),
        ({"text": "hello @Lobby_Bot there"}, "hello there"),
        (
            {"text": "and this?", "reply_to_message": {"message_id": 4, "date": 1, "chat": GROUP, "from": BOT}},
            "and this?",
        ),
        ({"text": "/help@lobby_bot"}, "/help"),
        ({"text": "@lobby_bot"}, "/help"),
    ],
)
def test_group_message_to_the_bot_is_its_members(content: dict[str, Any], text: str) -> None:
    message = read(chat=GROUP, **content)
    assert message is not None
    assert (message.text, message.channel_user_id, message.external_id) == (text, "-50:7", "m:-50:5")


@pytest.mark.parametrize("text", ["@lobby_bot2 hello", "somebody@lobby_bottom"])
def test_group_message_to_another_is_left_alone(text: str) -> None:
    assert read(chat=GROUP, text=text) is None


def test_group_is_shown_nobodys_conversation() -> None:
    message = read(chat=GROUP, text="/start@lobby_bot link_K7QM2R9T")
    assert message is not None
    assert message.action == Action("start")
    assert read(chat=GROUP, text="K7QM2R9T") is None
    code = read(chat=GROUP, text="@lobby_bot K7QM2R9T")
    assert code is not None
    assert code.action is None


def test_edited_message_is_another_one() -> None:
    message = read("edited_message", text="for 5", edit_date=1_790_000_100)
    assert message is not None
    assert (message.text, message.external_id) == ("for 5", "edit:5:1790000100")
    assert edited_number(message.external_id) == "5"
    assert edited_number("m:7:5") is None


@pytest.mark.parametrize("content", [{"text": "/reset"}, {"location": {"latitude": 1, "longitude": 2}}])
def test_edit_without_words_of_its_own_is_left_alone(content: dict[str, Any]) -> None:
    assert read("edited_message", edit_date=1_790_000_100, **content) is None


def test_pressed_button_is_what_it_says() -> None:
    data = "b:VpvJ2ReOVGiNRRdF9OFrgg"
    message = to_message(pressed(data), TENANT, ME)
    assert message is not None
    assert (message.text, message.external_id, message.channel_user_id) == ("Book", "c:q1", "7")
    assert message.action == Action("book", UUID(UNIT))


def test_pictures_button_is_marked_for_the_album() -> None:
    message = to_message(pressed("p:VpvJ2ReOVGiNRRdF9OFrgg"), TENANT, ME)
    assert message is not None
    assert message.external_id == "c:q1:photos"


def test_pressed_button_of_an_inaccessible_message_acts_by_its_data() -> None:
    gone = {"message_id": 5, "date": 0, "chat": PRIVATE}
    found = to_message(pressed("t:With a pool", message=gone), TENANT, ME)
    assert found is not None
    assert found.text == "With a pool"
    assert to_message(pressed("s:2", message=gone), TENANT, ME) is None


@pytest.mark.parametrize(
    ("ids", "found"),
    [
        (("m:7:5",), 5),
        (("m:7:5", "c:q1"), 5),
        (("edit:6:1790",), 6),
        (("m:7:5:privacy",), 5),
        (("c:q1",), None),
        ((), None),
    ],
)
def test_message_behind_external_ids(ids: tuple[str, ...], found: int | None) -> None:
    assert message_id_of(ids) == found


def test_channel_users_of_chats() -> None:
    assert channel_user(7, 7) == "7"
    assert channel_user(-50, 7) == "-50:7"
    assert [chat_of("7"), chat_of("-50:7")] == [7, -50]
    assert [is_group("7"), is_group("-50:7")] == [False, True]
