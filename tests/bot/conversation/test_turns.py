"""The turn on a real database: accept, hooks, commit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID

from bot import Reply, hookimpl
from bot.channel import Accepted
from bot.conversation.turn import Turn
from bot.core import Core
from bot.news.followers import Delta, Event, Follower
from bot.types import Act, Clause, Extraction, IntentChange, LedgerMessage, Message, Period, Reading
from tests.conftest import AppFactory, TestDatabase
from tests.support.plugins import plugin_module

ECHO = ("tests.support.echo",)


def message(tenant: UUID, text: str, external_id: str, user: str = "guest") -> Message:
    return Message(tenant, "test", user, external_id, text)


async def replies(core: Core, tenant: UUID, accepted: Accepted, count: int) -> list[LedgerMessage]:
    """The first `count` assistant messages of the session."""
    events: asyncio.Queue[Event] = asyncio.Queue()
    follower = Follower(tenant, accepted.session_id, 0, events.put_nowait)
    core.news.follow(follower)
    core.news.look(accepted.session_id)
    found: list[LedgerMessage] = []
    async with asyncio.timeout(10):
        while len(found) < count:
            event = await events.get()
            if isinstance(event, LedgerMessage) and event.role == "assistant":
                found.append(event)
    core.news.unfollow(follower)
    return found


async def test_message_new_is_answered_once(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    async with make_app(plugins=ECHO) as core:
        accepted = await core.turns.accept(message(tenant, "hello", "1"))
        [reply] = await replies(core, tenant, accepted, 1)
        again = await core.turns.accept(message(tenant, "hello", "1"))
        stored = await core.ledger.messages_after(tenant, accepted.session_id, 0)
    assert (reply.text, reply.seq, reply.reply_to) == ("echo: hello", 2, ("1",))
    assert again.duplicate
    assert again.seq == accepted.seq
    assert [m.seq for m in stored] == [1, 2]


async def test_reply_read_from_the_ledger_has_the_language_of_the_conversation(
    db: TestDatabase, make_app: AppFactory
) -> None:
    tenant = db.add_tenant()

    @hookimpl
    async def extract_intent(turn: Turn) -> Extraction:
        return Extraction(language="fr")

    with plugin_module("french", extract_intent=extract_intent) as french:
        async with make_app(plugins=(*ECHO, french)) as core:
            accepted = await core.turns.accept(message(tenant, "bonjour", "1"))
            await replies(core, tenant, accepted, 1)
            stored = await core.ledger.messages_after(tenant, accepted.session_id, 0)
    assert [m.language for m in stored] == ["fr", "fr"]


async def test_message_whose_channel_is_cancelled_while_it_is_stored_is_answered_at_once(
    db: TestDatabase, make_app: AppFactory
) -> None:
    tenant = db.add_tenant()
    async with make_app(plugins=ECHO, turn={"lease_s": 600}) as core:
        with db.admin() as admin:
            admin.execute("BEGIN; LOCK TABLE messages IN EXCLUSIVE MODE")
            accepting = asyncio.create_task(core.turns.accept(message(tenant, "hello", "1")))
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            while await asyncio.to_thread(lambda: admin.execute(waiting).fetchone()) == (0,):
                await asyncio.sleep(0.01)
            accepting.cancel()
            await asyncio.gather(accepting, return_exceptions=True)
            admin.execute("COMMIT")
            while (row := admin.execute("SELECT session_id FROM messages").fetchone()) is None:
                await asyncio.sleep(0.01)
        [reply] = await replies(core, tenant, Accepted(row[0], 1, False, "bot"), 1)
    assert reply.text == "echo: hello"


async def test_messages_quick_become_one_turn(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    release = asyncio.Event()

    @hookimpl
    async def allow_message(turn: Turn) -> None:
        await release.wait()

    with plugin_module("waiting", allow_message=allow_message) as waiting:
        async with make_app(plugins=(*ECHO, waiting)) as core:
            accepted = [await core.turns.accept(message(tenant, text, text)) for text in ("one", "two", "three")]
            release.set()
            [reply] = await replies(core, tenant, accepted[0], 1)
            stored = await core.ledger.messages_after(tenant, accepted[0].session_id, 0)
    assert reply.text == "echo: one\ntwo\nthree"
    assert reply.reply_to == ("one", "two", "three")
    assert [(m.seq, m.role) for m in stored] == [(1, "user"), (2, "user"), (3, "user"), (4, "assistant")]


async def test_message_during_commit_of_another_node_is_answered_by_the_holder(
    db: TestDatabase, make_app: AppFactory
) -> None:
    tenant = db.add_tenant()
    release = asyncio.Event()

    @hookimpl
    async def check_reply(turn: Turn, reply: Reply) -> None:
        await release.wait()

    with plugin_module("holding", check_reply=check_reply) as holding:
        async with make_app(plugins=(*ECHO, holding)) as core, make_app(plugins=ECHO) as other:
            first = await core.turns.accept(message(tenant, "one", "1"))
            await other.turns.accept(message(tenant, "two", "2"))
            release.set()
            answers = await replies(core, tenant, first, 2)
            seen_elsewhere = await replies(other, tenant, first, 2)
    assert [(a.text, a.reply_to) for a in answers] == [("echo: one", ("1",)), ("echo: two", ("2",))]
    assert seen_elsewhere == answers


async def test_accept_same_message_at_once_is_stored_once(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    async with make_app(plugins=ECHO) as core, make_app(plugins=ECHO) as other:
        accepted = await asyncio.gather(
            *(node.turns.accept(message(tenant, "hello", "1")) for node in (core, other) for _ in range(10))
        )
        await replies(core, tenant, accepted[0], 1)
        await asyncio.sleep(0.3)
        stored = await core.ledger.messages_after(tenant, accepted[0].session_id, 0)
    assert {a.session_id for a in accepted} == {accepted[0].session_id}
    assert sum(not a.duplicate for a in accepted) == 1
    assert [(m.seq, m.role) for m in stored] == [(1, "user"), (2, "assistant")]


async def test_reply_made_before_takeover_is_dropped(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    composed, release = asyncio.Event(), asyncio.Event()

    @hookimpl
    async def check_reply(turn: Turn, reply: Reply) -> None:
        composed.set()
        await release.wait()

    with plugin_module("holding", check_reply=check_reply) as holding:
        async with make_app(plugins=(*ECHO, holding)) as core:
            accepted = await core.turns.accept(message(tenant, "hello", "1"))
            await composed.wait()
            with db.admin() as conn:
                conn.execute("UPDATE turns SET speaker = 'staff', epoch = epoch + 1")
            release.set()
            while core.turns.running:
                await asyncio.sleep(0.01)
            later = await core.turns.accept(message(tenant, "anyone?", "2"))
            stored = await core.ledger.messages_after(tenant, accepted.session_id, 0)
    assert later.speaker == "staff"
    assert [(m.seq, m.role, m.text) for m in stored] == [(1, "user", "hello"), (2, "user", "anyone?")]


async def test_shutdown_turn_in_progress_is_finished(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()

    @hookimpl(tryfirst=True)
    async def respond(turn: Turn) -> Reply:
        await asyncio.sleep(0.5)
        return Reply("late")

    with plugin_module("slow", respond=respond) as slow:
        async with make_app(plugins=(slow,)) as core:
            accepted = await core.turns.accept(message(tenant, "hello", "1"))
    async with make_app(plugins=ECHO) as core:
        stored = await core.ledger.messages_after(tenant, accepted.session_id, 0)
    assert [m.text for m in stored] == ["hello", "late"]


async def test_shutdown_turn_too_slow_is_answered_by_the_next_node(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()

    @hookimpl
    async def respond(turn: Turn) -> Reply:
        await asyncio.sleep(30)
        return Reply("never")

    with plugin_module("slow", respond=respond) as slow:
        async with make_app(plugins=(slow,), turn={"shutdown_grace_s": 0.1}) as core:
            accepted = await core.turns.accept(message(tenant, "hello", "1"))
    async with make_app(plugins=ECHO, turn={"sweep_interval_s": 0.1}) as core:
        [reply] = await replies(core, tenant, accepted, 1)
    assert reply.text == "echo: hello"


async def test_stream_is_shown_and_committed(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    release = asyncio.Event()

    @hookimpl
    async def respond(turn: Turn) -> AsyncIterator[str | Reply]:
        await release.wait()
        yield "Hel"
        yield "lo"
        yield Reply("Hello")

    with plugin_module("streaming", respond=respond) as streaming:
        async with make_app(plugins=(*ECHO, streaming)) as core:
            accepted = await core.turns.accept(message(tenant, "hi", "1"))
            events: asyncio.Queue[Event] = asyncio.Queue()
            core.news.follow(Follower(tenant, accepted.session_id, 1, events.put_nowait))
            release.set()
            async with asyncio.timeout(5):
                seen = [await events.get() for _ in range(3)]
    assert seen[:2] == [Delta(("1",), "Hel"), Delta(("1",), "lo")]
    assert isinstance(seen[2], LedgerMessage)
    assert seen[2].text == "Hello"


async def test_stream_broken_is_finished_by_the_next_responder(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()

    @hookimpl
    async def respond(turn: Turn) -> AsyncIterator[str | Reply]:
        yield "Hel"
        raise RuntimeError("cut")

    with plugin_module("breaking", respond=respond) as breaking:
        async with make_app(plugins=(*ECHO, breaking)) as core:
            accepted = await core.turns.accept(message(tenant, "hi", "1"))
            [reply] = await replies(core, tenant, accepted, 1)
    assert reply.text == "echo: hi"


async def test_history_is_the_last_twenty_messages(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    async with make_app(plugins=ECHO) as core:
        for n in range(15):
            accepted = await core.turns.accept(message(tenant, f"m{n}", str(n)))
            await replies(core, tenant, accepted, n + 1)
        record = await core.ledger.session(tenant, accepted.session_id)
    assert record is not None
    assert [item["content"] for item in record.history] == [
        text for n in range(5, 15) for text in (f"m{n}", f"echo: m{n}")
    ]


async def test_session_expired_begins_anew(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    async with make_app(plugins=ECHO) as core:
        first = await core.turns.accept(message(tenant, "hello", "1"))
        await replies(core, tenant, first, 1)
        with db.admin() as conn:
            conn.execute("UPDATE prospective_sessions SET expires_at = now() - interval '1 second'")
        second = await core.turns.accept(message(tenant, "hello again", "2"))
        await replies(core, tenant, second, 1)
    assert second.session_id != first.session_id
    assert second.seq == 1


async def test_reply_the_ledger_cannot_hold_guest_reads_a_plain_sentence(
    db: TestDatabase, make_app: AppFactory
) -> None:
    tenant = db.add_tenant()

    @hookimpl
    async def respond(turn: Turn) -> Reply:
        return Reply("a NUL\0character")

    with plugin_module("odd", respond=respond) as odd:
        async with make_app(plugins=(odd,)) as core:
            accepted = await core.turns.accept(message(tenant, "hello", "1"))
            [reply] = await replies(core, tenant, accepted, 1)
    assert reply.text.startswith("Sorry, I couldn't answer")


async def test_message_with_odd_characters_is_not_lost(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    async with make_app(plugins=ECHO) as core:
        accepted = await core.turns.accept(message(tenant, "a\0b\ud800c 🏖", "1"))
        [reply] = await replies(core, tenant, accepted, 1)
    assert reply.text == "echo: ab?c 🏖"


async def test_message_repeated_after_its_session_expired_changes_nothing(
    db: TestDatabase, make_app: AppFactory
) -> None:
    tenant = db.add_tenant()
    async with make_app(plugins=ECHO) as core:
        first = await core.turns.accept(message(tenant, "hello", "1"))
        await replies(core, tenant, first, 1)
        with db.admin() as conn:
            conn.execute("UPDATE prospective_sessions SET expires_at = now() - interval '1 second'")
        again = await core.turns.accept(message(tenant, "hello", "1"))
    with db.admin() as conn:
        sessions = conn.execute("SELECT count(*) FROM prospective_sessions").fetchone()
    assert (again.duplicate, again.session_id) == (True, first.session_id)
    assert sessions == (1,)


async def test_turn_with_a_period_party_and_question_tells_the_funnel(db: TestDatabase, make_app: AppFactory) -> None:
    """Each once a conversation, however often it is said."""
    tenant = db.add_tenant()
    asks = Reading((Clause("is there parking?", (Act("parking", "ask", "parking", 0.9),)),))
    august = Period(date(2030, 8, 1), date(2030, 8, 31), "August")

    @hookimpl
    async def extract_intent(turn: Turn) -> Extraction:
        return Extraction(IntentChange(period=august, guests=2), reading=asks)

    with plugin_module("reading", extract_intent=extract_intent) as reading:
        async with make_app(plugins=(*ECHO, reading)) as core:
            for text in ("one", "two"):
                accepted = await core.turns.accept(message(tenant, text, text))
                await replies(core, tenant, accepted, 1 if text == "one" else 2)
    with db.admin() as conn:
        told = conn.execute("SELECT kind, details ->> 'topic' FROM events ORDER BY event_id").fetchall()
    assert told == [("session_started", None), ("message", None), ("intent_complete", None), ("topic", "parking")]
