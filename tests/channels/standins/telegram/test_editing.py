"""Edits, deletions, answers to presses."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest

from channels.standins.telegram import TelegramStandin
from tests.channels.standins.telegram.conftest import Line, connected
from tests.channels.standins.telegram.test_sending import PHOTO_URL

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("A", callback_data="a"), InlineKeyboardButton("Site", url="https://example.com/")]]
)
NOT_MODIFIED = "Message is not modified: specified new message content and reply markup are exactly the same"


async def test_edit_replaces_text_entities_and_keyboard(line: Line) -> None:
    user = line.user()
    sent = await line.bot.send_message(user.id, "one", reply_markup=KEYBOARD)
    edited = await sent.edit_text("<b>two</b>", parse_mode=ParseMode.HTML)
    [seen] = user.chat.messages
    assert edited.edit_date is not None
    assert (seen.text, seen.entity_texts("bold"), seen.labels, seen.earlier) == ("two", ["two"], [], ["one"])


async def test_same_content_is_not_modified(line: Line) -> None:
    user = line.user()
    sent = await line.bot.send_message(user.id, "*one*", parse_mode=ParseMode.MARKDOWN_V2, reply_markup=KEYBOARD)
    for edit in (
        lambda: sent.edit_text("<b>one</b>", parse_mode=ParseMode.HTML, reply_markup=KEYBOARD),
        lambda: sent.edit_reply_markup(KEYBOARD),
    ):
        with pytest.raises(BadRequest, match=NOT_MODIFIED):
            await edit()
    await sent.edit_reply_markup(None)
    with pytest.raises(BadRequest, match=NOT_MODIFIED):
        await sent.edit_reply_markup(None)
    assert user.chat.messages[0].earlier == []


async def test_caption_is_edited(line: Line) -> None:
    user = line.user()
    sent = await line.bot.send_photo(user.id, PHOTO_URL, caption="one")
    await sent.edit_caption("two", reply_markup=KEYBOARD)
    assert (user.chat.messages[0].text, user.chat.messages[0].labels) == ("two", ["A", "Site"])
    await sent.edit_caption()
    assert user.chat.messages[0].text == ""
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await sent.edit_text("x")
    text = await line.bot.send_message(user.id, "x")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await text.edit_caption("x")


async def test_what_cannot_be_edited(line: Line) -> None:
    user = line.user()
    theirs = await user.send("hi")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await line.bot.edit_message_text("x", user.id, theirs.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await line.bot.edit_message_text("x", user.id, 99)
    with pytest.raises(BadRequest, match="Message identifier is not specified"):
        await line.bot.edit_message_text("x", user.id)
    sent = await line.bot.send_message(user.id, "x")
    assert "inline keyboard expected" in await line.refusal(
        "editMessageText", chat_id=user.id, message_id=sent.message_id, text="y", reply_markup={"force_reply": True}
    )


async def test_deleted_message_is_gone(line: Line) -> None:
    user = line.user()
    theirs = await user.send("hi")
    sent = await line.bot.send_message(user.id, "x")
    assert await sent.delete()
    assert await line.bot.delete_message(user.id, theirs.message_id)
    assert user.chat.messages == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent.delete()
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await sent.edit_text("y")


async def test_many_are_deleted_and_missing_ones_skipped(line: Line) -> None:
    user = line.user()
    ids = [(await line.bot.send_message(user.id, text)).message_id for text in "abc"]
    assert await line.bot.delete_messages(user.id, [ids[0], 99, ids[2]])
    assert user.chat.texts == ["b"]
    assert "too many" in await line.refusal("deleteMessages", chat_id=user.id, message_ids=list(range(1, 102)))


async def test_messages_of_others_in_a_group_and_old_ones_stay(line: Line) -> None:
    user = line.user()
    group = line.standin.group(user)
    theirs = await user.send_in(group, "hi")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await line.bot.delete_message(group.id, theirs.message_id)
    old = await line.bot.send_message(user.id, "x")
    user.chat.messages[0].date -= 49 * 3600
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await old.delete()
    group.chat.bot_status = "administrator"
    assert await line.bot.delete_message(group.id, theirs.message_id)


async def test_press_is_answered(line: Line) -> None:
    user = line.user()
    await line.bot.send_message(user.id, "x", reply_markup=KEYBOARD)
    query = await user.press(user.chat.from_bot[0], "A")
    [update] = await line.bot.get_updates()
    assert update.callback_query is not None
    assert (update.callback_query.data, update.callback_query.from_user.id) == ("a", user.id)
    assert update.callback_query.message is not None
    await update.callback_query.answer("Noted", show_alert=True)
    await query.wait()
    assert (query.text, query.alert, query.update_id) == ("Noted", True, update.update_id)


async def test_press_of_no_button_is_a_mistake_of_the_test(line: Line) -> None:
    user = line.user()
    await line.bot.send_message(user.id, "x", reply_markup=KEYBOARD)
    [message] = user.chat.from_bot
    for button in ("B", 5, "Site"):
        with pytest.raises(LookupError):
            await user.press(message, button)


async def test_old_or_unknown_query_cannot_be_answered() -> None:
    standin = TelegramStandin(callback_ttl_s=0)
    async with connected(standin) as line:
        user = line.user()
        await line.call("sendMessage", chat_id=user.id, text="x", reply_markup=KEYBOARD.to_dict())
        query = await user.press(user.chat.from_bot[0], "A")
        reason = "Bad Request: query is too old and response timeout expired or query ID is invalid"
        assert await line.refusal("answerCallbackQuery", callback_query_id=query.id) == reason
        assert await line.refusal("answerCallbackQuery", callback_query_id="1") == reason


async def test_answer_is_short(line: Line) -> None:
    user = line.user()
    await line.bot.send_message(user.id, "x", reply_markup=KEYBOARD)
    query = await user.press(user.chat.from_bot[0], "A")
    refusal = await line.refusal("answerCallbackQuery", callback_query_id=query.id, text="x" * 201)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"
