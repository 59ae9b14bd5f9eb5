"""Webhook mode: our own website takes Telegram's updates, and says so only once the ledger has them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
import pytest
from pydantic import SecretStr

from bot.errors import Permanent
from bot.settings import Secrets
from channels.standins.telegram import TelegramStandin
from channels.telegram import webhook
from tests.channels.telegram.scene import Node, node
from tests.channels.telegram.test_polling import away
from tests.conftest import TestDatabase

BOTH = ("channels.web", "channels.telegram")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@asynccontextmanager
async def serving(db: TestDatabase, standin: TelegramStandin, url: str) -> AsyncIterator[tuple[Node, str]]:
    """A node in webhook mode, once Telegram knows its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}{webhook.PATH}"
    own = {"mode": "webhook", "webhook_url": address}
    async with node(db, url, channels=BOTH, telegram=own, web={"port": port}) as running:
        while not standin.world.webhook.url:
            await asyncio.sleep(0.01)
        yield running, address


async def test_updates_are_answered_and_confirmed(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, serving(db, standin, url):
        ana = standin.user()
        for number in range(3):
            await ana.send(f"message {number}")
            await ana.chat.wait_for(number + 1)
        await standin.wait_confirmed(3)
    assert ana.chat.texts == [f"echo: message {number}" for number in range(3)]
    assert standin.calls_of("getUpdates") == []
    assert {status for _, status in standin.world.webhook.attempts} == {200}


@pytest.mark.parametrize("secret", [None, "", "wrong", "ñ"])
async def test_stranger_is_refused_before_the_body_is_read(db: TestDatabase, secret: str | None) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, serving(db, standin, url) as (_, address):
        shown = "" if secret is None else f"{webhook.HEADER}: {secret}\r\n"
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(address).port)
        writer.write(f"POST {webhook.PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n{shown}\r\n".encode())
        async with asyncio.timeout(10):  # the body never comes: whoever read it would wait
            status = await reader.readline()
        writer.close()
        await writer.wait_closed()
    assert b" 401 " in status


async def test_body_that_is_no_update_is_refused_and_harmless(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, serving(db, standin, url) as (_, address):
        headers = {webhook.HEADER: webhook.secret_of(standin.token, None)}
        async with httpx.AsyncClient(trust_env=False, headers=headers) as client:
            answers = [(await client.post(address, content=body)).status_code for body in (b"", b"[1]", b"{x", b"{}")]
    assert answers == [400, 400, 400, 200]


async def test_telegram_repeats_what_the_database_could_not_take(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin(back_off_s=0.2)
    async with standin.serving() as url, serving(db, standin, url):
        ana = standin.user()
        async with away(db):
            await ana.send("meanwhile")
            while not standin.world.webhook.attempts:
                await asyncio.sleep(0.05)
            assert standin.confirmed == []
        await ana.chat.wait_for(1, 30)
        await standin.wait_confirmed(1)
    assert ana.chat.texts == ["echo: meanwhile"]
    assert {status for _, status in standin.world.webhook.attempts} == {503, 200}


async def test_webhook_without_an_address_says_what_is_missing(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url, telegram={"mode": "webhook"}) as wrong:
        with pytest.raises(Permanent, match="webhook_url"):
            await wrong.running


async def test_address_that_telegram_refuses_says_what_it_must_be(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    own = {"mode": "webhook", "webhook_url": "ftp://example.org"}
    async with standin.serving() as url, node(db, url, telegram=own) as wrong:
        with pytest.raises(Permanent, match="https address"):
            await wrong.running


def test_every_node_derives_the_same_secret_and_the_owners_own_wins() -> None:
    assert webhook.secret_of("1:a", None) == webhook.secret_of("1:a", None) != webhook.secret_of("1:b", None)
    assert webhook.secret_of("1:a", "own") == "own"
    assert Secrets(telegram_webhook_secret=SecretStr("own")).telegram_webhook_secret is not None
