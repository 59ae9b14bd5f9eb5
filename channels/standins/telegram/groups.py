"""Groups for tests. Source: https://core.telegram.org/bots/api#chat, #message (service messages)"""

from __future__ import annotations

from typing import Any

from channels.standins.telegram.accounts import Account
from channels.standins.telegram.chats import Chat, Message
from channels.standins.telegram.players import User, member_update
from channels.standins.telegram.world import World


class Group:
    """A group with the bot in it. After `migrate`, `chat` is the supergroup."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    async def add_bot(self, by: User) -> None:
        """The bot is told by my_chat_member and by a service message."""
        before, self.chat.bot_status = self.chat.bot_status, "member"
        self._tell_membership(by.account, before, "member")
        self._service(by.account, "new_chat_members", [self._world.me.to_json()])

    async def remove_bot(self, by: User) -> None:
        before, self.chat.bot_status = self.chat.bot_status, "kicked"
        self._tell_membership(by.account, before, "kicked")

    async def join(self, user: User) -> None:
        self.chat.members[user.id] = user.account
        self._service(user.account, "new_chat_members", [user.account.to_json()])

    async def migrate(self) -> int:
        """The group becomes a supergroup with another id, which is returned; sends to the old one fail from now on."""
        old = self.chat
        new_id = -1_000_000_000_000 + old.id
        new = Chat(new_id, "supergroup", old.title, dict(old.members), set(old.administrators))
        self._world.chats[new_id] = new
        sender = next(iter(old.members.values()))
        self._service(sender, "migrate_to_chat_id", new_id)
        old.migrated_to = new_id
        self.chat = new
        self._service(sender, "migrate_from_chat_id", old.id)
        return new_id

    def _service(self, sender: Account, name: str, value: Any) -> Message:
        message = self.chat.post(sender, kind="service", content={name: value})
        self._world.updates.add("message", message.to_json())
        return message

    def _tell_membership(self, by: Account, before: str, after: str) -> None:
        self._world.updates.add("my_chat_member", member_update(self._world, self.chat, by, before, after))
