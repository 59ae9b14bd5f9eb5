"""Everything that the stand-in knows: the bot, the people, their chats, what is queued for the bot."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from channels.standins.bell import WAIT_S
from channels.standins.telegram.accounts import Account
from channels.standins.telegram.chats import Chat
from channels.standins.telegram.errors import bad_request, forbidden, migrated
from channels.standins.telegram.files import Files
from channels.standins.telegram.params import Params
from channels.standins.telegram.updates import UpdateQueue
from channels.standins.telegram.webhook import Webhook


@dataclass(eq=False)
class CallbackQuery:
    """A press of a button, and what the bot answered."""

    id: str
    account: Account
    chat: Chat
    message_id: int
    data: str
    at: float = field(default_factory=time.monotonic)
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""
    update_id: int | None = None

    async def wait(self, timeout: float = WAIT_S) -> CallbackQuery:  # noqa: ASYNC109
        """Until the bot has answered."""
        await self.chat.wait_for(lambda _: self.answered, timeout)
        return self


@dataclass(eq=False)
class World:
    """State without behaviour of single methods; those are in sending, editing, profile and polling."""

    token: str
    me: Account
    privacy_mode: bool = True
    callback_ttl_s: float = 60.0
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    accounts: dict[int, Account] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, CallbackQuery] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    texts: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # (description | short_description | name, language)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)  # (scope, language)
    webhook: Webhook = field(init=False)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.webhook = Webhook(self.updates)

    def account(self, user_id: int, **names: Any) -> Account:
        """The person with this id and a private chat with the bot; made when it is new."""
        if user_id not in self.accounts:
            self.accounts[user_id] = Account(user_id, names.pop("first_name", f"User {user_id}"))
            self.chats[user_id] = Chat(user_id, "private", members={user_id: self.accounts[user_id]})
        account = self.accounts[user_id]
        for name, value in names.items():
            setattr(account, name, value)
        return account

    def chat(self, params: Params, *, write: bool = True) -> Chat:
        """The chat that a call names, if the bot may do there what it wants to.

        Raises:
            ApiError: see https://core.telegram.org/bots/api#responseparameters for groups that were upgraded.
        """
        name = params.text("chat_id").strip()
        if not name:
            raise bad_request("chat_id is empty")
        chat = self._chat_named(name)
        if chat is None:
            raise bad_request("chat not found")
        if write:
            self._check_access(chat)
        return chat

    def _chat_named(self, name: str) -> Chat | None:
        return self.chats.get(int(name)) if name.lstrip("-").isdecimal() else None

    def _check_access(self, chat: Chat) -> None:
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        if chat.kind == "private":
            self._check_person(chat.members[chat.id])
        elif chat.bot_status in {"left", "kicked"}:
            was = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
            raise forbidden(f"bot {was} the {chat.kind} chat")

    def _check_person(self, account: Account) -> None:
        if account.deactivated:
            raise forbidden("user is deactivated")
        if account.blocked:
            raise forbidden("bot was blocked by the user")
        if not account.wrote:
            raise forbidden("bot can't initiate conversation with a user")
