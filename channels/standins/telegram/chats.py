"""What a chat looks like to the people in it.

Source: https://core.telegram.org/bots/api#chat, #message
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from channels.standins.bell import WAIT_S, Bell
from channels.standins.telegram.accounts import Account
from channels.standins.telegram.text import Entity, Formatted

ChatKind = Literal["private", "group", "supergroup"]
DRAFT_S = 30.0  # https://core.telegram.org/bots/api#sendmessagedraft: a temporary 30-second preview


@dataclass(frozen=True)
class Button:
    """Of an inline keyboard."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Draft:
    """One state of a text that is being written."""

    draft_id: int
    text: str
    entities: list[Entity]
    at: float  # monotonic


@dataclass(eq=False)
class Message:
    """`text` is what is read: the text or the caption. Content of other kinds is kept as the Bot API names it."""

    message_id: int
    chat: Chat = field(repr=False)
    sender: Account = field(repr=False)
    date: int
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    kind: str = "text"
    content: dict[str, Any] = field(default_factory=dict)  # {"photo": […]}, {"contact": {…}}, {"new_chat_members": […]}
    markup: dict[str, Any] | None = None
    reply_to: int | None = None
    media_group_id: str | None = None
    edit_date: int | None = None
    earlier: list[str] = field(default_factory=list)  # texts that edits replaced, oldest first
    deleted: bool = False
    at: float = field(default_factory=time.monotonic)
    update_id: int | None = None  # of the update that told the bot

    @property
    def from_bot(self) -> bool:
        return self.sender.is_bot

    @property
    def keyboard(self) -> list[list[Button]]:
        """Rows of the inline keyboard; empty without one."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[Button(one["text"], one.get("callback_data"), one.get("url")) for one in row] for row in rows]

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.keyboard for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.text for button in self.buttons]

    def entity_texts(self, kind: str) -> list[str]:
        """What is bold, what is a link, …"""
        formatted = Formatted(self.text, self.entities)
        return [formatted.piece(entity) for entity in self.entities if entity["type"] == kind]

    def to_json(self, *, nested: bool = False) -> dict[str, Any]:
        """As the bot gets it."""
        shown: dict[str, Any] = {
            "message_id": self.message_id,
            "from": self.sender.to_json(),
            "chat": self.chat.to_json(),
            "date": self.date,
            **self.content,
        }
        prefix = "" if self.kind == "text" else "caption_"
        if self.text:
            shown["text" if self.kind == "text" else "caption"] = self.text
        if self.entities:
            shown[f"{prefix}entities"] = self.entities
        if self.markup and "inline_keyboard" in self.markup:
            shown["reply_markup"] = self.markup
        if self.media_group_id:
            shown["media_group_id"] = self.media_group_id
        if self.edit_date:
            shown["edit_date"] = self.edit_date
        if self.reply_to and not nested and (original := self.chat.all_messages.get(self.reply_to)):
            shown["reply_to_message"] = original.to_json(nested=True)
        return shown


@dataclass(eq=False)
class Chat:
    """`all_messages` keeps what was deleted, too; people see `messages`."""

    id: int
    kind: ChatKind
    title: str = ""
    members: dict[int, Account] = field(default_factory=dict)
    administrators: set[int] = field(default_factory=set)
    all_messages: dict[int, Message] = field(default_factory=dict, repr=False)
    drafts: list[Draft] = field(default_factory=list)  # every state that was shown, oldest first
    actions: list[tuple[str, float]] = field(default_factory=list)  # ("typing", monotonic time)
    reply_keyboard: dict[str, Any] | None = None
    migrated_to: int | None = None
    bot_status: Literal["member", "administrator", "left", "kicked"] = "member"
    bell: Bell = field(default_factory=Bell)
    last_message_id: int = 0

    @property
    def messages(self) -> list[Message]:
        """What is there to read, oldest first."""
        return [message for message in self.all_messages.values() if not message.deleted]

    @property
    def from_bot(self) -> list[Message]:
        return [message for message in self.messages if message.from_bot]

    @property
    def texts(self) -> list[str]:
        """What the bot says."""
        return [message.text for message in self.from_bot]

    @property
    def draft(self) -> Draft | None:
        """What is being written right now: gone when a message of the bot follows, or after 30 seconds."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or time.monotonic() > last.at + DRAFT_S:
            return None
        return None if any(message.at > last.at for message in self.from_bot) else last

    @property
    def albums(self) -> list[list[Message]]:
        groups: dict[str, list[Message]] = {}
        for message in self.messages:
            if message.media_group_id:
                groups.setdefault(message.media_group_id, []).append(message)
        return list(groups.values())

    async def wait_for(self, wanted: int | Callable[[Chat], Any], timeout: float = WAIT_S) -> Any:  # noqa: ASYNC109
        """Until the bot has said so many messages (then those), or the predicate says something true (then that).

        Raises:
            TimeoutError: with what the chat looks like instead.
        """

        def look() -> Any:
            if not isinstance(wanted, int):
                return wanted(self) or None
            return self.from_bot if len(self.from_bot) >= wanted else None

        return await self.bell.until(look, timeout, self._summary)

    def _summary(self) -> str:
        seen = [f"{message.sender.first_name}: {message.text or message.kind}" for message in self.messages]
        return f"chat {self.id} with {seen}"

    def post(self, sender: Account, **what: Any) -> Message:
        """A new message with the next id of this chat."""
        self.last_message_id += 1
        message = Message(self.last_message_id, self, sender, int(time.time()), **what)
        self.all_messages[message.message_id] = message
        self.bell.ring()
        return message

    def find(self, message_id: int) -> Message | None:
        """None when it never was or has been deleted."""
        message = self.all_messages.get(message_id)
        return None if message is None or message.deleted else message

    def to_json(self) -> dict[str, Any]:
        if self.kind != "private":
            return {"id": self.id, "type": self.kind, "title": self.title}
        account = self.members[self.id]
        shown = {"id": self.id, "type": self.kind, "first_name": account.first_name}
        for name in ("last_name", "username"):
            if value := getattr(account, name):
                shown[name] = value
        return shown


class Place(Protocol):
    """What has a chat: a group."""

    @property
    def chat(self) -> Chat: ...
