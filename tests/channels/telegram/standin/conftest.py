"""A stand-in on a free port, and python-telegram-bot as an independent client of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from telegram import Bot

from channels.telegram.standin import TelegramStandin
from channels.telegram.standin.players import User


@dataclass
class Line:
    """What a test needs: the stand-in, where it is, a client."""

    standin: TelegramStandin
    url: str
    bot: Bot

    def user(self, **names: str) -> User:
        """Somebody who wrote already, so that the bot may write."""
        user = self.standin.user(**names)
        user.account.wrote = True
        return user

    async def call(self, method: str, **params: object) -> httpx.Response:
        """Past the checks of any library."""
        async with httpx.AsyncClient(base_url=self.url, trust_env=False) as client:
            return await client.post(f"/bot{self.standin.token}/{method}", json=params)

    async def refusal(self, method: str, **params: object) -> str:
        answer = (await self.call(method, **params)).json()
        assert not answer["ok"], answer
        assert answer["error_code"] >= 400
        return str(answer["description"])


@pytest.fixture
def standin() -> TelegramStandin:
    return TelegramStandin(back_off_s=0.02)


@pytest.fixture
async def line(standin: TelegramStandin) -> AsyncIterator[Line]:
    async with (
        standin.serving() as url,
        Bot(standin.token, base_url=url + "/bot", base_file_url=url + "/file/bot") as bot,
    ):
        yield Line(standin, url, bot)
