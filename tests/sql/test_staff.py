"""Takeover and hand back in the database: the fence, the hold, replies with their undo window, reminders."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal
from uuid import UUID, uuid4

import pytest

from bot.channel import Outgoing
from bot.ledger.ledger import Ledger
from bot.ledger.values import Claim, Receipt
from bot.store.database import Database
from bot.types import Action, Content
from tests.conftest import TestDatabase
from tests.sql.staff import BEA, HOLD, OUTBOXES, hand_back, queue, release, remind, revise, said, take_over
from tests.sql.test_ledger import accept, commit, execute
from tests.support.sampling import examples

INTERLEAVINGS = examples(most=10_000, usual=2_500)


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant(alerts={"handoff": ["slack:C1"]})


# --- the fence --------------------------------------------------------------------------------------------------


async def test_takeover_during_a_turn_drops_its_reply(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    assert await ledger.is_current(receipt.claim)
    assert (await take_over(database, tenant, receipt.session_id))[0] == "taken"
    assert not await ledger.is_current(receipt.claim)
    assert (await commit(ledger, receipt.claim)).outcome == "fenced"
    assert said(db, "assistant") == []


async def test_late_commit_after_hand_back_takes_nothing_from_the_next_turn(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    first = await accept(ledger, tenant, "1")
    assert first.claim
    await take_over(database, tenant, first.session_id)
    await hand_back(database, tenant, first.session_id)
    second = await accept(ledger, tenant, "2")
    assert second.claim
    assert (await commit(ledger, first.claim)).outcome == "fenced"
    assert (await commit(ledger, second.claim)).outcome == "committed"


async def test_takeover_withdraws_what_has_not_begun_to_be_sent(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    await commit(ledger, receipt.claim, outbox=True)
    await take_over(database, tenant, receipt.session_id)
    assert await ledger.claim_deliveries(OUTBOXES, HOLD, 20) == []
    assert execute(db, "SELECT delivery FROM messages WHERE role = 'assistant'") == [("withdrawn",)]


async def test_reply_postponed_by_the_platform_is_withdrawn_after_a_takeover(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    await commit(ledger, receipt.claim, outbox=True)
    [begun] = await ledger.claim_deliveries(OUTBOXES, HOLD, 20)
    await take_over(database, tenant, receipt.session_id)
    await ledger.settle_delivery(begun, "pending", None, timedelta(0))
    assert await ledger.claim_deliveries(OUTBOXES, HOLD, 20) == []
    assert execute(db, "SELECT delivery FROM messages WHERE role = 'assistant'") == [("withdrawn",)]


@dataclass
class Talk:
    """One session in a random interleaving; `speaks` is who does, by what was committed."""

    ledger: Ledger
    database: Database
    tenant: UUID
    user: str
    receipts: list[Receipt] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    begun: list[Outgoing] = field(default_factory=list)
    speaks: Literal["bot", "staff"] = "bot"
    violations: list[str] = field(default_factory=list)
    streamed: int = 0
    committed: int = 0
    fenced: int = 0

    async def say(self) -> None:
        receipt = await accept(self.ledger, self.tenant, uuid4().hex, user=self.user)
        self.receipts.append(receipt)
        if receipt.claim:
            self.claims.append(receipt.claim)

    async def stream(self, draw: random.Random) -> None:
        """A piece is shown only if the database says that the bot may speak."""
        if self.claims and await self.ledger.is_current(draw.choice(self.claims)):
            self.streamed += 1
            self._expect_bot("a piece was shown")

    async def commit(self, draw: random.Random) -> None:
        if not self.claims:
            return
        claim = self.claims.pop(draw.randrange(len(self.claims)))
        done = await commit(self.ledger, claim, outbox=True)
        if done.outcome == "committed":
            self.committed += 1
            self._expect_bot("a reply was committed")
        self.fenced += done.outcome == "fenced"

    async def send(self, draw: random.Random) -> None:
        """The claim is where a send begins; the platform may also postpone it."""
        for outgoing in await self.ledger.claim_deliveries(
            OUTBOXES, HOLD, 1, self.receipts[-1].session_id if self.receipts else uuid4()
        ):
            if outgoing.message.role == "assistant":
                self._expect_bot("a reply began to be sent")
            state: Literal["sent", "pending"] = draw.choice(("sent", "pending"))
            await self.ledger.settle_delivery(outgoing, state, "x", timedelta(0))

    async def take_over(self) -> None:
        if self.receipts and (await take_over(self.database, self.tenant, self.receipts[-1].session_id))[0] == "taken":
            self.speaks = "staff"

    async def hand_back(self) -> None:
        if self.receipts:
            await hand_back(self.database, self.tenant, self.receipts[-1].session_id)
            self.speaks = "bot"

    def _expect_bot(self, what: str) -> None:
        if self.speaks != "bot":
            self.violations.append(what)


async def test_no_bot_message_begins_after_a_takeover_through_the_ledger(
    ledger: Ledger, database: Database, tenant: UUID
) -> None:
    """Guests' messages, pieces of streams, commits, sends, takeovers and hand backs in random order, on a hundred
    sessions at once. Every step's outcome is compared with who had the conversation when it was committed."""
    steps = ("say", "say", "stream", "stream", "commit", "send", "take_over", "hand_back")
    talks = [Talk(ledger, database, tenant, f"guest{n}") for n in range(100)]

    async def interleaved(talk: Talk) -> None:
        draw = random.Random(talk.user)  # noqa: S311  # reproducible, not secret
        for _ in range(20):
            step = draw.choice(steps)
            arguments = (draw,) if step in ("stream", "commit", "send") else ()
            await getattr(talk, step)(*arguments)

    for group in range(0, len(talks), 20):
        await asyncio.gather(*(interleaved(talk) for talk in talks[group : group + 20]))
    assert [violation for talk in talks for violation in talk.violations] == []
    assert sum(talk.streamed for talk in talks) > 60  # the steps did happen
    assert sum(talk.committed for talk in talks) > 60
    assert sum(talk.fenced for talk in talks) > 10


