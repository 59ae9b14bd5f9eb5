"""Everything that puts something into a chat, asked for by python-telegram-bot."""

from __future__ import annotations

import io
import json
import struct

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.constants import ChatAction, MediaGroupLimit, ParseMode
from telegram.error import BadRequest

from channels.standins.telegram.sending import ALBUM_ITEMS, CHAT_ACTIONS
from tests.channels.standins.telegram.conftest import Line

PHOTO_URL = "https://example.com/sea.jpg"


def png(width: int = 640, height: int = 480) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + bytes(20)


async def test_message_is_read_as_the_user_sees_it(line: Line) -> None:
    user = line.user(first_name="Ana")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="1")]])
    sent = await line.bot.send_message(
        user.id, "Hola <b>Ana</b> &amp; co", parse_mode=ParseMode.HTML, reply_markup=keyboard
    )
    [seen] = user.chat.from_bot
    assert (sent.text, sent.message_id, sent.chat.first_name) == ("Hola Ana & co", seen.message_id, "Ana")
    assert sent.entities == (MessageEntity("bold", 5, 3),)
    assert (seen.text, seen.entity_texts("bold"), seen.labels) == ("Hola Ana & co", ["Ana"], ["Yes"])
    assert sent.reply_markup == keyboard


async def test_entities_may_be_sent_instead_of_a_mode(line: Line) -> None:
    user = line.user()
    await line.bot.send_message(user.id, "😀 price", entities=[MessageEntity("bold", 3, 5)])
    assert user.chat.from_bot[0].entity_texts("bold") == ["price"]


async def test_message_ids_grow_within_each_chat(line: Line) -> None:
    ana, ben = line.user(), line.user()
    ids = [(await line.bot.send_message(user.id, "x")).message_id for user in (ana, ana, ben)]
    assert ids == [1, 2, 1]


async def test_reply_is_to_a_message_that_exists(line: Line) -> None:
    user = line.user()
    asked = await user.send("how much?")
    sent = await line.bot.send_message(user.id, "90", reply_parameters=ReplyParameters(asked.message_id))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "how much?"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await line.bot.send_message(user.id, "x", reply_parameters=ReplyParameters(99))
    await line.bot.send_message(user.id, "x", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))


