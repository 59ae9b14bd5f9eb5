"""What happens at the same moment: takeover, hand back, replies, links, erasure and both outboxes.

They wait for each other in no circle, and lose nothing by it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from bot.ledger.ledger import Ledger
from bot.ledger.links import Links
from bot.ledger.tenants import Tenants
from bot.staff.posts import Claimed, Posts
from bot.store.database import Database
from bot.types import Action, Message
from tests.conftest import TestDatabase
from tests.sql.staff import ANA
from tests.sql.test_ledger import LEASE, commit, cookie, execute
from tests.support.news import unheard_news

HOLD = timedelta(seconds=30)
PHONE = ["phone"]
WAITS_S = 0.3  # for the other to have come to its lock

LOCK_TURN = "SELECT FROM turns WHERE session_id = %s FOR UPDATE"
TAKE_OVER = "SELECT outcome FROM lobby.take_over(%s, %s, %s, NULL, '{phone}')"
HAND_BACK = "SELECT changed FROM lobby.hand_back(%s, %s, %s, '{phone}')"
QUEUE = "SELECT reply_id FROM lobby.queue_reply(%s, %s, %s, %s, %s, %s)"
LAST_SEQ_IS_WRONG = """
SELECT 1 FROM turns t WHERE last_seq <> (SELECT max(seq) FROM messages m WHERE m.session_id = t.session_id)"""
RELEASE = "SELECT content FROM lobby.release_replies('{phone}', 100)"


@pytest.fixture
async def database(db: TestDatabase) -> AsyncIterator[Database]:
    """As many connections as the nodes of a small cluster have together."""
    database = Database(db.url, pool_size=24)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def posts(database: Database) -> Posts:
    return Posts(database, Tenants(database))


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant(alerts={"handoff": ["reception:front"]})


async def say(ledger: Ledger, tenant: UUID, user: str, channel: str = "phone", action: Action | None = None) -> Any:
    message = Message(tenant, channel, user, uuid4().hex, f"I am {user}", action)
    return await ledger.accept(message, cookie(channel + user), uuid4())


async def linked(ledger: Ledger, database: Database, tenant: UUID, user: str) -> UUID:
    """The session of a website visitor who has joined it by phone too; everything is answered."""
    receipt = await say(ledger, tenant, user, "web")
    assert receipt.claim
    await commit(ledger, receipt.claim)
    code = (await Links(database, lambda session: None).create(tenant, receipt.session_id)).code
    joined = await say(ledger, tenant, user, action=Action("link", code=code, copies=True))
    assert joined.session_id == receipt.session_id
    assert joined.claim
    await commit(ledger, joined.claim)
    return UUID(str(receipt.session_id))


async def beside(db: TestDatabase, first: LiteralString, params: Any, other: Awaitable[Any], then: Any) -> Any:
    """`then` in a transaction that has done `first`, while `other` waits for what that one holds.

    Returns what `other` came to.
    """
    async with await psycopg.AsyncConnection.connect(db.admin_url) as conn:
        await conn.execute("SET deadlock_timeout = '1 min'")  # in a circle the other is given up
        await conn.execute(first, params)
        task = asyncio.ensure_future(other)
        await asyncio.sleep(WAITS_S)
        await conn.execute(*then)
        await conn.commit()
        return await task


# --- pairs that met in a circle -----------------------------------------------------------------------------------


async def test_hand_back_while_a_node_releases_replies(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    session = (await say(ledger, tenant, "eva")).session_id
    await database.row(TAKE_OVER, (tenant, session, Jsonb(ANA)))
    await database.row(QUEUE, (tenant, session, "s1", Jsonb(ANA), "hello", timedelta(0)))
    back = (HAND_BACK, (tenant, session, Jsonb(ANA)))
    await beside(db, LOCK_TURN, (session,), database.rows(RELEASE), back)
    assert execute(db, "SELECT content FROM messages WHERE role = 'staff'") == [("hello",)]
    assert execute(db, "SELECT speaker FROM turns") == [("bot",)]


async def test_takeover_while_a_linked_guest_leaves(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    session = await linked(ledger, database, tenant, "eva")
    receipt = await say(ledger, tenant, "eva", "web")
    assert receipt.claim
    await commit(ledger, receipt.claim)  # a copy of the answer is on its way to the phone
    leaves = say(ledger, tenant, "eva", action=Action("unlink"))
    await beside(db, LOCK_TURN, (session,), leaves, (TAKE_OVER, (tenant, session, Jsonb(ANA))))
    assert execute(db, "SELECT speaker FROM turns WHERE session_id = %s", session) == [("staff",)]
    assert execute(db, "SELECT count(*) FROM channel_identities WHERE copies") == [(0,)]


async def test_erasure_while_a_turn_commits(db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID) -> None:
    receipt = await say(ledger, tenant, "eva")
    erased = database.row("SELECT lobby.erase_guest(%s, 'phone', 'eva')", (tenant,))
    extended = ("UPDATE prospective_sessions SET last_activity_at = now() WHERE session_id = %s", (receipt.session_id,))
    assert await beside(db, LOCK_TURN, (receipt.session_id,), erased, extended) == (1,)
    assert receipt.claim
    assert (await commit(ledger, receipt.claim)).outcome == "lost"
    assert execute(db, "SELECT count(*) FROM messages") == [(0,)]


async def test_message_at_the_moment_of_its_guests_erasure_begins_anew(
    db: TestDatabase, ledger: Ledger, tenant: UUID
) -> None:
    first = await say(ledger, tenant, "eva")
    erase = ("SELECT lobby.erase_guest(%s, 'phone', 'eva')", (tenant,))
    again = await beside(db, LOCK_TURN, (first.session_id,), say(ledger, tenant, "eva"), erase)
    assert (again.started, again.message.seq) == (True, 1)
    assert again.session_id != first.session_id


async def test_posts_are_claimed_while_messages_of_several_sessions_are_stored(
    db: TestDatabase, database: Database, ledger: Ledger, posts: Posts, tenant: UUID
) -> None:
    sessions = [await linked(ledger, database, tenant, user) for user in ("eva", "ida")]
    execute(db, "UPDATE messages SET delivery = NULL")
    for user in ("eva", "ida"):
        receipt = await say(ledger, tenant, user, "web")
        assert receipt.claim
        await commit(ledger, receipt.claim)
    execute(db, "UPDATE posts SET state = 'sent' WHERE fence IS NULL")
    first, second = execute(db, "SELECT session_id FROM posts WHERE fence IS NOT NULL ORDER BY due, post_id")
    assert {first[0], second[0]} == set(sessions)
    claimed = await beside(db, LOCK_TURN, second, posts.claim(PHONE, HOLD, 20), (LOCK_TURN, first))
    claimed += await posts.claim(PHONE, HOLD, 20)
    assert {post.session_id for post in claimed} == set(sessions)


async def test_statement_that_lost_a_deadlock_is_repeated(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    sessions = sorted([(await say(ledger, tenant, user)).session_id for user in ("eva", "ida")])
    both: LiteralString = (
        "SELECT lobby.set_live(%s, s, %s, true) FROM (SELECT unnest(%s::uuid[]) AS s) x, lobby.is_current(%s, s, s, 0)"
    )
    for session in sessions:
        await database.row(TAKE_OVER, (tenant, session, Jsonb(ANA)))
    work = database.rows(both, (tenant, ANA["id"], sessions, tenant))
    done = await beside(db, LOCK_TURN, (sessions[1],), work, (LOCK_TURN, (sessions[0],)))
    assert [row[0]["live"] for row in done] == [True, True]


async def test_post_settled_by_a_sender_that_was_given_up_for_dead_stays_with_the_second(
    db: TestDatabase, database: Database, ledger: Ledger, posts: Posts, tenant: UUID
) -> None:
    receipt = await say(ledger, tenant, "eva")
    assert receipt.claim
    await commit(ledger, receipt.claim, events=[{"kind": "handoff", "details": {}}])
    [slow] = await posts.claim(["reception"], timedelta(0), 20)
    [second] = await posts.claim(["reception"], HOLD, 20)
    await posts.settle(slow, "pending", None, timedelta(0))
    await posts.settle(slow, "failed", None, timedelta(0))
    assert await posts.claim(["reception"], HOLD, 20) == []
    await posts.settle(second, "sent", "front:1", timedelta(0))
    assert execute(db, "SELECT state, posted_as, attempts FROM posts") == [("sent", "front:1", 2)]


# --- order --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attempt", range(3))
async def test_replies_that_many_nodes_release_keep_their_order(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID, attempt: int
) -> None:
    sessions = [(await say(ledger, tenant, f"guest{n}")).session_id for n in range(4)]
    for session in sessions:
        await database.row(TAKE_OVER, (tenant, session, Jsonb(ANA)))
        for n in range(30):
            await database.row(QUEUE, (tenant, session, f"{session} {n}", Jsonb(ANA), f"{n}", timedelta(0)))
    while execute(db, "SELECT 1 FROM staff_replies WHERE state = 'waiting'"):
        await asyncio.gather(*(database.rows(RELEASE) for _ in range(12)))
    for session in sessions:
        rows = execute(
            db, "SELECT content FROM messages WHERE session_id = %s AND role = 'staff' ORDER BY seq", session
        )
        assert [row[0] for row in rows] == [str(n) for n in range(30)]


# --- everything at once -------------------------------------------------------------------------------------------


class Storm:
    """Everything that the core does, on a few sessions, from many connections."""

    def __init__(self, database: Database, tenant: UUID) -> None:
        self.database = database
        self.tenant = tenant
        self.ledgers = [Ledger(database, LEASE) for _ in range(3)]  # nodes
        self.posts = Posts(database, Tenants(database))
        self.links = Links(database, unheard_news(database))
        self.accepted: list[UUID] = []
        self.queued = 0
        self.failures: list[BaseException] = []
        self.steps: list[Callable[[random.Random, str, UUID], Awaitable[None]]] = [
            self.guest, self.guest, self.guest, self.take_over, self.hand_back, self.reply, self.reply, self.release,
            self.send, self.send, self.post, self.post, self.unlink, self.relink, self.remind,
        ]  # fmt: skip

    async def run(self, sessions: dict[str, UUID], workers: int, steps: int) -> None:
        async def work(number: int) -> None:
            draw = random.Random(number)  # noqa: S311  # reproducible, not secret
            for _ in range(steps):
                user, session = draw.choice(list(sessions.items()))
                try:
                    await draw.choice(self.steps)(draw, user, session)
                except Exception as error:
                    self.failures.append(error)

        await asyncio.gather(*(work(number) for number in range(workers)))

    async def guest(self, draw: random.Random, user: str, session: UUID) -> None:
        ledger = draw.choice(self.ledgers)
        receipt = await say(ledger, self.tenant, user, draw.choice(("web", "phone")))
        self.accepted.append(receipt.session_id)
        if receipt.claim:
            await asyncio.sleep(draw.random() / 100)
            handoff = [{"kind": "handoff", "details": {}}] if draw.random() < 0.2 else []
            await commit(ledger, receipt.claim, outbox=receipt.claim.session.channel == "phone", events=handoff)

    async def take_over(self, draw: random.Random, user: str, session: UUID) -> None:
        await self.database.row(TAKE_OVER, (self.tenant, session, Jsonb(ANA)))

    async def hand_back(self, draw: random.Random, user: str, session: UUID) -> None:
        await self.database.row(HAND_BACK, (self.tenant, session, Jsonb(ANA)))

    async def reply(self, draw: random.Random, user: str, session: UUID) -> None:
        params = (self.tenant, session, uuid4().hex, Jsonb(ANA), "from staff", timedelta(0))
        queued = await self.database.row(QUEUE, params)
        self.queued += queued is not None

    async def release(self, draw: random.Random, user: str, session: UUID) -> None:
        await self.database.rows(RELEASE)

    async def send(self, draw: random.Random, user: str, session: UUID) -> None:
        ledger = draw.choice(self.ledgers)
        for outgoing in await ledger.claim_deliveries(PHONE, HOLD, 20, draw.choice((session, None))):
            state = draw.choice(("sent", "sent", "pending"))
            await ledger.settle_delivery(outgoing, state, "x", timedelta(0))  # type: ignore[arg-type]

    async def post(self, draw: random.Random, user: str, session: UUID) -> None:
        for claimed in await self.posts.claim([*PHONE, "reception"], HOLD, 20):
            await self.settle(claimed, draw.choice(("sent", "sent", "pending")))

    async def settle(self, claimed: Claimed, state: str) -> None:
        await self.posts.settle(claimed, state, "x", timedelta(0))

    async def unlink(self, draw: random.Random, user: str, session: UUID) -> None:
        if draw.random() < 0.5:
            await self.links.unlink(self.tenant, session)
        else:
            self.accepted.append(
                (await say(draw.choice(self.ledgers), self.tenant, user, action=Action("unlink"))).session_id
            )

    async def relink(self, draw: random.Random, user: str, session: UUID) -> None:
        code = (await self.links.create(self.tenant, session)).code
        ledger = draw.choice(self.ledgers)
        receipt = await say(ledger, self.tenant, user, action=Action("link", code=code, copies=True))
        self.accepted.append(receipt.session_id)

    async def remind(self, draw: random.Random, user: str, session: UUID) -> None:
        texts = {"staff": {"en": "nobody"}, "bot": {"en": "nobody yet"}}
        query: LiteralString = "SELECT seq FROM lobby.remind_waiting('1 ms', %s, '{}', '{phone}', 10)"
        await self.database.rows(query, (Jsonb(texts),))


async def test_storm_of_everything_loses_nothing_and_surfaces_no_deadlock(
    db: TestDatabase, database: Database, ledger: Ledger, tenant: UUID
) -> None:
    sessions = {user: await linked(ledger, database, tenant, user) for user in ("eva", "ida", "max", "tom", "zoe")}
    before = execute(db, "SELECT count(*) FROM messages WHERE role = 'user'")[0][0]
    storm = Storm(database, tenant)
    await storm.run(sessions, workers=24, steps=60)
    assert [repr(error) for error in storm.failures] == []
    stored = execute(db, "SELECT count(*) FROM messages WHERE role = 'user'")[0][0]
    assert stored - before == len(storm.accepted)
    gaps = execute(
        db, "SELECT session_id FROM messages GROUP BY session_id HAVING max(seq) <> count(*) OR min(seq) <> 1"
    )
    assert gaps == []
    assert execute(db, LAST_SEQ_IS_WRONG) == []
    while await database.rows(RELEASE):
        pass
    said = execute(db, "SELECT count(*) FROM messages WHERE role = 'staff'")[0][0]
    undone = execute(db, "SELECT count(*) FROM staff_replies WHERE state = 'undone'")[0][0]
    assert said + undone == storm.queued
    assert execute(db, "SELECT count(*) FROM staff_replies WHERE state = 'waiting'") == [(0,)]
    await drained(storm, database, db)


async def drained(storm: Storm, database: Database, db: TestDatabase) -> None:
    """Both outboxes run empty: nothing waits for something that never ends."""
    for _ in range(2_000):
        outgoing = await storm.ledgers[0].claim_deliveries(PHONE, HOLD, 20)
        for message in outgoing:
            await storm.ledgers[0].settle_delivery(message, "sent", "x", timedelta(0))
        claimed = await storm.posts.claim([*PHONE, "reception"], HOLD, 20)
        for post in claimed:
            await storm.settle(post, "sent")
        if not outgoing and not claimed:
            break
    assert execute(db, "SELECT count(*) FROM messages WHERE delivery IN ('pending', 'sending')") == [(0,)]
    assert execute(db, "SELECT count(*) FROM posts WHERE state IN ('pending', 'sending')") == [(0,)]
