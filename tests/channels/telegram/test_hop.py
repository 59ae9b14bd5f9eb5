"""A conversation that began on the website goes on here, and both show all of it."""

from __future__ import annotations

import asyncio

from bot.types import Message
from channels.standins.telegram import TelegramStandin
from tests.channels.telegram.scene import ECHO, node
from tests.conftest import TestDatabase


async def test_guest_of_the_website_goes_on_here(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url, plugins=(ECHO, "plugins.commands")) as running:
        while running.channel.link_url("x") is None:
            await asyncio.sleep(0.01)
        visitor = Message(tenant, "web", "visitor", "1", "a villa by the sea")
        begun = await running.core.turns.accept(visitor)
        code = (await running.core.links.create(tenant, begun.session_id)).code
        link = running.channel.link_url(code)
        ana = standin.user()
        await ana.start(str(link).partition("?start=")[2])
        await ana.chat.wait_for(1)
        assert await running.core.links.linked(tenant, begun.session_id) == ["telegram"]
        await running.core.turns.accept(Message(tenant, "web", "visitor", "2", "and a **pool**"))
        await ana.chat.wait_for(lambda chat: "echo: and a pool" in chat.texts)
        await ana.send("from here")
        await ana.chat.wait_for(lambda chat: "echo: from here" in chat.texts)
        stored = await running.core.ledger.messages_after(tenant, begun.session_id, 0)
    assert link == f"https://t.me/{standin.username}?start=link_{code}"
    assert "You (website): and a **pool**" in ana.chat.texts
    assert code not in "".join(message.text for message in stored)
    assert [m.text for m in stored if m.role == "user"][-1] == "from here"
