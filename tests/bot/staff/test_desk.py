"""Staff at work: alerts, threads, takeover and replies through the running core."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from bot.core import Core
from bot.errors import Conflict, NotFound, Permanent, Retryable
from bot.news.followers import Delta, Event, Follower, SpeakerChanged
from bot.staff.values import Staff
from bot.types import BookingRequest, Extraction, Guest, IntentChange
from tests.conftest import AppFactory, TestDatabase
from tests.support.plugins import plugin_module
from tests.support.reception import call, phone, reception, until

CHANNEL = "tests.support.reception"
ANA, BEA = Staff("Ana", "reception:1"), Staff("Bea", "reception:2")
ROOMS = {
    "handoff": ["reception:front"],
    "reservation": ["reception:front", "reception:office"],
    "lead": ["reception:office"],
}
QUICK = {"sweep_interval_s": 0.1}


@hookimpl
async def respond(turn: Turn) -> Reply:
    """Hands over when asked for a person."""
    if "person" in turn.text:
        return Reply("I call somebody.", handoff="asked for a person")
    return Reply(f"echo: {turn.text}")


@asynccontextmanager
async def started(make_app: AppFactory, **members: Any) -> AsyncIterator[Core]:
    with plugin_module("desk", **{"respond": respond, **members}) as plugin:
        async with make_app(plugins=(plugin,), channels=(CHANNEL,), turn=QUICK) as core:
            yield core


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant(alerts=ROOMS)


async def asked_for_a_person(core: Core, tenant: UUID, user: str = "guest") -> UUID:
    """A session whose handoff alert is posted."""
    accepted = await call(core, tenant, user, "a person, please")
    await until(lambda: [p for p in reception(core).alerts() if p.session_id == accepted.session_id])
    post = next(p for p in reception(core).alerts() if p.session_id == accepted.session_id)
    async with asyncio.timeout(15):  # and noted as posted
        while await core.desk.post_at("reception", f"{post.address}:{post.post_id}") is None:
            await asyncio.sleep(0.02)
    return accepted.session_id


async def test_handoff_is_alerted_with_what_staff_need(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        await call(core, tenant, "guest", "hello", utm={"campaign": "spring", "source": "news"})
        await until(lambda: phone(core).sent)
        session = await asked_for_a_person(core, tenant)
        [post] = reception(core).posts
        assert (post.kind, post.address, post.attempt, post.session_id) == ("alert", "front", 1, session)
        alert = post.alert
        assert alert
        assert (alert.alert, alert.reason, alert.campaign, alert.source, alert.channel) == (
            "handoff", "asked for a person", "spring", "news", "phone",
        )  # fmt: skip
        assert [(m.role, m.text) for m in alert.last_messages] == [
            ("user", "hello"),
            ("assistant", "echo: hello"),
            ("user", "a person, please"),
            ("assistant", "I call somebody."),
        ]


async def test_handoff_asked_for_again_alerts_no_second_time(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        await asked_for_a_person(core, tenant)
        await call(core, tenant, "guest", "a person, now")
        await until(lambda: len(phone(core).sent) == 2)
        await asyncio.sleep(0.3)
        assert len(reception(core).posts) == 1


async def test_alert_that_cannot_be_posted_now_is_posted_later_with_its_attempt(
    make_app: AppFactory, tenant: UUID
) -> None:
    async with started(make_app) as core:
        reception(core).fail.append(Retryable("busy", 0.1))
        await asked_for_a_person(core, tenant)
        assert [post.attempt for post in reception(core).posts] == [2]


async def test_alert_of_a_dead_node_is_posted_by_another(make_app: AppFactory, db: TestDatabase, tenant: UUID) -> None:
    """The first node has no desk: it commits and ends before anything is posted."""
    with plugin_module("desk", respond=respond) as plugin:
        async with make_app(plugins=(plugin,), channels=("tests.support.pipe_channel",)) as core:
            await call(core, tenant, "guest", "a person")
            await until(lambda: core.turns.running == 0)
        async with make_app(plugins=(plugin,), channels=(CHANNEL,), turn=QUICK) as core:
            await until(lambda: reception(core).posts)
            await asyncio.sleep(0.3)
            assert len(reception(core).posts) == 1


async def test_alert_of_a_reservation_goes_to_each_room_once(
    make_app: AppFactory, db: TestDatabase, tenant: UUID
) -> None:
    unit = uuid4()
    with db.admin() as conn:
        conn.execute(
            """INSERT INTO accommodation_units_public (unit_id, tenant_id, name, description, pricing)
               VALUES (%s, %s, 'Casa', 'A house.', '{"base_price_night": 100, "currency": "EUR"}')""",
            (unit, tenant),
        )
    arrival = date.today() + timedelta(days=40)  # noqa: DTZ011  # any day to come

    @hookimpl
    async def extract_intent(turn: Turn) -> Extraction:
        return Extraction(IntentChange(check_in=arrival, check_out=arrival + timedelta(days=3), guests=2, unit_id=unit))

    @hookimpl
    async def book(turn: Turn) -> Reply:
        guest = Guest("Eva", "eva@example.com")
        return Reply("", booking=BookingRequest(unit, arrival, arrival + timedelta(days=3), 2, guest))

    async with started(make_app, extract_intent=extract_intent, respond=book) as core:
        await call(core, tenant, "guest", "I book it")
        await until(lambda: len(reception(core).posts) == 3)
        alerts = sorted((post.alert.alert, post.address) for post in reception(core).posts if post.alert)
        assert alerts == [("lead", "office"), ("reservation", "front"), ("reservation", "office")]
        alert = next(post.alert for post in reception(core).posts if post.alert and post.alert.alert == "reservation")
        assert alert.guest == Guest("Eva", "eva@example.com")
        assert (alert.unit_name, alert.total, alert.currency, alert.check_in, alert.guests) == (
            "Casa",
            300,
            "EUR",
            arrival,
            2,
        )
        assert alert.reference
        assert alert.reference.startswith("LB-")
        lead = next(post.alert for post in reception(core).posts if post.alert and post.alert.alert == "lead")
        assert (lead.unit_name, lead.total, lead.check_in, lead.guests) == ("Casa", 300, arrival, 2)


async def test_takeover_shows_the_thread_what_the_guest_says_and_the_guest_what_staff_say(
    make_app: AppFactory, tenant: UUID
) -> None:
    async with started(make_app) as core:
        session = await asked_for_a_person(core, tenant)
        ref = await core.desk.post_at("reception", f"front:{reception(core).posts[0].post_id}")
        assert ref
        await core.desk.take_over(tenant, session, ANA, ref.post_id)
        await call(core, tenant, "guest", "are you there?")
        await until(lambda: reception(core).lines() == [("user", "are you there?")])
        await core.desk.reply(tenant, session, ANA, "Yes, I am.", "src1", 0)
        await until(lambda: ("staff", "Yes, I am.") in phone(core).shown("guest"))
        back = await core.desk.hand_back(tenant, session, ANA)
        assert (back.changed, back.messages, back.holder) == (True, 1, ANA)
        await call(core, tenant, "guest", "thanks")
        await until(lambda: len(phone(core).shown("guest")) == 5)
        assert phone(core).shown("guest") == [
            ("assistant", "I call somebody."),
            ("joined", "Ana"),
            ("staff", "Yes, I am."),
            ("left", "Ana"),
            ("assistant", "echo: thanks"),
        ]


async def test_reply_sent_tells_who_wants_to_know(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        sent = []

        async def note(reply: Any) -> None:
            sent.append((reply.source, reply.state, reply.seq))

        core.desk.on_reply_sent(note)
        session = await asked_for_a_person(core, tenant)
        await core.desk.take_over(tenant, session, ANA)
        reply = await core.desk.reply(tenant, session, ANA, "hello", "src1", 0)
        assert (reply.state, reply.text) == ("waiting", "hello")
        await until(lambda: sent)
        assert sent == [("src1", "sent", 3)]
        assert (await core.desk.reply_by_source(tenant, "src1")).state == "sent"  # type: ignore[union-attr]


async def test_takeover_by_a_second_member_of_staff_names_the_first(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        session = await asked_for_a_person(core, tenant)
        await core.desk.take_over(tenant, session, ANA)
        with pytest.raises(Conflict, match="Ana"):
            await core.desk.take_over(tenant, session, BEA)
        with pytest.raises(Conflict):
            await core.desk.reply(tenant, session, BEA, "me too", "src", 0)
        with pytest.raises(Conflict):
            await core.desk.set_live(tenant, session, True, BEA)
        assert (await core.desk.set_live(tenant, session, True, ANA)).live
        with pytest.raises(NotFound):
            await core.desk.take_over(tenant, uuid4(), ANA)


async def test_takeover_in_mid_stream_ends_it_for_the_guest(make_app: AppFactory, tenant: UUID) -> None:
    began, goes_on = asyncio.Event(), asyncio.Event()

    @hookimpl
    async def streaming(turn: Turn) -> AsyncIterator[str | Reply]:
        yield "The beginning, "
        began.set()
        await goes_on.wait()
        yield "and the end."
        yield Reply("The beginning, and the end.")

    async with started(make_app, respond=streaming) as core:
        events: list[Event] = []
        accepted = await call(core, tenant, "guest", "tell me")
        core.news.follow(Follower(tenant, accepted.session_id, accepted.seq, events.append))
        await until(began.is_set)
        await core.desk.take_over(tenant, accepted.session_id, ANA)
        goes_on.set()
        await until(lambda: core.turns.running == 0)
        assert [e.text for e in events if isinstance(e, Delta)] in (
            [],
            ["The beginning, "],
        )  # it may begin before we follow
        assert SpeakerChanged("staff", "Ana") in events
        assert [m.role for m in await core.ledger.messages_after(tenant, accepted.session_id, 0)] == ["user"]


async def test_takeover_on_another_node_ends_a_stream_here(make_app: AppFactory, tenant: UUID) -> None:
    began, goes_on = asyncio.Event(), asyncio.Event()

    @hookimpl
    async def streaming(turn: Turn) -> AsyncIterator[str | Reply]:
        began.set()
        await goes_on.wait()
        yield "too late"
        yield Reply("too late")

    async with started(make_app, respond=streaming) as here, make_app(channels=(CHANNEL,)) as there:
        events: list[Event] = []
        accepted = await call(here, tenant, "guest", "tell me")
        here.news.follow(Follower(tenant, accepted.session_id, accepted.seq, events.append))
        await until(began.is_set)
        await there.desk.take_over(tenant, accepted.session_id, ANA)
        goes_on.set()
        await until(lambda: here.turns.running == 0)
        await until(lambda: SpeakerChanged("staff", "Ana") in events)
        assert [e for e in events if isinstance(e, Delta)] == []


async def test_edit_and_deletion_reach_the_phone_as_such(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        session = await asked_for_a_person(core, tenant)
        await core.desk.take_over(tenant, session, ANA)
        await core.desk.reply(tenant, session, ANA, "at 5", "src1", 0)
        await until(lambda: ("staff", "at 5") in phone(core).shown("guest"))
        sent_as = f"phone-{1 + [o.message.text for o in phone(core).sent].index('at 5')}"
        assert await core.desk.revise(tenant, "src1", "at 6") == "sent_edit"
        assert await core.desk.revise(tenant, "src1", None) == "sent_delete"
        await until(lambda: len([o for o in phone(core).sent if o.revises]) == 2)
        edit, deletion = [o for o in phone(core).sent if o.revises]
        assert (edit.message.text, edit.revises) == ("at 6", sent_as)
        assert (deletion.message.content.deleted, deletion.revises) == (True, sent_as)
        assert [m.text for m in await core.desk.transcript(tenant, session) if m.role == "staff"] == [""]


async def test_post_to_a_room_that_is_gone_fails_with_its_thread(
    make_app: AppFactory, db: TestDatabase, tenant: UUID
) -> None:
    async with started(make_app) as core:
        reception(core).fail.append(Permanent("no such room"))
        accepted = await call(core, tenant, "guest", "a person")
        with db.admin() as conn:
            await until(lambda: conn.execute("SELECT state FROM posts").fetchall() == [("failed",)])
        assert await core.desk.hold(tenant, accepted.session_id) is None


async def test_find_and_status_stay_within_the_tenant(make_app: AppFactory, db: TestDatabase, tenant: UUID) -> None:
    other = db.add_tenant("other")
    async with started(make_app) as core:
        session = await asked_for_a_person(core, tenant)
        [found] = await core.desk.find(tenant, str(session)[:8])
        assert (found.session_id, found.channel, found.speaker) == (session, "phone", "bot")
        assert await core.desk.find(other, str(session)[:8]) == []
        assert await core.desk.find(tenant, "  ") == []
        assert (await core.desk.status(tenant))["waiting"] == 1
        assert await core.desk.status(other) == {"waiting": 0, "held": 0, "active_today": 0, "unsent": 0}
        assert (await core.desk.tenant_of("reception", "front")).tenant_id == tenant  # type: ignore[union-attr]
        assert await core.desk.tenant_of("reception", "unknown") is None


async def test_alert_is_found_by_what_the_platform_calls_it(
    make_app: AppFactory, db: TestDatabase, tenant: UUID
) -> None:
    async with started(make_app) as core:
        session = await asked_for_a_person(core, tenant)
        [post] = reception(core).posts
        with db.admin() as conn:
            await until(lambda: conn.execute("SELECT state FROM posts").fetchall() == [("sent",)])
        ref = await core.desk.post_at("reception", f"front:{post.post_id}")
        assert ref == await core.desk.post(post.post_id)
        assert ref
        assert (ref.session_id, ref.tenant_id, ref.address) == (session, tenant, "front")
        assert await core.desk.post_at("reception", "front:unknown") is None


async def test_contacted_is_marked_once_and_shown(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        await asked_for_a_person(core, tenant)
        ref = await core.desk.post(reception(core).posts[0].post_id)
        assert ref
        assert await core.desk.mark_contacted(ref, BEA)
        assert not await core.desk.mark_contacted(ref, ANA)
        alert = await core.posts.alert(ref.post_id, tenant)
        assert alert
        assert alert.contacted_by == "Bea"
