"""The outbox: in order for each conversation, each message by one sender, nothing forgotten."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

from bot.channel import Outgoing
from bot.ledger.ledger import Ledger
from bot.types import Attribution, Content
from tests.conftest import TestDatabase
from tests.sql.test_ledger import cookie, execute

HOLD = timedelta(seconds=30)
CHANNELS = ["telegram"]


async def conversation(db: TestDatabase, ledger: Ledger, slug: str, messages: int) -> tuple[UUID, UUID]:
    """A tenant's session with so many messages in its outbox."""
    tenant = db.add_tenant(slug)
    opened = await ledger.open_session(tenant, "telegram", slug, cookie(slug), None, Attribution())
    assert opened
    for number in range(messages):
        await ledger.append(tenant, opened[0], "telegram", uuid4(), f"{slug} {number}", Content(), outbox=True)
    return tenant, opened[0]


async def claim(ledger: Ledger, channels: list[str] | None = None) -> list[Outgoing]:
    return await ledger.claim_deliveries(CHANNELS if channels is None else channels, HOLD, 20)


async def test_claim_gives_the_first_of_each_conversation(db: TestDatabase, ledger: Ledger) -> None:
    await conversation(db, ledger, "ana", 3)
    await conversation(db, ledger, "bea", 2)
    assert sorted(o.message.text for o in await claim(ledger)) == ["ana 0", "bea 0"]
    assert await claim(ledger) == []  # their successors wait until they are settled


async def test_claim_goes_on_in_order_as_messages_are_sent(db: TestDatabase, ledger: Ledger) -> None:
    await conversation(db, ledger, "ana", 3)
    sent = []
    while claimed := await claim(ledger):
        [outgoing] = claimed
        sent.append((outgoing.message.seq, outgoing.message.text, outgoing.channel_user_id))
        await ledger.settle_delivery(outgoing, "sent", f"platform-{outgoing.message.seq}", timedelta(0))
    assert sent == [(1, "ana 0", "ana"), (2, "ana 1", "ana"), (3, "ana 2", "ana")]
    rows = execute(db, "SELECT delivery, delivered_as FROM messages ORDER BY seq")
    assert rows == [("sent", f"platform-{n}") for n in (1, 2, 3)]


async def test_claim_does_not_overtake_a_postponed_message(db: TestDatabase, ledger: Ledger) -> None:
    await conversation(db, ledger, "ana", 2)
    [first] = await claim(ledger)
    await ledger.settle_delivery(first, "pending", None, timedelta(hours=1))
    assert await claim(ledger) == []
    execute(db, "UPDATE messages SET delivery_due = now() WHERE seq = 1")
    [again] = await claim(ledger)
    assert (again.message.seq, again.attempt) == (1, 2)


async def test_claim_passes_over_a_failed_message(db: TestDatabase, ledger: Ledger) -> None:
    await conversation(db, ledger, "ana", 2)
    [first] = await claim(ledger)
    await ledger.settle_delivery(first, "failed", None, timedelta(0))
    assert [o.message.seq for o in await claim(ledger)] == [2]


async def test_claim_of_a_silent_sender_is_taken_over_after_its_hold(db: TestDatabase, ledger: Ledger) -> None:
    await conversation(db, ledger, "ana", 1)
    await claim(ledger)
    assert await claim(ledger) == []
    execute(db, "UPDATE messages SET delivery_due = now() - interval '1 s'")
    assert [o.message.seq for o in await claim(ledger)] == [1]


async def test_claim_by_many_senders_gives_each_message_to_one(db: TestDatabase, ledger: Ledger) -> None:
    for number in range(6):
        await conversation(db, ledger, f"guest-{number}", 2)
    claimed = [o for claims in await asyncio.gather(*(claim(ledger) for _ in range(5))) for o in claims]
    assert sorted(o.message.text for o in claimed) == [f"guest-{number} 0" for number in range(6)]


async def test_claim_leaves_other_channels_alone(db: TestDatabase, ledger: Ledger) -> None:
    await conversation(db, ledger, "ana", 1)
    assert await claim(ledger, ["slack"]) == []
    assert await claim(ledger, []) == []


async def test_settle_by_a_sender_that_was_given_up_for_dead_frees_nothing(db: TestDatabase, ledger: Ledger) -> None:
    """Another one is sending it; that the first did send it is worth knowing all the same."""
    await conversation(db, ledger, "ana", 1)
    [slow] = await ledger.claim_deliveries(CHANNELS, timedelta(0), 20)
    [second] = await claim(ledger)
    await ledger.settle_delivery(slow, "pending", None, timedelta(0))
    await ledger.settle_delivery(slow, "failed", None, timedelta(0))
    assert await claim(ledger) == []
    assert execute(db, "SELECT delivery FROM messages") == [("sending",)]
    await ledger.settle_delivery(slow, "sent", "first", timedelta(0))
    await ledger.settle_delivery(second, "pending", None, timedelta(0))
    assert execute(db, "SELECT delivery, delivered_as FROM messages") == [("sent", "first")]


async def test_settle_of_what_is_not_being_sent_changes_nothing(db: TestDatabase, ledger: Ledger) -> None:
    await conversation(db, ledger, "ana", 1)
    [outgoing] = await claim(ledger)
    await ledger.settle_delivery(outgoing, "sent", "first", timedelta(0))
    await ledger.settle_delivery(outgoing, "pending", "second", timedelta(0))
    assert execute(db, "SELECT delivery, delivered_as FROM messages") == [("sent", "first")]
