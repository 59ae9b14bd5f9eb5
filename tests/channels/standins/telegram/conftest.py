"""A stand-in on a free port, and python-telegram-bot as an independent client of it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from channels.standins.telegram import TelegramStandin
from channels.standins.telegram.players import User

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # made once: loading the certificates for each client takes long


@dataclass
class Line:
    """What a test needs: the stand-in, where it is, a client."""

    standin: TelegramStandin
    url: str
    bot: Bot
    client: httpx.AsyncClient

    def user(self, **names: str) -> User:
        """Somebody who wrote already, so that the bot may write."""
        user = self.standin.user(**names)
        user.account.wrote = True
        return user

    async def call(self, method: str, **params: object) -> httpx.Response:
        """Past the checks of any library."""
        return await self.client.post(f"/bot{self.standin.token}/{method}", json=params)

    async def refusal(self, method: str, **params: object) -> str:
        answer = (await self.call(method, **params)).json()
        assert not answer["ok"], answer
        assert answer["error_code"] >= 400
        return str(answer["description"])


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns of numbers of seconds."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@asynccontextmanager
async def connected(standin: TelegramStandin) -> AsyncIterator[Line]:
    async with (
        standin.serving() as url,
        client_of(standin.token, url) as bot,
        httpx.AsyncClient(base_url=url, trust_env=False, verify=PLAIN) as client,
    ):
        yield Line(standin, url, bot, client)


def client_of(token: str, url: str) -> Bot:
    requests = [HTTPXRequest(httpx_kwargs={"verify": PLAIN}) for _ in range(2)]
    return Bot(token, url + "/bot", url + "/file/bot", *requests)


@pytest.fixture
def standin() -> TelegramStandin:
    return TelegramStandin(back_off_s=0.02)


@pytest.fixture
async def line(standin: TelegramStandin) -> AsyncIterator[Line]:
    async with connected(standin) as line:
        yield line
