"""Guests on Telegram, on a stand-in for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from bot.testing.driver import Needs
from channels.standins.telegram import TelegramStandin
from channels.standins.telegram.players import User
from tests.channels.lines.line import Guest, Line
from tests.support.reception import until


class TelegramGuest(Guest):
    def __init__(self, standin: TelegramStandin) -> None:
        self.standin = standin
        self.user: User = standin.user(first_name="Ana", language_code="en")

    async def say(self, text: str) -> object:
        return (await self.user.send(text)).update_id

    async def repeat(self, said: Any) -> None:
        self.standin.duplicate_update(said)
        await until(lambda: self.standin.world.updates.delivered.count(said) > 1)

    def reads(self) -> list[str]:
        return self.user.chat.texts


class TelegramLine(Line):
    name = "telegram"
    nobody = "4242"

    @asynccontextmanager
    async def platform(self) -> AsyncIterator[Needs]:
        self.standin = TelegramStandin()
        async with self.standin.serving() as url:
            own = {"base_url": url, "tenant": "demo", "poll_timeout_s": 1}
            secrets = {"telegram_bot_token": self.standin.token}
            yield Needs(("channels.telegram",), {"channels": {"telegram": own}}, secrets)

    def guest(self, tenant_id: UUID) -> TelegramGuest:
        return TelegramGuest(self.standin)

    async def lose(self, guest: TelegramGuest) -> None:
        wait = {"retry_after": 1}
        self.standin.fail("sendMessage", 429, 1, "Too Many Requests", parameters=wait, chat_id=guest.user.id)

    async def forsake(self, guest: TelegramGuest) -> None:
        blocked = "Forbidden: bot was blocked by the user"
        self.standin.fail("sendMessage", 403, 1, blocked, chat_id=guest.user.id)
