"""The application's life: what it does beside messages, and its end."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from bot.ledger.ledger import Ledger
from bot.ledger.sessions import cookie_id
from bot.types import Message
from tests.conftest import AppFactory, TestDatabase
from tests.support.reception import until

ECHO = ("tests.support.echo",)


async def abandoned(ledger: Ledger, tenant: UUID) -> UUID:
    """A message whose node has fallen silent: nobody answers it but a sweep. Returns its session."""
    message = Message(tenant, "test", "guest", "1", "hello")
    receipt = await ledger.accept(message, cookie_id(tenant, "test", "guest"), uuid4())
    return receipt.session_id


async def test_duty_that_fails_leaves_the_others_at_work(
    db: TestDatabase, make_app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model's package cannot be loaded: guests of a node that died are answered all the same."""
    monkeypatch.setitem(sys.modules, "openai.resources.chat", None)  # as where it is installed in part
    tenant = db.add_tenant()
    async with make_app(
        plugins=ECHO, openai={"base_url": "http://127.0.0.1:9/"}, turn={"sweep_interval_s": 0.1}
    ) as core:
        duties = {duty.name: duty for duty in core.health.duties}
        await until(lambda: duties["models"].failures)
        session = await abandoned(Ledger(core.database, timedelta()), tenant)
        async with asyncio.timeout(15):
            while [m.text for m in await core.ledger.messages_after(tenant, session, 0)] != ["hello", "echo: hello"]:
                await asyncio.sleep(0.05)
        assert duties["abandoned turns"].state == "running"