@pytest.mark.slow
def test_no_bot_message_begins_after_a_takeover_in_thousands_of_interleavings(db: TestDatabase, tenant: UUID) -> None:
    with db.admin() as conn:
        conn.execute("SELECT setseed(0.11)")
        conn.execute((Path(__file__).parent / "interleave.sql").read_bytes())
        rows = conn.execute("SELECT * FROM pg_temp.interleave(%s, %s)", (tenant, INTERLEAVINGS)).fetchall()
    assert [row for row in rows if row[2]] == []
    assert len(rows) == INTERLEAVINGS
    assert len({row[0] for row in rows}) > INTERLEAVINGS // 5  # many different orders
    assert sum(row[1] for row in rows) > INTERLEAVINGS // 2  # in which the bot did speak
    assert sum("t" in row[0] for row in rows) > INTERLEAVINGS // 2  # and staff did take over


@pytest.mark.parametrize("seed", range(4))
async def test_takeover_racing_with_commits_and_sends_is_never_crossed(
    db: TestDatabase, ledger: Ledger, database: Database, tenant: UUID, seed: int
) -> None:
    """Really at the same time, on several connections: the order of the commits decides."""
    draw = random.Random(seed)  # noqa: S311  # reproducible, not secret
    for n in range(40):
        receipt = await accept(ledger, tenant, uuid4().hex, user=f"racer{seed}-{n}")
        assert receipt.claim

        async def answer(claim: Claim = receipt.claim) -> bool:
            await asyncio.sleep(draw.random() / 300)
            done = await commit(ledger, claim, outbox=True)
            return done.outcome == "committed"

        async def send(session: UUID = receipt.session_id) -> list[Outgoing]:
            await asyncio.sleep(draw.random() / 150)
            return await ledger.claim_deliveries(OUTBOXES, HOLD, 1, session)

        async def takeover(session: UUID = receipt.session_id) -> None:
            await asyncio.sleep(draw.random() / 150)
            await take_over(database, tenant, session)

        committed, begun, _ = await asyncio.gather(answer(), send(), takeover())
        again = await ledger.claim_deliveries(OUTBOXES, HOLD, 5, receipt.session_id)
        assert [o for o in again if o.message.role == "assistant"] == []  # after the takeover nothing begins
        state = execute(
            db, "SELECT delivery FROM messages WHERE session_id = %s AND role = 'assistant'", receipt.session_id
        )
        assert state == ([("sending",)] if begun else [("withdrawn",)] if committed else [])


# --- the hold -----------------------------------------------------------------------------------------------------


async def test_second_staff_member_is_told_who_has_it(database: Database, ledger: Ledger, tenant: UUID) -> None:
    receipt = await accept(ledger, tenant, "1")
    await take_over(database, tenant, receipt.session_id)
    outcome, hold, changed = await take_over(database, tenant, receipt.session_id, BEA)
    assert (outcome, hold["name"], changed) == ("held", "Ana", False)
    assert (await take_over(database, tenant, receipt.session_id))[::2] == ("taken", False)  # the same again


