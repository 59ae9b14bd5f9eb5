"""One guest on two channels: codes, one conversation on both, and their undoing; starting anew and being forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from bot.core import Core
from bot.errors import NotFound, Retryable
from bot.ledger.links import code_alone, normalised
from bot.news.followers import Event, Follower, LinksChanged
from bot.offers.wire import read_intent
from bot.staff.values import Staff
from bot.types import Action, Attribution, Extraction, Intent, IntentChange, LedgerMessage, Message
from tests.conftest import AppFactory, TestDatabase
from tests.sql.test_conversion import reservation
from tests.support.plugins import plugin_module
from tests.support.reception import call, phone, until

TABLES = """
SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname IN ('public', 'lobby', 'procrastinate')"""
waiting = asyncio.Event()  # what a slow answer waits for
VISITOR = "a" * 64  # a website visitor's hashed token


@hookimpl
async def extract_intent(turn: Turn) -> Extraction:
    change = IntentChange(guests=4) if "four" in turn.text else IntentChange()
    change |= IntentChange(place="Fornells") if "Fornells" in turn.text else IntentChange()
    return Extraction(change, language="es")


@hookimpl
async def respond(turn: Turn) -> Reply:
    if turn.text.startswith("wait"):
        await waiting.wait()
    known = f"guests={turn.intent.guests} language={turn.language} heard={len(turn.session.history)}"
    return Reply(f"{turn.pressed or 'echo'} {known}")


@asynccontextmanager
async def started(make_app: AppFactory) -> AsyncIterator[Core]:
    with plugin_module("links", respond=respond, extract_intent=extract_intent) as plugin:
        async with make_app(
            plugins=(plugin,), channels=("tests.support.reception",), turn={"sweep_interval_s": 0.1}
        ) as core:
            yield core


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant()


async def visit(core: Core, tenant: UUID, text: str, utm: dict[str, str] | None = None) -> UUID:
    """A website visitor says something; returns the session, answered."""
    before = len(await transcript(core, tenant))
    accepted = await core.turns.accept(
        Message(tenant, "web", VISITOR, f"w{before}", text, attribution=Attribution(utm or {}))
    )
    await until(lambda: core.turns.running == 0)
    return accepted.session_id


async def transcript(core: Core, tenant: UUID) -> list[LedgerMessage]:
    opened = await core.ledger.open_session(tenant, "web", VISITOR, VISITOR, None, Attribution(), create=False)
    return await core.ledger.messages_after(tenant, opened[0], 0) if opened else []


async def join(core: Core, tenant: UUID, code: str, user: str = "maria", id_: str | None = None) -> UUID:
    accepted = await call(core, tenant, user, "continue here", Action("link", code=code), id_)
    await until(lambda: core.turns.running == 0)
    return accepted.session_id


def stored_action(db: TestDatabase) -> dict[str, object]:
    with db.admin() as conn:
        row = conn.execute(
            "SELECT payload -> 'action' FROM messages WHERE role = 'user' ORDER BY created_at DESC LIMIT 1"
        ).fetchone()
    assert row
    return dict(row[0])


async def test_code_brings_history_intent_language_and_attribution_along(
    make_app: AppFactory, db: TestDatabase, tenant: UUID
) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "we are four", {"campaign": "spring"})
        code = await core.links.create(tenant, session)
        assert await join(core, tenant, code.code) == session
        await until(lambda: len(phone(core).sent) == 1)
        assert phone(core).sent[0].message.text == "link guests=4 language=es heard=2"
        assert stored_action(db) == {"action": "link", "linked": True}
        assert (await core.links.linked(tenant, session)) == ["phone"]
        record = await core.ledger.session(tenant, session)
        assert record
        assert record.utm_tracking["first"] == {"campaign": "spring"}


async def test_both_channels_show_one_conversation(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        await join(core, tenant, (await core.links.create(tenant, session)).code)
        await call(core, tenant, "maria", "from the phone")
        await until(lambda: core.turns.running == 0)
        await visit(core, tenant, "from the website")
        await until(lambda: len(phone(core).sent) == 4)
        shown = [(o.message.role, o.message.channel, o.message.seq) for o in phone(core).sent]
        # its own replies, and copies of what was said on the website
        assert shown == [
            ("assistant", "phone", 4),
            ("assistant", "phone", 6),
            ("user", "web", 7),
            ("assistant", "web", 8),
        ]
        assert [(m.seq, m.channel) for m in await transcript(core, tenant)] == [
            (1, "web"), (2, "web"), (3, "phone"), (4, "phone"), (5, "phone"), (6, "phone"), (7, "web"), (8, "web"),
        ]  # fmt: skip


async def test_code_works_once_and_a_replayed_update_changes_nothing(
    make_app: AppFactory, db: TestDatabase, tenant: UUID
) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        code = (await core.links.create(tenant, session)).code
        await join(core, tenant, code, id_="update-1")
        await join(core, tenant, code, id_="update-1")  # the platform repeats the same update
        assert len([m for m in await transcript(core, tenant) if m.role == "user"]) == 2
        thief = await join(core, tenant, code, user="somebody else")
        assert thief != session
        assert stored_action(db) == {"action": "link", "linked": False, "reason": "used"}


@pytest.mark.parametrize(
    ("code", "reason"), [("", "unknown"), ("ZZZZZZZZ", "unknown"), ("expired", "expired"), ("superseded", "expired")]
)
async def test_code_that_does_not_hold_is_refused_with_its_reason(
    make_app: AppFactory, db: TestDatabase, tenant: UUID, code: str, reason: str
) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        made = (await core.links.create(tenant, session)).code
        if code == "expired":
            with db.admin() as conn:
                conn.execute("UPDATE link_codes SET expires_at = now()")
        elif code == "superseded":
            await core.links.create(tenant, session)
        assert await join(core, tenant, made if reason == "expired" else code) != session
        assert stored_action(db) == {"action": "link", "linked": False, "reason": reason}


async def test_code_of_another_tenant_is_unknown(make_app: AppFactory, db: TestDatabase, tenant: UUID) -> None:
    other = db.add_tenant("other")
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        code = (await core.links.create(tenant, session)).code
        await join(core, other, code)
        assert stored_action(db) == {"action": "link", "linked": False, "reason": "unknown"}
        assert await join(core, tenant, code) == session  # and it was not used up
        with pytest.raises(NotFound):
            await core.links.create(other, session)


async def test_unlink_restores_both(make_app: AppFactory, db: TestDatabase, tenant: UUID) -> None:
    async with started(make_app) as core:
        own = (await call(core, tenant, "maria", "before")).session_id
        await until(lambda: core.turns.running == 0)
        session = await visit(core, tenant, "we are four")
        await join(core, tenant, (await core.links.create(tenant, session)).code)
        accepted = await call(core, tenant, "maria", "/unlink", Action("unlink"))
        await until(lambda: core.turns.running == 0)
        assert accepted.session_id == own
        assert stored_action(db) == {"action": "unlink", "unlinked": True}
        await until(lambda: phone(core).sent[-1].message.text == "unlink guests=None language=es heard=2")
        sent = len(phone(core).sent)
        await visit(core, tenant, "only here")
        assert len(phone(core).sent) == sent  # no copies any more
        assert await core.links.linked(tenant, session) == []
        await call(core, tenant, "maria", "again", Action("unlink"))
        assert stored_action(db) == {"action": "unlink", "unlinked": False}


async def known(core: Core, tenant: UUID, session: UUID) -> Intent:
    record = await core.ledger.session(tenant, session)
    assert record
    return read_intent(record.intent)


async def test_code_merges_what_was_said_in_both_places(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        own = (await call(core, tenant, "maria", "in Fornells")).session_id
        await until(lambda: core.turns.running == 0)
        session = await visit(core, tenant, "we are four")
        await join(core, tenant, (await core.links.create(tenant, session)).code)
        both = await known(core, tenant, session)
        assert (both.guests, both.place) == (4, "Fornells")
        assert both.sources["place"].session_id == own
        assert both.sources["guests"].session_id is None
        assert await core.links.unlink(tenant, session) == 1
        assert await known(core, tenant, own) == Intent(place="Fornells")


async def test_code_redeemed_while_a_turn_runs_loses_nothing(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        await call(core, tenant, "maria", "in Fornells")
        await until(lambda: core.turns.running == 0)
        code = (await core.links.create(tenant, session)).code
        waiting.clear()
        await core.turns.accept(Message(tenant, "web", VISITOR, "slow", "wait, we are four"))
        accepted = await call(core, tenant, "maria", "continue here", Action("link", code=code))
        waiting.set()
        await until(lambda: core.turns.running == 0)
        both = await known(core, tenant, accepted.session_id)
        assert (both.guests, both.place) == (4, "Fornells")


async def test_unlink_from_the_website_sends_the_other_to_a_session_of_its_own(
    make_app: AppFactory, tenant: UUID
) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        await join(core, tenant, (await core.links.create(tenant, session)).code)  # had no session before
        assert await core.links.unlink(tenant, session) == 1
        accepted = await call(core, tenant, "maria", "where am I?")
        assert accepted.session_id != session
        assert (await call(core, tenant, "maria", "still?")).session_id == accepted.session_id


async def test_session_that_expires_while_linked_leaves_room_for_the_next(
    make_app: AppFactory, db: TestDatabase, tenant: UUID
) -> None:
    async with started(make_app) as core:
        await call(core, tenant, "maria", "before")
        session = await visit(core, tenant, "hello")
        await join(core, tenant, (await core.links.create(tenant, session)).code)
        with db.admin() as conn:
            conn.execute("UPDATE prospective_sessions SET expires_at = now() WHERE session_id = %s", (session,))
        assert (await call(core, tenant, "maria", "days later")).session_id != session


async def test_link_while_staff_speak_is_refused(make_app: AppFactory, db: TestDatabase, tenant: UUID) -> None:
    async with started(make_app) as core:
        own = (await call(core, tenant, "maria", "help")).session_id
        await core.desk.take_over(tenant, own, Staff("Ana", "reception:1"))
        session = await visit(core, tenant, "hello")
        assert await join(core, tenant, (await core.links.create(tenant, session)).code) == own
        assert stored_action(db) == {"action": "link", "linked": False, "reason": "staff"}


async def test_reset_begins_anew_once(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        first = (await call(core, tenant, "maria", "we are four")).session_id
        await until(lambda: core.turns.running == 0)
        second = (await call(core, tenant, "maria", "/reset", Action("reset"), id_="r1")).session_id
        again = await call(core, tenant, "maria", "/reset", Action("reset"), id_="r1")
        assert (second != first, again.duplicate, again.session_id) == (True, True, second)
        await until(lambda: phone(core).shown("maria")[-1:] == [("assistant", "reset guests=None language=es heard=0")])
        assert (await call(core, tenant, "maria", "hello")).session_id == second


async def test_website_visitor_cannot_be_moved_by_a_message(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        for action in ("reset", "unlink", "link"):
            accepted = await core.turns.accept(Message(tenant, "web", VISITOR, action, action, Action(action)))
            assert accepted.session_id == session


async def test_export_has_everything_and_erasure_leaves_nothing(
    make_app: AppFactory, db: TestDatabase, tenant: UUID
) -> None:
    async with started(make_app) as core:
        await call(core, tenant, "maria", "my canary 7319", utm={"campaign": "spring"})
        await until(lambda: core.turns.running == 0 and phone(core).sent)
        exported = await core.privacy.export(tenant, "phone", "maria")
        assert next((m["role"], m["text"]) for m in exported["messages"]) == ("user", "my canary 7319")
        assert exported["attribution"]["first"] == {"campaign": "spring"}
        receipt = await core.privacy.erase(tenant, "phone", "maria")
        assert receipt
        assert receipt.startswith("LB-E-")
        assert await core.privacy.erase(tenant, "phone", "maria") is None
        assert await core.privacy.export(tenant, "phone", "maria") == {}
        with db.admin() as conn:
            tables = conn.execute(TABLES).fetchall()
            found = [
                table
                for (table,) in tables
                if conn.execute(f"SELECT 1 FROM {table} x WHERE x::text LIKE '%canary 7319%'".encode()).fetchone()  # noqa: S608  # names of the catalog
            ]
        assert found == []


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("k7qm-2r9t", "K7QM2R9T"),
        (" K7QM 2R9T ", "K7QM2R9T"),
        ("OIL00000", "01100000"),
        ("hello", None),
        ("K7QM2R9U", None),
        ("", None),
    ],
)
def test_code_is_read_as_people_type_it(written: str, code: str | None) -> None:
    assert normalised(written) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("K7QM2R9T", "K7QM2R9T"),
        (" k7qm 2r9t\n", "K7QM2R9T"),
        ("K7QM-2R9T", "K7QM2R9T"),
        ("K7QM\u00a02R9T", "K7QM2R9T"),
        ("my code is K7QM2R9T", None),
        ("K7QM2R9", None),
        ("personas", None),
        ("hola casa", None),
        ("20agosto", None),
        ("habitac2", None),
        ("3ago-9ago", None),
        ("10am 11pm", None),
        ("61234567", None),
        ("K7QM—2R9T", None),
    ],
)
def test_message_is_a_code_only_when_it_is_nothing_else(text: str, code: str | None) -> None:
    assert code_alone(text) == code


async def test_codes_that_are_made_are_read_when_they_stand_alone(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        for _ in range(40):
            code = (await core.links.create(tenant, session)).code
            assert code_alone(f"{code[:4]} {code[4:]}".lower()) == code


@pytest.mark.parametrize("written", ["{}-{}", "{} {}", " {}{} "])
async def test_code_is_redeemed_as_people_type_it(make_app: AppFactory, tenant: UUID, written: str) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        code = (await core.links.create(tenant, session)).code
        assert await join(core, tenant, written.format(code[:4], code[4:]).lower()) == session


async def test_session_that_is_left_is_told(make_app: AppFactory, tenant: UUID) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        events: list[Event] = []
        follower = Follower(tenant, session, 99, events.append)
        core.news.follow(follower)
        for action in (Action("unlink"), Action("reset"), None):
            await join(core, tenant, (await core.links.create(tenant, session)).code)
            assert LinksChanged() not in events
            if action:
                await call(core, tenant, "maria", "leave", action)
            else:
                await core.links.unlink(tenant, session)
            assert events.pop() == LinksChanged()
        await core.links.unlink(tenant, session)  # nobody is there any more
        assert LinksChanged() not in events


# --- what is left behind ------------------------------------------------------------------------------------------


async def test_phone_goes_on_after_the_website_visitor_it_had_joined_is_erased(
    make_app: AppFactory, db: TestDatabase, tenant: UUID
) -> None:
    async with started(make_app) as core:
        own = (await call(core, tenant, "maria", "before")).session_id
        session = await visit(core, tenant, "hello")
        await join(core, tenant, (await core.links.create(tenant, session)).code)
        assert await core.privacy.erase(tenant, "web", VISITOR)
        assert (await call(core, tenant, "maria", "still here")).session_id == own
        assert await core.privacy.erase(tenant, "phone", "maria")  # what was said by phone is not out of reach
        with db.admin() as conn:
            assert conn.execute("SELECT count(*) FROM prospective_sessions").fetchone() == (0,)
        assert (await call(core, tenant, "maria", "anew")).seq == 1


async def test_phone_goes_on_after_the_session_it_had_joined_is_cleaned_up(
    make_app: AppFactory, db: TestDatabase, tenant: UUID
) -> None:
    """Its own has led to a reservation, and is kept for long."""
    async with started(make_app) as core:
        own = (await call(core, tenant, "maria", "before")).session_id
        await core.ledger.convert(tenant, own, reservation("R-1"), "phone")
        session = await visit(core, tenant, "hello")
        await join(core, tenant, (await core.links.create(tenant, session)).code)
        with db.admin() as conn:
            conn.execute("UPDATE prospective_sessions SET expires_at = now() - interval '1 day'")
        assert await core.ledger.cleanup(None) == (1, 0)
        later = await call(core, tenant, "maria", "weeks later")
        assert later.session_id not in (own, session)


async def test_copy_that_was_postponed_is_not_sent_to_who_has_left(
    make_app: AppFactory, db: TestDatabase, tenant: UUID
) -> None:
    async with started(make_app) as core:
        session = await visit(core, tenant, "hello")
        await join(core, tenant, (await core.links.create(tenant, session)).code)
        await until(lambda: len(phone(core).sent) == 1)
        phone(core).fail.append(Retryable("busy", 0.5))
        await visit(core, tenant, "only for the website now")
        await until(lambda: not phone(core).fail)
        await core.links.unlink(tenant, session)
        with db.admin() as conn:
            await until(
                lambda: conn.execute("SELECT 1 FROM posts WHERE state IN ('pending', 'sending')").fetchone() is None
            )
        assert [o.message.text for o in phone(core).sent if o.message.channel == "web"] == []
