"""The fence in a node: what was heard of a change of speaker is a reason to ask, the database knows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from psycopg.types.json import Jsonb

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from bot.core import Core
from bot.ledger.sessions import cookie_id
from bot.news.followers import Delta, Event, Follower
from bot.types import Message
from tests.conftest import AppFactory, TestDatabase
from tests.support.plugins import plugin_module
from tests.support.reception import call, until

CHANNEL = "tests.support.reception"
TAKE_OVER = "SELECT outcome FROM lobby.take_over(%s, %s, %s, NULL, '{phone}')"
ANA = {"id": "reception:1", "name": "Ana"}


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant()


async def test_hint_that_comes_late_does_not_cost_the_next_answer(make_app: AppFactory, tenant: UUID) -> None:
    """Staff have handed back, the bot answers already, and only now this node hears that the speaker has changed."""
    began, goes_on = asyncio.Event(), asyncio.Event()

    @hookimpl
    async def respond(turn: Turn) -> AsyncIterator[str | Reply]:
        yield "The beginning, "
        began.set()
        await goes_on.wait()
        yield "and the end."
        yield Reply("The beginning, and the end.")

    with plugin_module("fence", respond=respond) as plugin:
        async with make_app(plugins=(plugin,), channels=(CHANNEL,)) as core:
            accepted = await call(core, tenant, "guest", "tell me")
            await until(began.is_set)
            core.turns.fence(accepted.session_id)
            goes_on.set()
            await until(lambda: core.turns.running == 0)
            messages = await core.ledger.messages_after(tenant, accepted.session_id, 0)
            assert [m.role for m in messages] == ["user", "assistant"]


async def test_next_answer_of_a_run_does_not_begin_on_what_the_last_one_was_told(
    make_app: AppFactory, tenant: UUID
) -> None:
    """Another node has taken over between the two, and no hint of it has come yet."""
    began, goes_on = asyncio.Event(), asyncio.Event()
    shown: list[Event] = []

    @hookimpl
    async def respond(turn: Turn) -> AsyncIterator[str | Reply]:
        if "second" in turn.text:
            session = turn.session.session_id
            await turn.database.row(TAKE_OVER, (tenant, session, Jsonb(ANA)))
            yield "too late"
            yield Reply("too late")
            return
        began.set()
        await goes_on.wait()
        yield "first"
        yield Reply("first")

    with plugin_module("fence", respond=respond) as plugin:
        async with make_app(plugins=(plugin,), channels=(CHANNEL,)) as core:
            accepted = await call(core, tenant, "guest", "first")
            core.news.follow(Follower(tenant, accepted.session_id, accepted.seq, shown.append))
            await until(began.is_set)
            other = await heard_elsewhere(core, tenant)
            goes_on.set()
            await until(lambda: core.turns.running == 0)
            assert other == accepted.session_id
            assert [e.text for e in shown if isinstance(e, Delta)] == ["first"]


async def heard_elsewhere(core: Core, tenant: UUID) -> UUID:
    """A message that another node accepts: it comes back with the commit of the turn that runs here."""
    message = Message(tenant, "phone", "guest", uuid4().hex, "second")
    receipt = await core.ledger.accept(message, cookie_id(tenant, "phone", "guest"), uuid4())
    return receipt.session_id
