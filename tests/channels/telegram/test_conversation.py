"""Guests and the bot, message by message."""

from __future__ import annotations

from channels.telegram.standin import TelegramStandin
from tests.channels.telegram.scene import node
from tests.conftest import TestDatabase


async def test_text_is_answered_and_confirmed(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user(first_name="Ana")
        await ana.send("hello")
        [answer] = await ana.chat.wait_for(1)
        await standin.wait_confirmed(1)
    assert answer.text == "echo: hello"
    assert standin.violations == []