async def test_reply_keyboard_is_tapped_and_removed(line: Line) -> None:
    user = line.user()
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("My phone", request_contact=True), "Later"]], resize_keyboard=True)
    await line.bot.send_message(user.id, "?", reply_markup=keyboard)
    assert (await user.tap("Later")).text == "Later"
    await line.bot.send_message(user.id, "ok", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(LookupError):
        await user.tap("Later")


@pytest.mark.parametrize("how", ["bytes", "file", "url", "file_id"])
async def test_photo_comes_in_every_way(line: Line, how: str) -> None:
    user = line.user()
    known = (await line.bot.send_photo(user.id, png(800, 600))).photo[-1].file_id
    given = {"bytes": png(), "file": io.BytesIO(png()), "url": PHOTO_URL, "file_id": known}[how]
    sent = await line.bot.send_photo(user.id, given, caption="<i>sea</i>", parse_mode=ParseMode.HTML)
    assert sent.photo[-1].width > 0
    assert sent.caption_entities == (MessageEntity("italic", 0, 3),)
    seen = user.chat.from_bot[-1]
    assert (seen.kind, seen.text) == ("photo", "sea")


@pytest.mark.parametrize(
    ("photo", "reason"),
    [
        ("http://127.0.0.1:8000/sea.jpg", "Failed to get http url content"),
        ("http://localhost/sea.jpg", "Wrong file identifier/http url specified"),
        ("/media/demo/sea.jpg", "Wrong file identifier/http url specified"),
        ("no-such-file-id", "Wrong file identifier/http url specified"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Image_process_failed"),
        (png(9000, 2000), "Photo_invalid_dimensions"),
        (png(2100, 100), "Photo_invalid_dimensions"),
    ],
)
async def test_photo_that_telegram_could_not_show_is_refused(line: Line, photo: str | bytes, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await line.bot.send_photo(line.user().id, photo)


async def test_document_is_downloaded_again(line: Line) -> None:
    user = line.user()
    sent = await line.bot.send_document(user.id, b'{"a": "\r\n--x"}', filename="export.json")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("export.json", "application/json")
    file = await line.bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b'{"a": "\r\n--x"}'
    with pytest.raises(BadRequest, match="temporarily unavailable"):
        await line.bot.get_file("unknown")


async def test_album_has_a_caption_per_item(line: Line) -> None:
    user = line.user()
    sent = await line.bot.send_media_group(
        user.id,
        [
            InputMediaPhoto(png(), caption="*One*", parse_mode=ParseMode.MARKDOWN_V2),
            InputMediaPhoto(PHOTO_URL, caption="Two", caption_entities=[MessageEntity("italic", 0, 3)]),
        ],
    )
    assert len({message.media_group_id for message in sent}) == 1
    [album] = user.chat.albums
    assert [(one.text, one.entities[0]["type"]) for one in album] == [("One", "bold"), ("Two", "italic")]


@pytest.mark.parametrize("count", [0, 1, 11])
async def test_album_has_two_to_ten_items(line: Line, count: int) -> None:
    assert (MediaGroupLimit.MIN_MEDIA_LENGTH, MediaGroupLimit.MAX_MEDIA_LENGTH) == ALBUM_ITEMS
    user = line.user()
    media = [{"type": "photo", "media": PHOTO_URL}] * count
    reason = await line.refusal("sendMediaGroup", chat_id=user.id, media=media)
    assert reason == "Bad Request: group send failed: media must include 2-10 items"
    assert user.chat.messages == []


async def test_album_rules(line: Line) -> None:
    user = line.user()
    photo, document = {"type": "photo", "media": PHOTO_URL}, {"type": "document", "media": PHOTO_URL}

    async def refused(*media: object, **more: object) -> str:
        return await line.refusal("sendMediaGroup", chat_id=user.id, media=media, **more)

    assert "document can't be mixed" in await refused(photo, document)
    assert "can't be used in sendMediaGroup" in await refused(photo, photo | {"type": "animation"})
    assert "media not found" in await refused(photo, {"type": "photo", "media": "attach://missing"})
    assert "caption is too long" in await refused(photo, photo | {"caption": "x" * 1025})
    assert "can't parse entities" in await refused(photo, photo | {"caption": "<p>", "parse_mode": "HTML"})
    assert "reply_markup can't be used" in await refused(photo, photo, reply_markup={"force_reply": True})
    await line.bot.send_media_group(user.id, [InputMediaDocument(b"a", filename="a.txt"), InputMediaDocument(b"b")])
    assert [one.kind for one in user.chat.messages] == ["document", "document"]


async def test_chat_action_is_seen(line: Line) -> None:
    user = line.user()
    assert await line.bot.send_chat_action(user.id, ChatAction.TYPING)
    assert [action for action, _ in user.chat.actions] == ["typing"]
    assert {action.value for action in ChatAction} == CHAT_ACTIONS
    assert "wrong parameter action" in await line.refusal("sendChatAction", chat_id=user.id, action="dancing")


async def test_draft_is_shown_until_the_message_comes(line: Line) -> None:
    user = line.user()
    for text in ("", "The <b>Mar</b>", "The <b>Mar</b> house"):
        assert await line.bot.send_message_draft(user.id, 7, text, parse_mode=ParseMode.HTML)
    assert [draft.text for draft in user.chat.drafts] == ["", "The Mar", "The Mar house"]
    assert user.chat.draft is not None
    assert user.chat.messages == []
    await line.bot.send_message(user.id, "The Mar house")
    assert user.chat.draft is None


async def test_draft_rules(line: Line) -> None:
    user = line.user()
    group = line.standin.group(user)
    assert await line.refusal("sendMessageDraft", chat_id=user.id, draft_id=0, text="x") == (
        "Bad Request: DRAFT_ID_INVALID"
    )
    assert "private chats only" in await line.refusal("sendMessageDraft", chat_id=group.id, draft_id=1, text="x")
    assert "too long" in await line.refusal("sendMessageDraft", chat_id=user.id, draft_id=1, text="x" * 4097)


@pytest.mark.parametrize("encoding", ["query", "form", "json", "multipart"])
async def test_parameters_come_in_every_encoding(line: Line, encoding: str) -> None:
    user = line.user()
    keyboard = json.dumps({"inline_keyboard": [[{"text": "ñ", "callback_data": "1"}]]})
    values = {"chat_id": str(user.id), "text": "año 😀 & +", "reply_markup": keyboard}
    path = f"/bot{line.standin.token}/SENDMESSAGE"
    match encoding:
        case "query":
            answer = await line.client.get(path, params=values)
        case "form":
            answer = await line.client.post(path, data=values)
        case "json":
            answer = await line.client.post(path, json=values | {"reply_markup": json.loads(keyboard)})
        case _:
            parts = {name: (None, value.encode()) for name, value in values.items()}
            answer = await line.client.post(path, files=parts)
    assert answer.json()["ok"], answer.text
    assert (user.chat.texts, user.chat.from_bot[0].labels) == (["año 😀 & +"], ["ñ"])


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"{", "application/json", "can't parse JSON object"),
        (b"[]", "application/json", "object expected"),
        (b"x", "text/plain", "unsupported content type"),
        (b"chat_id=1&text=%ff", "application/x-www-form-urlencoded", "strings must be encoded in UTF-8"),
        (b'{"text": "\\ud83d"}', "application/json", "strings must be encoded in UTF-8"),
        (b"x", "multipart/form-data", "boundary not found"),
        (b'{"chat_id": 1, "text": "x", "reply_markup": "{"}', "application/json", "chat not found"),
    ],
)
async def test_bad_body_is_refused(line: Line, body: bytes, content_type: str, reason: str) -> None:
    headers = {"content-type": content_type}
    answer = await line.client.post(f"/bot{line.standin.token}/sendMessage", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["description"] == f"Bad Request: {reason}"
