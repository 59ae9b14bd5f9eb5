"""Methods that put something new into a chat.

Source: https://core.telegram.org/bots/api#sendmessage, #sendphoto, #senddocument, #sendmediagroup, #sendchataction,
#sendmessagedraft
"""

from __future__ import annotations

import time
from typing import Any

from channels.standins.telegram.chats import Chat, Draft, Message
from channels.standins.telegram.entities import MAX_TEXT_UNITS, caption, formatted, message_text
from channels.standins.telegram.errors import ApiError, bad_request
from channels.standins.telegram.files import StoredFile, photo_sizes
from channels.standins.telegram.markup import Markup, checked_markup
from channels.standins.telegram.params import Params
from channels.standins.telegram.registry import Methods
from channels.standins.telegram.text import units
from channels.standins.telegram.world import World

ALBUM_ITEMS = (2, 10)  # telegram.constants.MediaGroupLimit
CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)

methods = Methods()


@methods.method("sendMessage")
def send_message(world: World, params: Params) -> dict[str, Any]:
    entities = params.structure("entities", "entities JSON object")
    text = message_text(params.text("text"), params.text("parse_mode"), entities)
    _check_link_preview(params)
    chat = world.chat(params)
    return _post(world, chat, params, text=text.text, entities=text.entities).to_json()


@methods.method("sendPhoto")
def send_photo(world: World, params: Params) -> dict[str, Any]:
    chat = world.chat(params)
    stored = world.files.given(params, params.text("photo"), "photo", "photos")
    if stored is None:
        raise bad_request("There is no photo in the request")
    return _post_media(world, chat, params, "photo", {"photo": photo_sizes(stored)})


@methods.method("sendDocument")
def send_document(world: World, params: Params) -> dict[str, Any]:
    chat = world.chat(params)
    stored = world.files.given(params, params.text("document"), "document", "documents")
    if stored is None:
        raise bad_request("There is no document in the request")
    return _post_media(world, chat, params, "document", {"document": document_json(stored)})


@methods.method("sendMediaGroup")
def send_media_group(world: World, params: Params) -> list[dict[str, Any]]:
    """An album. Captions and their entities belong to each item; an album has no keyboard."""
    media = params.structure("media", "media JSON object")
    if media is None:
        raise bad_request('parameter "media" is required')
    if not isinstance(media, list):
        raise bad_request("Expected an Array of InputMedia")
    chat = world.chat(params)
    items = [input_media(world, params, item, album=True) for item in media]
    least, most = ALBUM_ITEMS
    if not least <= len(items) <= most:
        raise bad_request(f"group send failed: media must include {least}-{most} items")
    _check_mix([str(item["kind"]) for item in items])
    if "reply_markup" in params:
        raise bad_request("reply_markup can't be used in an album")
    album = str(time.time_ns())
    reply_to = reply_target(chat, params)
    posted = [chat.post(world.me, reply_to=reply_to, media_group_id=album, **item) for item in items]
    return [message.to_json() for message in posted]


@methods.method("sendChatAction")
def send_chat_action(world: World, params: Params) -> bool:
    action = params.text("action").lower()
    if action not in CHAT_ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = world.chat(params)
    chat.actions.append((action, time.monotonic()))
    chat.bell.ring()
    return True


@methods.method("sendMessageDraft")
def send_message_draft(world: World, params: Params) -> bool:
    """Private chats only, a draft_id other than 0; an empty text is a "Thinking…" placeholder."""
    draft_id = params.integer("draft_id")
    entities = params.structure("entities", "entities JSON object")
    text = formatted(params.text("text"), params.text("parse_mode"), entities)
    chat = world.chat(params)
    if chat.kind != "private":
        raise bad_request("message drafts can be sent to private chats only")
    if draft_id == 0:
        raise ApiError(400, "Bad Request: DRAFT_ID_INVALID")
    if units(text.text) > MAX_TEXT_UNITS:
        raise bad_request("Message is too long")
    chat.drafts.append(Draft(draft_id, text.text, text.entities, time.monotonic()))
    chat.bell.ring()
    return True


def input_media(world: World, params: Params, item: Any, *, album: bool) -> dict[str, Any]:
    """An InputMedia as the fields of a message. Source: https://core.telegram.org/bots/api#inputmedia"""
    if not isinstance(item, dict):
        raise _wrong_media("expected an Object")
    kind = item.get("type")
    if kind not in {"photo", "document"}:
        where = "can't be used in sendMediaGroup" if album and kind == "animation" else "is unsupported"
        raise _wrong_media(f'type "{kind}" {where}')
    read = caption(item.get("caption") or "", item.get("parse_mode") or "", item.get("caption_entities"))
    stored = world.files.given(params, item.get("media") or "", "", f"{kind}s")
    if stored is None:
        raise _wrong_media("media not found")
    content: Any = photo_sizes(stored) if kind == "photo" else document_json(stored)
    return {"kind": kind, "text": read.text, "entities": read.entities, "content": {kind: content}}


def document_json(stored: StoredFile) -> dict[str, Any]:
    return stored.to_json() | {"file_name": stored.filename, "mime_type": stored.content_type}


def reply_target(chat: Chat, params: Params) -> int | None:
    """The message that is replied to. Source: https://core.telegram.org/bots/api#replyparameters"""
    given = params.structure("reply_parameters", "reply parameters JSON object")
    if given is None:
        given = {
            "message_id": params.integer("reply_to_message_id"),
            "allow_sending_without_reply": params.flag("allow_sending_without_reply"),
        }
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply parameters")
    message_id = given.get("message_id") or 0
    if not message_id:
        return None
    if chat.find(int(message_id)) is None:
        if given.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return int(message_id)


def markup_of(chat: Chat, params: Params) -> Markup | None:
    given = params.structure("reply_markup", "reply keyboard markup JSON object")
    return checked_markup(given, private=chat.kind == "private")


def _post_media(world: World, chat: Chat, params: Params, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    entities = params.structure("caption_entities", "caption entities JSON object")
    read = caption(params.text("caption"), params.text("parse_mode"), entities)
    return _post(world, chat, params, text=read.text, entities=read.entities, kind=kind, content=content).to_json()


def _post(world: World, chat: Chat, params: Params, **what: Any) -> Message:
    markup = markup_of(chat, params)
    reply_to = reply_target(chat, params)
    if markup is not None and "keyboard" in markup:
        chat.reply_keyboard = markup
    elif markup is not None and "remove_keyboard" in markup:
        chat.reply_keyboard = None
    return chat.post(world.me, markup=markup, reply_to=reply_to, **what)


def _check_mix(kinds: list[str]) -> None:
    """ "Documents and audio files can be only grouped in an album with messages of the same type." """
    if "document" in kinds and set(kinds) != {"document"}:
        raise bad_request("document can't be mixed with other media types")


def _check_link_preview(params: Params) -> None:
    options = params.structure("link_preview_options", "link preview options JSON object")
    if options is not None and not isinstance(options, dict):
        raise bad_request("Object expected as link preview options")


def _wrong_media(reason: str) -> ApiError:
    return bad_request(f"Can't parse InputMedia: {reason}")
