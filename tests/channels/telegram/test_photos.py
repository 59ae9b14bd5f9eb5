"""Pictures by URL, as bytes, by the id of an earlier upload, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.channel import Outgoing
from bot.types import Card, Content, LedgerMessage, Photo
from channels.standins.telegram import TelegramStandin
from channels.standins.telegram.faults import Call
from channels.telegram.photos import Photos
from tests.channels.telegram.scene import Node, node
from tests.conftest import TestDatabase

pytestmark = pytest.mark.slow  # at a platform's pace

OURS = "/media/demo/villa-1.jpg"
UNIT = UUID("569bc9d9-178e-5468-8d45-1745f4e16b82")


def reply(tenant: UUID, user: int, *cards: tuple[str, ...]) -> Outgoing:
    """A reply with a card for each group of pictures."""
    shown = tuple(
        Card(UNIT, f"Unit {number}", photos=tuple(Photo(url, "") for url in urls))
        for number, urls in enumerate(cards, 1)
    )
    message = LedgerMessage(
        uuid4(), 2, str(uuid4()), "assistant", "Look", "telegram", datetime.now(UTC), Content(cards=shown)
    )
    return Outgoing(tenant, str(user), message)


@asynccontextmanager
async def sending(db: TestDatabase, standin: TelegramStandin, **sections: Any) -> AsyncIterator[Node]:
    async with standin.serving() as url, node(db, url, **sections) as running:
        while running.channel.link_url("x") is None:
            await asyncio.sleep(0.01)
        yield running


def sent(standin: TelegramStandin) -> list[Call]:
    return standin.calls_of("sendPhoto", "sendMediaGroup", "sendMessage")


async def test_picture_of_the_public_website_goes_by_its_url(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    standin = TelegramStandin()
    async with sending(db, standin, web={"public_url": "https://hotel.example"}) as running:
        ana = standin.user()
        ana.account.wrote = True
        posted = await running.channel.send(reply(tenant, ana.id, (OURS,)))
    text, photo = ana.chat.from_bot
    assert posted == f"{ana.id}:t{text.message_id},p{photo.message_id}"
    assert standin.calls_of("sendPhoto")[0].params["photo"] == f"https://hotel.example{OURS}"
    assert photo.text == "Unit 1"


async def test_picture_is_uploaded_once_where_nobody_can_fetch_it(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    standin = TelegramStandin()
    async with sending(db, standin) as running:
        ana, ben = standin.user(), standin.user()
        ana.account.wrote = ben.account.wrote = True
        await running.channel.send(reply(tenant, ana.id, (OURS,)))
        await running.channel.send(reply(tenant, ben.id, (OURS,)))
    first, second = standin.calls_of("sendPhoto")
    [photo] = (message for message in ana.chat.from_bot if message.kind == "photo")
    assert (first.status, second.status) == (200, 200)
    assert second.params["photo"] == photo.content["photo"][-1]["file_id"]


async def test_picture_that_telegram_cannot_fetch_is_uploaded(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    standin = TelegramStandin(fetchable=lambda _: False)
    async with sending(db, standin, web={"public_url": "https://hotel.example"}) as running:
        ana = standin.user()
        ana.account.wrote = True
        await running.channel.send(reply(tenant, ana.id, (OURS,)))
        await running.channel.send(reply(tenant, ana.id, (OURS,), ("/media/demo/pool-1.jpg",)))
    assert [message.kind for message in ana.chat.from_bot] == ["text", "photo", "text", "photo", "photo", "text"]


@pytest.mark.parametrize("url", ["https://elsewhere.example/x.jpg", "/media/none.jpg", "/media/demo/../../x.jpg"])
async def test_unit_whose_picture_is_not_to_be_had_goes_as_text(db: TestDatabase, url: str) -> None:
    tenant = db.add_tenant()
    standin = TelegramStandin(fetchable=lambda _: False)
    async with sending(db, standin) as running:
        ana = standin.user()
        ana.account.wrote = True
        await running.channel.send(reply(tenant, ana.id, (url,)))
        await running.channel.send(reply(tenant, ana.id, (url,), (url,)))
    assert ana.chat.texts == ["Look", "Unit 1", "Look", "1. Unit 1\n\n2. Unit 2"]


async def test_picture_of_the_nodes_own_website_is_read_from_there(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with sending(db, standin, channels=("channels.web", "channels.telegram"), web={"port": 0}) as running:
        web = running.core.channels["web"]
        await asyncio.wait_for(web.listening.wait(), 10)  # type: ignore[attr-defined]  # the web channel's
        photos = Photos("", lambda: web.url)  # type: ignore[attr-defined]  # likewise
        page, missing = await photos.upload("/widget.js"), await photos.upload("/media/none.jpg")
    assert page
    assert missing is None
    assert await Photos("", lambda: None).upload("/widget.js") is None
    assert await Photos("", lambda: "http://127.0.0.1:9").upload("/widget.js") is None
