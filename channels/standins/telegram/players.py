"""People for tests: they write, press, block, and read what the bot says.

Each action becomes the updates that Telegram would send (https://core.telegram.org/bots/api#update).
"""

from __future__ import annotations

import re
import secrets
import time
from typing import Any

from channels.standins.telegram.accounts import Account
from channels.standins.telegram.chats import Button, Chat, Message, Place
from channels.standins.telegram.entities import with_detected
from channels.standins.telegram.files import photo_sizes
from channels.standins.telegram.params import Upload
from channels.standins.telegram.text import Formatted
from channels.standins.telegram.world import CallbackQuery, World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
PIXEL = (  # a PNG of 320 × 240 as far as its header says
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x40\x00\x00\x00\xf0\x08\x06\x00\x00\x00"
)


class User:
    """A person. `chat` is the private chat with the bot, as this person sees it."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self.account = account

    @property
    def id(self) -> int:
        return self.account.id

    @property
    def chat(self) -> Chat:
        return self._world.chats[self.id]

    async def send(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Write to the bot. Returns the message; its update, unless nobody wants it, is queued."""
        return self._say(self.chat, text, reply_to)

    async def start(self, payload: str = "") -> Message:
        """Follow t.me/<bot>?start=<payload>. Source: https://core.telegram.org/bots/features#deep-linking"""
        if not PAYLOAD.fullmatch(payload):
            raise ValueError("a deep link's payload is up to 64 characters of A-Z, a-z, 0-9, _ and -")
        if self.account.blocked:
            await self.unblock()
        return await self.send(f"/start {payload}".strip())

    async def press(self, message: Message, button: str | int = 0) -> CallbackQuery:
        """Press an inline button of a message, by its label or its place among all.

        Raises:
            LookupError: no such button (any more), or it opens a link instead.
        """
        pressed = _button(message, button)
        if pressed.data is None:
            raise LookupError(f"the button {pressed.text!r} opens {pressed.url}")
        query = CallbackQuery(str(secrets.randbits(62)), self.account, message.chat, message.message_id, pressed.data)
        self._world.queries[query.id] = query
        query.update_id = self._world.updates.add(
            "callback_query",
            {
                "id": query.id,
                "from": self.account.to_json(),
                "message": message.to_json(),
                "chat_instance": str(abs(hash(message.chat.id))),
                "data": pressed.data,
            },
        )
        return query

    async def tap(self, label: str) -> Message:
        """Press a button of the reply keyboard: its text is written as the person's own message."""
        rows = (self.chat.reply_keyboard or {}).get("keyboard", [])
        labels = [button["text"] for row in rows for button in row]
        if label not in labels:
            raise LookupError(f"no button {label!r} among {labels}")
        if (self.chat.reply_keyboard or {}).get("one_time_keyboard"):
            self.chat.reply_keyboard = None
        return await self.send(label)

    async def send_photo(self, caption: str = "", content: bytes = PIXEL) -> Message:
        stored = self._world.files.add(Upload("photo.png", content, "image/png"), "photos")
        return self._post(self.chat, "photo", {"photo": photo_sizes(stored)}, caption)

    async def send_document(self, filename: str, content: bytes, caption: str = "") -> Message:
        stored = self._world.files.add(Upload(filename, content))
        return self._post(self.chat, "document", {"document": stored.to_json() | {"file_name": filename}}, caption)

    async def send_voice(self, seconds: int = 3) -> Message:
        stored = self._world.files.add(Upload("voice.ogg", b"OggS", "audio/ogg"), "voice")
        voice = stored.to_json() | {"duration": seconds, "mime_type": "audio/ogg"}
        return self._post(self.chat, "voice", {"voice": voice})

    async def send_sticker(self, emoji: str = "👍") -> Message:
        stored = self._world.files.add(Upload("sticker.webp", b"RIFF", "image/webp"), "stickers")
        shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._post(self.chat, "sticker", {"sticker": stored.to_json() | shape | {"emoji": emoji}})

    async def send_contact(self, phone: str, *, own: bool = True) -> Message:
        contact: dict[str, Any] = {"phone_number": phone, "first_name": self.account.first_name}
        if own:
            contact["user_id"] = self.id
        return self._post(self.chat, "contact", {"contact": contact})

    async def send_location(self, latitude: float, longitude: float) -> Message:
        return self._post(self.chat, "location", {"location": {"latitude": latitude, "longitude": longitude}})

    async def send_in(self, group: Place | Chat, text: str, *, reply_to: Message | None = None) -> Message:
        """Write in a group. In privacy mode the bot learns only of what concerns it."""
        chat = group if isinstance(group, Chat) else group.chat
        if self.id not in chat.members:
            raise LookupError("only members write in a group")
        return self._say(chat, text, reply_to)

    async def edit(self, message: Message, new_text: str) -> None:
        """Change an own message."""
        read = with_detected(Formatted(new_text))
        message.earlier.append(message.text)
        message.text, message.entities, message.edit_date = read.text, read.entities, int(time.time())
        message.chat.bell.ring()
        if self._concerns_bot(message):
            self._world.updates.add("edited_message", message.to_json())

    async def delete(self, message: Message) -> None:
        """Bots are not told."""
        message.deleted = True
        message.chat.bell.ring()

    async def block(self) -> None:
        self._set_blocked(True)

    async def unblock(self) -> None:
        self._set_blocked(False)

    async def deactivate(self) -> None:
        """Delete the account; bots are not told."""
        self.account.deactivated = True

    def _set_blocked(self, blocked: bool) -> None:
        """Source: https://core.telegram.org/bots/api#chatmemberupdated (my_chat_member)"""
        if self.account.blocked == blocked:
            return
        self.account.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        self._world.updates.add("my_chat_member", member_update(self._world, self.chat, self.account, before, after))

    def _say(self, chat: Chat, text: str, reply_to: Message | None) -> Message:
        read = with_detected(Formatted(text))
        return self._post(chat, "text", {}, read.text, read, reply_to)

    def _post(
        self,
        chat: Chat,
        kind: str,
        content: dict[str, Any],
        text: str = "",
        read: Formatted | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        if chat.kind == "private":
            self.account.wrote = True
        message = chat.post(
            self.account,
            kind=kind,
            content=content,
            text=text,
            entities=(read or with_detected(Formatted(text))).entities,
            reply_to=reply_to.message_id if reply_to else None,
        )
        if self._concerns_bot(message):
            message.update_id = self._world.updates.add("message", message.to_json())
        return message

    def _concerns_bot(self, message: Message) -> bool:
        """Privacy mode. Source: https://core.telegram.org/bots/features#privacy-mode"""
        chat, me = message.chat, self._world.me
        if chat.kind == "private":
            return True
        if chat.bot_status in {"left", "kicked"}:
            return False
        if not self._world.privacy_mode or chat.bot_status == "administrator":
            return True
        original = chat.all_messages.get(message.reply_to or 0)
        commands = message.entity_texts("bot_command")
        mentions = {mention.lower() for mention in message.entity_texts("mention")}
        return bool(
            (original and original.from_bot)
            or f"@{me.username}".lower() in mentions
            or any(command.partition("@")[2].lower() in {"", me.username.lower()} for command in commands)
        )


def member_update(world: World, chat: Chat, account: Account, before: str, after: str) -> dict[str, Any]:
    """A ChatMemberUpdated about the bot."""

    def member(status: str) -> dict[str, Any]:
        shown: dict[str, Any] = {"status": status, "user": world.me.to_json()}
        return shown | ({"until_date": 0} if status == "kicked" else {})

    return {
        "chat": chat.to_json(),
        "from": account.to_json(),
        "date": int(time.time()),
        "old_chat_member": member(before),
        "new_chat_member": member(after),
    }


def _button(message: Message, wanted: str | int) -> Button:
    shown = message.chat.find(message.message_id)
    buttons = shown.buttons if shown else []
    for place, button in enumerate(buttons):
        if wanted in (place, button.text):
            return button
    raise LookupError(f"no button {wanted!r} among {[button.text for button in buttons]}")
