"""The turn on a real database: accept, hooks, commit."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from bot.channel import Accepted
from bot.hub import Event, Follower
from bot.types import LedgerMessage, Message
from tests.conftest import AppFactory, TestDatabase

ECHO = ("tests.support.echo",)


def message(tenant: UUID, text: str, external_id: str, user: str = "guest") -> Message:
    return Message(tenant, "test", user, external_id, text)


async def replies(app: Any, tenant: UUID, accepted: Accepted, count: int) -> list[LedgerMessage]:
    """The first `count` assistant messages of the session."""
    events: asyncio.Queue[Event] = asyncio.Queue()
    follower = Follower(tenant, accepted.session_id, 0, events.put_nowait)
    app.hub.follow(follower)
    app.hub.ahead(accepted.session_id, accepted.seq)
    found: list[LedgerMessage] = []
    async with asyncio.timeout(10):
        while len(found) < count:
            event = await events.get()
            if isinstance(event, LedgerMessage) and event.role == "assistant":
                found.append(event)
    app.hub.unfollow(follower)
    return found


async def test_message_new_is_answered_once(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    async with make_app(plugins=ECHO) as app:
        accepted = await app.turns.accept(message(tenant, "hello", "1"))
        [reply] = await replies(app, tenant, accepted, 1)
        again = await app.turns.accept(message(tenant, "hello", "1"))
        stored = await app.ledger.messages_after(tenant, accepted.session_id, 0)
    assert (reply.text, reply.seq, reply.reply_to) == ("echo: hello", 2, ("1",))
    assert again.duplicate
    assert again.seq == accepted.seq
    assert [m.seq for m in stored] == [1, 2]
