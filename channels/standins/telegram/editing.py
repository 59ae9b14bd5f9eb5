"""Methods that change or remove what is in a chat, and answers to presses.

Source: https://core.telegram.org/bots/api#updating-messages, #deletemessage, #answercallbackquery
"""

from __future__ import annotations

import time
from typing import Any

from channels.standins.telegram.chats import Chat, Message
from channels.standins.telegram.entities import caption, message_text
from channels.standins.telegram.errors import bad_request
from channels.standins.telegram.markup import Markup
from channels.standins.telegram.params import Params
from channels.standins.telegram.registry import Methods
from channels.standins.telegram.sending import markup_of
from channels.standins.telegram.text import Formatted, units
from channels.standins.telegram.world import World

DELETABLE_S = 48 * 3600  # "A message can only be deleted if it was sent less than 48 hours ago"
MAX_ANSWER_CHARS = 200  # telegram.constants.CallbackQueryLimit
MAX_IDS = 100  # telegram.constants.BulkRequestLimit
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content"
    " and reply markup of the message"
)

methods = Methods()


@methods.method("editMessageText")
def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    entities = params.structure("entities", "entities JSON object")
    text = message_text(params.text("text"), params.text("parse_mode"), entities)
    chat, message = _to_edit(world, params)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _edit(message, text, _inline_markup(chat, params))


@methods.method("editMessageCaption")
def edit_message_caption(world: World, params: Params) -> dict[str, Any]:
    entities = params.structure("caption_entities", "caption entities JSON object")
    text = caption(params.text("caption"), params.text("parse_mode"), entities)
    chat, message = _to_edit(world, params)
    if message.kind == "text":
        raise bad_request("there is no caption in the message to edit")
    return _edit(message, text, _inline_markup(chat, params))


@methods.method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: Params) -> dict[str, Any]:
    chat, message = _to_edit(world, params)
    return _edit(message, Formatted(message.text, message.entities), _inline_markup(chat, params))


@methods.method("deleteMessage")
def delete_message(world: World, params: Params) -> bool:
    chat = world.chat(params)
    message_id = params.integer("message_id")
    if not message_id:
        raise bad_request("Message identifier is not specified")
    message = chat.find(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    _delete(world, message)
    return True


@methods.method("deleteMessages")
def delete_messages(world: World, params: Params) -> bool:
    """ "If some of the specified messages can't be found, they are skipped." """
    chat = world.chat(params)
    ids = params.structure("message_ids", "message identifiers JSON object")
    if not isinstance(ids, list) or not all(isinstance(one, int) for one in ids):
        raise bad_request("Expected an Array of message identifiers")
    if not ids:
        raise bad_request("Message identifiers are not specified")
    if len(ids) > MAX_IDS:
        raise bad_request("Too many message identifiers specified")
    for message in filter(None, map(chat.find, ids)):
        _delete(world, message)
    return True


@methods.method("answerCallbackQuery")
def answer_callback_query(world: World, params: Params) -> bool:
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or time.monotonic() > query.at + world.callback_ttl_s:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if units(params.text("text")) > MAX_ANSWER_CHARS:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered = True
    query.text, query.alert, query.url = params.text("text"), params.flag("show_alert"), params.text("url")
    query.chat.bell.ring()
    return True


def _to_edit(world: World, params: Params) -> tuple[Chat, Message]:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.chat(params)
    message_id = params.integer("message_id")
    if not message_id:
        raise bad_request("Message identifier is not specified")
    message = chat.find(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _inline_markup(chat: Chat, params: Params) -> Markup | None:
    markup = markup_of(chat, params)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("Inline keyboard expected")
    return markup


def _edit(message: Message, text: Formatted, markup: Markup | None) -> dict[str, Any]:
    """A keyboard that an edit does not repeat is gone."""
    before = (message.text, message.entities, message.markup)
    if before == (text.text, text.entities, markup):
        raise bad_request(NOT_MODIFIED)
    if text.text != message.text:
        message.earlier.append(message.text)
    if (text.text, text.entities) != before[:2]:
        message.edit_date = int(time.time())
    message.text, message.entities, message.markup = text.text, text.entities, markup
    message.chat.bell.ring()
    return message.to_json()


def _delete(world: World, message: Message) -> None:
    """Own messages for 48 hours, those of others in private chats and where the bot is an administrator."""
    chat = message.chat
    others = not message.from_bot and chat.kind != "private" and chat.bot_status != "administrator"
    old = time.time() > message.date + DELETABLE_S and chat.bot_status != "administrator"
    if others or old:
        raise bad_request("message can't be deleted")
    message.deleted = True
    chat.bell.ring()
