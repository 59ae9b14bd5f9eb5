"""Telegram's updates as the core's messages. Pure.

A private chat is one channel user, its id the chat's. In a group every member who speaks to the bot is a channel user
of their own, `CHAT:USER`: what one member says of their journey is nobody else's, and the reply quotes their message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from telegram import CallbackQuery, Contact, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType

from bot.ledger.links import code_alone
from bot.types import Action, Attribution, Message
from bot.words.reception import PRIVACY
from channels.telegram import buttons, deeplinks
from channels.telegram.words import TELEGRAM

NAME = "telegram"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
PRIVACY_MARK, PHOTOS_MARK = ":privacy", ":photos"  # at the end of an external id: the reply gets buttons, or an album

_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)
_PLAIN_COMMANDS = ("help", "human", "reset", "privacy", "unlink")
_LANGUAGE = re.compile(r"[a-z]{2}")
_KINDS = (
    "photo video video_note voice audio animation sticker document location venue poll dice game story invoice"
    " paid_media checklist live_photo"
).split()  # fmt: skip


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a message amounts to."""

    text: str
    action: Action | None = None
    attribution: Attribution = field(default_factory=Attribution)


def to_message(update: Update, tenant_id: UUID, me: Me) -> Message | None:
    """The update as a guest's message; None: it is none, or not meant for the bot."""
    if update.callback_query:
        return _callback(update.callback_query, tenant_id)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot or message.is_automatic_forward:
        return None
    private = message.chat.type == ChatType.PRIVATE
    if message.chat.type == ChatType.CHANNEL or not (private or _addressed(message, me)):
        return None
    said = _edited(message, me) if update.edited_message else _said(message, me, private=private)
    if said is None:
        return None
    return Message(
        tenant_id,
        NAME,
        channel_user(message.chat.id, message.from_user.id),
        _external_id(message, said),
        said.text,
        said.action,
        message.from_user.language_code,
        said.attribution,
    )


def channel_user(chat_id: int, user_id: int) -> str:
    return str(chat_id) if chat_id == user_id else f"{chat_id}:{user_id}"


def chat_of(channel_user_id: str) -> int:
    """The chat where a channel user is answered."""
    return int(channel_user_id.partition(":")[0])


def is_group(channel_user_id: str) -> bool:
    return ":" in channel_user_id


def message_id_of(external_ids: Iterable[str]) -> int | None:
    """The message of Telegram's behind the last of these ids; a pressed button has none."""
    found = None
    for external_id in external_ids:
        match external_id.split(":"):
            case ["m", _, number, *_] | ["edit", number, _] if number.isdecimal():
                found = int(number)
    return found


def edited_number(external_id: str) -> str | None:
    """The number of the message that an edit changes; None: the id is not an edit's."""
    kind, _, rest = external_id.partition(":")
    return rest.partition(":")[0] if kind == "edit" else None


def _external_id(message: TelegramMessage, said: Said) -> str:
    if message.edit_date:
        return f"edit:{message.message_id}:{int(message.edit_date.timestamp())}"
    action = said.action.name if said.action else None
    if action == "unsupported" and message.media_group_id:  # an album is one thing, however many messages it takes
        return f"g:{message.chat.id}:{message.media_group_id}"
    return f"m:{message.chat.id}:{message.message_id}{PRIVACY_MARK if action == 'privacy' else ''}"


def _callback(query: CallbackQuery, tenant_id: UUID) -> Message | None:
    chat = query.message.chat if query.message else None
    if chat is None or chat.type == ChatType.CHANNEL or query.from_user.is_bot or not query.data:
        return None
    pressed = buttons.pressed(query.data, keyboard_of(query))
    if pressed is None:
        return None
    mark = PHOTOS_MARK if pressed.action and pressed.action.name == "photos" else ""
    mark = PRIVACY_MARK if pressed.text in PRIVACY else mark
    return Message(
        tenant_id,
        NAME,
        channel_user(chat.id, query.from_user.id),
        f"c:{query.id}{mark}",
        pressed.text,
        pressed.action,
        query.from_user.language_code,
    )


def keyboard_of(query: CallbackQuery) -> list[tuple[str, str | None]]:
    """(label, data) of the buttons under the message; empty when Telegram does not show it any more."""
    markup = query.message.reply_markup if isinstance(query.message, TelegramMessage) else None
    rows = markup.inline_keyboard if markup else ()
    return [
        (button.text, str(button.callback_data) if button.callback_data else None) for row in rows for button in row
    ]


# --- groups -------------------------------------------------------------------------------------------------------


def _addressed(message: TelegramMessage, me: Me) -> bool:
    """Whether somebody in a group speaks to the bot."""
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == me.id:
        return True
    return bool(_mention(me).search(message.text or message.caption or ""))


def _mention(me: Me) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(me.username)}\b", re.IGNORECASE)


def _without_mention(text: str, me: Me) -> str:
    return re.sub(r"[ \t]{2,}", " ", _mention(me).sub("", text)).strip(" \t\n,:;")


# --- what is said -------------------------------------------------------------------------------------------------


def _said(message: TelegramMessage, me: Me, *, private: bool) -> Said | None:
    text = message.text or message.caption or ""
    language = message.from_user.language_code if message.from_user else None
    if message.text and (command := _command(message.text, me, language, private=private)):
        return command
    if private and (code := code_alone(text)):
        return _link(code, language)
    if not private:
        text = _without_mention(text, me)
    if message.contact:
        return Said(_contact(message.contact, language))
    if text:
        return Said(text)
    kind = next((kind for kind in _KINDS if getattr(message, kind, None)), None)
    if kind is None and not message.text:  # somebody joined, a title changed …
        return None
    return Said(f"[{kind}]", Action("unsupported", kind=kind)) if kind else Said("/help", Action("help"))


def _edited(message: TelegramMessage, me: Me) -> Said | None:
    """Only words count, and a command is not given twice."""
    text = message.text or message.caption or ""
    if message.chat.type != ChatType.PRIVATE:
        text = _without_mention(text, me)
    return Said(text) if text and not text.startswith("/") and message.edit_date else None


def _link(code: str, language: str | None) -> Said:
    """The code itself is nobody's business; the website shows the words among the guest's own."""
    return Said(TELEGRAM.say("continued", language), deeplinks.link_action(code))


def _command(text: str, me: Me, language: str | None, *, private: bool) -> Said | None:
    """A command that the core knows; None: it is text."""
    found = _COMMAND.fullmatch(text.strip())
    if not found or (found.group(2) and found.group(2).lower() != me.username.lower()):
        return None
    name, argument = found.group(1).lower(), (found.group(3) or "").strip()
    if name == "start":
        action, attribution = deeplinks.read_start(argument)
        if action.name != "link" or action.code is None:
            return Said("/start", action, attribution)
        # a group must not see somebody's conversation
        return _link(action.code, language) if private else Said("/start", Action("start"))
    if name == "link" and private:
        return _link(argument.removeprefix("link_"), language)
    if name == "language":
        wanted = argument.lower() if _LANGUAGE.fullmatch(argument.lower()) else None
        return Said(f"/language {wanted or ''}".strip(), Action("language", language=wanted))
    return Said(f"/{name}", Action(name)) if name in _PLAIN_COMMANDS else None


def _contact(contact: Contact, language_code: str | None) -> str:
    """As a guest would write it: the booking reads name and telephone number out of it."""
    name = " ".join(part for part in (contact.first_name, contact.last_name) if part)
    number = contact.phone_number
    number = number if number.startswith(("+", "00")) else f"+{number}"
    return TELEGRAM.say("contact", language_code, name=name, number=number) if name else number
