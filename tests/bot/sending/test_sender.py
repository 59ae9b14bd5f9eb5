"""The sender: nothing begins after a takeover, no wake is lost, nothing is tried for ever."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.channel import Channels, Outgoing
from bot.core import Core
from bot.errors import Permanent, Retryable
from bot.ledger.ledger import Ledger
from bot.sending.sender import GIVE_UP_AFTER, MAX_ATTEMPTS, Sender, try_send
from bot.staff.values import Staff
from bot.testing.fake_channel import FakeChannel
from bot.types import Action, Message
from tests.conftest import AppFactory, TestDatabase
from tests.sql.test_ledger import commit
from tests.support.reception import phone, until

HOLD = timedelta(seconds=30)


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant()


async def answered(core: Core, tenant: UUID, user: str, action: Action | None = None) -> UUID:
    """A message by phone whose answer is in the outbox; no node of this test sends by itself."""
    receipt = await core.ledger.accept(Message(tenant, "phone", user, uuid4().hex, "hello", action), user * 9, uuid4())
    assert receipt.claim
    await commit(core.ledger, receipt.claim, outbox=True)
    return receipt.session_id


def sender(core: Core, phone: FakeChannel, ledger: Ledger | None = None) -> Sender:
    channels = Channels()
    channels.add(phone)
    return Sender(ledger or core.ledger, core.hooks, core.news, channels, HOLD)


async def test_second_chat_of_a_session_gets_nothing_once_staff_have_taken_over(
    make_app: AppFactory, tenant: UUID
) -> None:
    """Both answers were due when the first began to be sent."""
    async with make_app() as core:
        session = await answered(core, tenant, "eva")
        code = (await core.links.create(tenant, session)).code
        assert session == await answered(core, tenant, "ida", Action("link", code=code, copies=True))
        phone = FakeChannel("phone", slow=asyncio.Event())
        sending = sender(core, phone)
        sending.wake(session)
        await until(lambda: phone.sent)
        await core.desk.take_over(tenant, session, Staff("Ana", "slack:1"))
        assert phone.slow
        phone.slow.set()
        await sending.drain(10)
        assert len(phone.sent) == 1


async def test_answer_that_comes_while_the_last_claim_returns_is_sent_at_once(
    make_app: AppFactory, tenant: UUID
) -> None:
    class Busy(Ledger):
        """When nothing is left to claim, another answer comes before that is known."""

        late = 1

        async def claim_deliveries(self, *args: Any) -> list[Outgoing]:
            claimed = await super().claim_deliveries(*args)
            if not claimed and self.late:
                self.late -= 1
                sending.wake(await answered(core, tenant, "eva"))
            return claimed

    async with make_app() as core:
        session = await answered(core, tenant, "eva")
        phone = FakeChannel("phone")
        sending = sender(core, phone, Busy(core.database, core.ledger.lease))
        sending.wake(session)
        await until(lambda: len(phone.sent) == 2)


async def raising(error: Exception) -> str:
    raise error


@pytest.mark.parametrize(
    ("error", "attempt", "age", "state"),
    [
        (Retryable("busy", 5), 1, timedelta(0), "pending"),
        (Retryable("busy", 5), 500, GIVE_UP_AFTER / 2, "pending"),  # an outage: what waits is still worth saying
        (Retryable("busy", 5), 1, GIVE_UP_AFTER * 2, "pending"),  # no node ran: it is tried like any other
        (Retryable("busy", 5), MAX_ATTEMPTS, GIVE_UP_AFTER * 2, "failed"),  # holds up its conversation for ever
        (OSError("odd"), MAX_ATTEMPTS - 1, timedelta(0), "pending"),
        (OSError("odd"), MAX_ATTEMPTS, timedelta(0), "failed"),
        (Permanent("blocked"), 1, timedelta(0), "failed"),
    ],
)
async def test_send_that_fails_is_tried_again_and_not_for_ever(
    error: Exception, attempt: int, age: timedelta, state: str
) -> None:
    outcome = await try_send(raising(error), attempt, HOLD, {}, datetime.now(UTC) - age)
    assert outcome.state == state


async def test_outgoing_message_carries_the_guests_language(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant("casa", locale="es-ES")
    async with make_app(plugins=("tests.support.echo",), channels=("tests.support.reception",)) as core:
        await core.turns.accept(Message(tenant, "phone", "eva", "1", "olá", locale="pt-BR"))
        await core.turns.accept(Message(tenant, "phone", "ida", "1", "hello"))
        sent = phone(core).sent
        await until(lambda: len(sent) == 2)
    assert {outgoing.channel_user_id: outgoing.language for outgoing in sent} == {"eva": "pt", "ida": "es"}