async def test_takeover_of_another_tenants_session_finds_nothing(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert (await take_over(database, db.add_tenant("other"), receipt.session_id))[0] == "gone"
    assert execute(db, "SELECT speaker FROM turns") == [("bot",)]


async def test_hand_back_lets_the_bot_answer_what_staff_left_open(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    await commit(ledger, receipt.claim)
    await take_over(database, tenant, receipt.session_id)
    await accept(ledger, tenant, "2", text="to staff")
    await queue(database, tenant, receipt.session_id, "here I am", "s1")
    await release(database)
    await accept(ledger, tenant, "3", text="still open")
    changed, _, messages, _, _ = await hand_back(database, tenant, receipt.session_id)
    assert (changed, messages) == (True, 1)
    [claim] = await ledger.claim_abandoned(uuid4(), 20)
    assert [message.text for message in claim.messages] == ["still open"]
    assert (await commit(ledger, claim)).outcome == "committed"
    assert await ledger.claim_abandoned(uuid4(), 20) == []


async def test_hand_back_when_all_is_answered_leaves_nothing_to_do(
    database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    await take_over(database, tenant, receipt.session_id)
    await queue(database, tenant, receipt.session_id, "an answer", "s1", undo_s=60)
    await hand_back(database, tenant, receipt.session_id)  # the reply that waited is sent first
    assert await ledger.claim_abandoned(uuid4(), 20) == []
    assert (await hand_back(database, tenant, receipt.session_id))[0] is False


async def test_hand_back_without_a_word_leaves_what_was_asked_before_the_takeover_to_the_bot(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1", text="asked before")
    await take_over(database, tenant, receipt.session_id)
    assert receipt.claim
    assert (await commit(ledger, receipt.claim)).outcome == "fenced"
    await hand_back(database, tenant, receipt.session_id)
    [claim] = await ledger.claim_abandoned(uuid4(), 20)
    assert [message.text for message in claim.messages] == ["asked before"]


@pytest.mark.parametrize("postponed", [False, True])
async def test_hand_back_without_a_word_leaves_what_lost_its_answer_to_the_bot(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID, postponed: bool
) -> None:
    """The answer was in the outbox, and never reached the guest."""
    receipt = await accept(ledger, tenant, "1", text="asked before")
    assert receipt.claim
    await commit(ledger, receipt.claim, outbox=True)
    begun = await ledger.claim_deliveries(OUTBOXES, HOLD, 20) if postponed else []
    await take_over(database, tenant, receipt.session_id)
    for outgoing in begun:
        await ledger.settle_delivery(outgoing, "pending", None, timedelta(minutes=1))
    await hand_back(database, tenant, receipt.session_id)
    [claim] = await ledger.claim_abandoned(uuid4(), 20)
    assert [message.text for message in claim.messages] == ["asked before"]


async def test_hand_back_counts_a_correction_neither_as_an_answer_nor_as_a_message(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    await take_over(database, tenant, receipt.session_id)
    await queue(database, tenant, receipt.session_id, "at 5", "s1")
    await release(database)
    await accept(ledger, tenant, "2", text="still open")
    assert await revise(database, tenant, "s1", "at 6") == "sent_edit"
    assert (await hand_back(database, tenant, receipt.session_id))[2] == 1
    [claim] = await ledger.claim_abandoned(uuid4(), 20)
    assert [message.text for message in claim.messages] == ["still open"]


async def test_bot_says_nothing_beside_its_turns_while_staff_speak(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    await ledger.append(tenant, receipt.session_id, "web", uuid4(), "booked before", Content(), outbox=True)
    await take_over(database, tenant, receipt.session_id)
    assert await ledger.append(tenant, receipt.session_id, "web", uuid4(), "booked", Content(), outbox=True) is None
    assert await ledger.claim_deliveries(OUTBOXES, HOLD, 20) == []
    assert execute(db, "SELECT content, delivery FROM messages WHERE role = 'assistant'") == [
        ("booked before", "withdrawn")
    ]


async def test_that_nobody_has_come_is_not_said_once_somebody_has(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    await commit(ledger, receipt.claim, events=[{"kind": "handoff", "details": {"reason": "asked"}}])
    execute(db, "UPDATE turns SET waiting_since = waiting_since - interval '1 hour'")
    assert await remind(database) == [("bot en", {"notice": "waiting"})]
    await take_over(database, tenant, receipt.session_id)
    assert [o.message.text for o in await ledger.claim_deliveries(OUTBOXES, HOLD, 20)] == []


async def test_takeover_of_a_session_that_its_guest_has_left_says_so(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    """Staff would talk to nobody."""
    receipt = await accept(ledger, tenant, "1")
    await accept(ledger, tenant, "2", action=Action("reset"))
    assert (await take_over(database, tenant, receipt.session_id))[0] == "gone"
