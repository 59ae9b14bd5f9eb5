"""The ledger's functions: acceptance, the lease, the fence, the sequence, history and expiry."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ledger.ledger import Ledger
from bot.ledger.values import Claim, Committed, Receipt, TurnCommit
from bot.types import Attribution, Content, Message
from tests.conftest import TestDatabase

LEASE = timedelta(seconds=15)


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant()


def cookie(user: str) -> str:
    return hashlib.sha256(user.encode()).hexdigest()


async def accept(ledger: Ledger, tenant: UUID, id_: str, user: str = "ana", text: str = "", **more: Any) -> Receipt:
    message = Message(tenant, "web", user, id_, text or f"message {id_}", **more)
    return await ledger.accept(message, cookie(user), uuid4())


async def commit(ledger: Ledger, claim: Claim, **more: Any) -> Committed:
    turn = TurnCommit(
        claim=claim, answered_seq=claim.messages[-1].seq, message_id=uuid4(), text="an answer", content=Content(),
        reply_to=tuple(m.id for m in claim.messages), outbox=False,
        history=[{"role": "user", "content": m.text, "timestamp": "t"} for m in claim.messages]
        + [{"role": "assistant", "content": "an answer", "timestamp": "t"}],
        intent=None, language="en", state=None, events=[], reservation=None,
    )  # fmt: skip
    return await ledger.commit(replace(turn, **more))


def execute(db: TestDatabase, query: str, *params: object) -> list[tuple[Any, ...]]:
    with db.admin() as conn:
        cursor = conn.execute(query.encode(), params)
        return cursor.fetchall() if cursor.description else []


def in_threads(count: int, work: Callable[[int], None]) -> list[BaseException]:
    """Run `work` at the same moment in many threads; what they raised."""
    barrier = threading.Barrier(count)
    errors: list[BaseException] = []

    def run(number: int) -> None:
        barrier.wait()
        try:
            work(number)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


ACCEPT = (
    "SELECT seq, duplicate, claimed FROM lobby.accept_message(%s::uuid, 'web', %s, %s, %s, %s, NULL, NULL, '{}',"
    " gen_random_uuid(), '15 s')"
)


def accept_from_thread(db: TestDatabase, tenant: UUID, user: str, id_: str) -> tuple[int, bool, bool]:
    """As the ledger does it: a unique_violation is tried again."""
    with psycopg.connect(db.url, autocommit=True) as conn:
        for _ in range(2):
            try:
                row = conn.execute(ACCEPT, (tenant, user, cookie(user), id_, f"message {id_}")).fetchone()
            except psycopg.errors.UniqueViolation:
                continue
            assert row is not None
            return row
    raise AssertionError("refused twice")


# --- accept -----------------------------------------------------------------------------------------------------------


async def test_accept_of_a_first_message_starts_a_session_and_claims_its_turn(
    db: TestDatabase, ledger: Ledger, tenant: UUID
) -> None:
    utm = {"source": "mail", "campaign": "summer"}
    attribution = Attribution(utm=utm, landing_page="https://casa.example/", referrer="https://search.example/")
    receipt = await accept(ledger, tenant, "1", attribution=attribution, locale="es-CO")
    assert (receipt.message.seq, receipt.duplicate, receipt.started, receipt.speaker) == (1, False, True, "bot")
    assert receipt.claim is not None
    assert [(m.seq, m.id, m.text) for m in receipt.claim.messages] == [(1, "1", "message 1")]
    assert receipt.claim.session.locale == "es-CO"
    [row] = execute(db, "SELECT cookie_id, utm_tracking, landing_page, referrer, status FROM prospective_sessions")
    assert row == (
        cookie("ana"), {"first": utm, "last": utm}, "https://casa.example/", "https://search.example/", "active",
    )  # fmt: skip
    assert execute(db, "SELECT kind FROM events ORDER BY event_id") == [("session_started",), ("message",)]


async def test_accept_of_a_repeated_id_changes_nothing(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    first = await accept(ledger, tenant, "1")
    before = execute(db, "SELECT * FROM messages, turns, prospective_sessions")
    again = await accept(ledger, tenant, "1", text="other words")
    assert (again.duplicate, again.message.seq, again.session_id, again.claim) == (True, 1, first.session_id, None)
    assert execute(db, "SELECT * FROM messages, turns, prospective_sessions") == before


async def test_accept_of_the_same_id_by_another_visitor_is_another_message(ledger: Ledger, tenant: UUID) -> None:
    first = await accept(ledger, tenant, "1", user="ana")
    other = await accept(ledger, tenant, "1", user="bea")
    assert not other.duplicate
    assert other.session_id != first.session_id


def test_accept_of_one_message_by_many_at_once_stores_it_once(db: TestDatabase, tenant: UUID) -> None:
    answers: list[tuple[int, bool, bool]] = []
    errors = in_threads(8, lambda n: answers.append(accept_from_thread(db, tenant, "ana", "1")))
    assert errors == []
    assert sorted(answers) == sorted([(1, False, True)] + [(1, True, False)] * 7)
    assert execute(db, "SELECT count(*) FROM messages") == [(1,)]
    assert execute(db, "SELECT count(*) FROM prospective_sessions") == [(1,)]


def test_accept_of_many_messages_at_once_leaves_no_gap_and_one_claim(db: TestDatabase, tenant: UUID) -> None:
    accept_from_thread(db, tenant, "ana", "first")
    execute(db, "UPDATE turns SET lease_token = NULL, lease_until = NULL, answered_seq = 1")
    answers: list[tuple[int, bool, bool]] = []
    errors = in_threads(12, lambda n: answers.append(accept_from_thread(db, tenant, "ana", f"m{n}")))
    assert errors == []
    assert sorted(seq for seq, _, _ in answers) == list(range(2, 14))
    assert sum(claimed for _, _, claimed in answers) == 1
    assert execute(db, "SELECT array_agg(seq ORDER BY seq) FROM messages") == [(list(range(1, 14)),)]


async def test_accept_during_a_turn_does_not_claim_it(ledger: Ledger, tenant: UUID) -> None:
    first = await accept(ledger, tenant, "1")
    second = await accept(ledger, tenant, "2")
    assert first.claim is not None
    assert (second.message.seq, second.claim) == (2, None)


async def test_accept_after_the_lease_ran_out_takes_over_what_was_left(
    db: TestDatabase, ledger: Ledger, tenant: UUID
) -> None:
    await accept(ledger, tenant, "1")
    await accept(ledger, tenant, "2")
    execute(db, "UPDATE turns SET lease_until = now() - interval '1 s'")
    third = await accept(ledger, tenant, "3")
    assert third.claim is not None
    assert [m.id for m in third.claim.messages] == ["1", "2", "3"]


async def test_accept_while_staff_speaks_is_for_staff(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    await accept(ledger, tenant, "1")
    execute(db, "UPDATE turns SET speaker = 'staff', epoch = epoch + 1, lease_token = NULL, lease_until = NULL")
    receipt = await accept(ledger, tenant, "2")
    assert (receipt.speaker, receipt.claim) == ("staff", None)
    assert await ledger.claim_abandoned(uuid4(), 10) == []
    [(history,)] = execute(db, "SELECT conversation_history FROM prospective_sessions")
    assert [item["content"] for item in history] == ["message 2"]


# --- commit -----------------------------------------------------------------------------------------------------------


async def test_commit_writes_the_reply_and_releases_the_turn(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    done = await commit(
        ledger, receipt.claim, intent={"guests": 2}, state={"asked": "dates"}, events=[{"kind": "offer", "details": {}}]
    )
    assert (done.outcome, done.pending) == ("committed", ())
    assert done.message is not None
    assert (done.message.seq, done.message.reply_to) == (2, ("1",))
    assert execute(db, "SELECT lease_token, lease_until, answered_seq, last_seq, state FROM turns") == [
        (None, None, 1, 2, {"asked": "dates"})
    ]
    assert execute(db, "SELECT travel_intent FROM prospective_sessions") == [({"guests": 2},)]
    assert execute(db, "SELECT kind FROM events ORDER BY event_id") == [("session_started",), ("message",), ("offer",)]
    assert (await commit(ledger, receipt.claim)).outcome == "lost"


async def test_commit_returns_what_arrived_meanwhile_and_keeps_the_lease(ledger: Ledger, tenant: UUID) -> None:
    receipt = await accept(ledger, tenant, "1")
    await accept(ledger, tenant, "2")
    assert receipt.claim
    done = await commit(ledger, receipt.claim)
    assert [(m.seq, m.id) for m in done.pending] == [(2, "2")]
    third = await accept(ledger, tenant, "3")
    assert third.claim is None  # the lease is still the first one's
    claim = replace(receipt.claim, messages=done.pending)
    assert [m.id for m in (await commit(ledger, claim)).pending] == ["3"]


async def test_commit_after_a_takeover_by_staff_is_fenced(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    execute(db, "UPDATE turns SET speaker = 'staff', epoch = epoch + 1")
    assert (await commit(ledger, receipt.claim)).outcome == "fenced"
    assert execute(db, "SELECT role FROM messages") == [("user",)]
    assert execute(db, "SELECT lease_token FROM turns") == [(None,)]


async def test_commit_after_staff_came_and_went_is_fenced(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    execute(db, "UPDATE turns SET epoch = epoch + 2")
    assert (await commit(ledger, receipt.claim)).outcome == "fenced"
    assert execute(db, "SELECT count(*) FROM messages WHERE role = 'assistant'") == [(0,)]


async def test_commit_under_a_lost_lease_writes_nothing(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    execute(db, "UPDATE turns SET lease_until = now() - interval '1 s'")
    [taken] = await ledger.claim_abandoned(uuid4(), 10)
    assert (await commit(ledger, receipt.claim)).outcome == "lost"
    assert execute(db, "SELECT count(*) FROM messages") == [(1,)]
    assert (await commit(ledger, taken)).outcome == "committed"


async def test_history_keeps_the_last_twenty_messages(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    for number in range(13):
        receipt = await accept(ledger, tenant, str(number))
        assert receipt.claim
        await commit(ledger, receipt.claim)
    [(history,)] = execute(db, "SELECT conversation_history FROM prospective_sessions")
    assert len(history) == 20
    assert [item["content"] for item in history[::2]] == [f"message {n}" for n in range(3, 13)]


def test_history_written_by_hand_is_trimmed_too(db: TestDatabase, tenant: UUID) -> None:
    execute(
        db,
        "INSERT INTO prospective_sessions (tenant_id, cookie_id, conversation_history)"
        " SELECT %s, 'c', jsonb_agg(n) FROM generate_series(1, 50) n",
        tenant,
    )
    assert execute(db, "SELECT conversation_history FROM prospective_sessions") == [(list(range(31, 51)),)]
    execute(db, "UPDATE prospective_sessions SET conversation_history = conversation_history || '[51, 52]'")
    assert execute(db, "SELECT conversation_history FROM prospective_sessions") == [(list(range(33, 53)),)]


@given(
    st.lists(st.lists(st.sampled_from(["ana", "bea", "carla"]), min_size=1, max_size=6), min_size=1, max_size=4),
    st.integers(0, 3),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_messages_in_any_bursts_are_answered_once_and_in_order(
    db: TestDatabase, ledger: Ledger, bursts: list[list[str]], repeats: int
) -> None:
    """Simultaneous messages of several visitors, some delivered twice; each claim is answered as turns are."""
    tenant = db.add_tenant(f"t{uuid4().hex}")

    async def receive(id_: str, user: str) -> None:
        receipt = await accept(ledger, tenant, id_, user=f"{user} of {tenant}")
        claim = receipt.claim
        while claim:
            done = await commit(ledger, claim)
            assert done.outcome == "committed"
            claim = replace(claim, messages=done.pending) if done.pending else None

    for number, burst in enumerate(bursts):
        sent = [(f"{number}-{place}", user) for place, user in enumerate(burst)]
        await asyncio.gather(*(receive(*message) for message in sent + sent[:repeats]))
    for session_id, seqs, asked, answered in execute(
        db,
        "SELECT session_id, array_agg(seq ORDER BY seq),"
        " array_agg(external_id ORDER BY seq) FILTER (WHERE role = 'user'),"
        " (SELECT array_agg(r ORDER BY a.seq, n) FROM messages a, unnest(a.reply_to) WITH ORDINALITY x (r, n)"
        "   WHERE a.session_id = m.session_id)"
        " FROM messages m WHERE tenant_id = %s GROUP BY session_id",
        tenant,
    ):
        assert seqs == list(range(1, len(seqs) + 1)), session_id
        assert answered == asked, session_id


# --- the lease ----------------------------------------------------------------------------------------------------


async def test_lease_that_runs_is_left_alone_by_the_sweep(ledger: Ledger, tenant: UUID) -> None:
    await accept(ledger, tenant, "1")
    assert await ledger.claim_abandoned(uuid4(), 10) == []


async def test_lease_that_ran_out_is_taken_by_one_sweep_only(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    for user in ("ana", "bea", "carla"):
        await accept(ledger, tenant, "1", user=user)
    execute(db, "UPDATE turns SET lease_until = now() - interval '1 s'")
    taken = [claim for claims in await asyncio.gather(*(ledger.claim_abandoned(uuid4(), 2) for _ in range(4)))
             for claim in claims]  # fmt: skip
    assert len(taken) == 3
    assert len({claim.session.session_id for claim in taken}) == 3
    assert {claim.attempts for claim in taken} == {1}


async def test_lease_that_is_renewed_is_kept(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    execute(db, "UPDATE turns SET lease_until = now() - interval '1 s'")
    await ledger.renew([receipt.claim])
    assert await ledger.claim_abandoned(uuid4(), 10) == []
    assert (await commit(ledger, receipt.claim)).outcome == "committed"


async def test_lease_of_another_is_not_renewed(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    execute(db, "UPDATE turns SET lease_until = now() - interval '1 s'")
    await ledger.renew([replace(receipt.claim, token=uuid4())])
    assert len(await ledger.claim_abandoned(uuid4(), 10)) == 1


async def test_lease_given_up_can_be_taken_at_once(ledger: Ledger, tenant: UUID) -> None:
    receipt = await accept(ledger, tenant, "1")
    assert receipt.claim
    await ledger.release(receipt.claim)
    [taken] = await ledger.claim_abandoned(uuid4(), 10)
    assert [m.id for m in taken.messages] == ["1"]


# --- expiry -----------------------------------------------------------------------------------------------------------


async def test_expired_session_is_replaced_and_its_cookie_used_again(
    db: TestDatabase, ledger: Ledger, tenant: UUID
) -> None:
    first = await accept(ledger, tenant, "1")
    execute(db, "UPDATE prospective_sessions SET expires_at = now() - interval '1 s'")
    second = await accept(ledger, tenant, "2")
    assert second.started
    assert second.session_id != first.session_id
    assert second.message.seq == 1
    rows = execute(db, "SELECT session_id, cookie_id, status FROM prospective_sessions ORDER BY created_at")
    assert rows == [
        (first.session_id, f"expired:{first.session_id}", "expired"),
        (second.session_id, cookie("ana"), "active"),
    ]


def test_expired_session_is_replaced_once_by_many_at_once(db: TestDatabase, tenant: UUID) -> None:
    accept_from_thread(db, tenant, "ana", "0")
    execute(db, "UPDATE prospective_sessions SET expires_at = now() - interval '1 s'")
    answers: list[tuple[int, bool, bool]] = []
    errors = in_threads(6, lambda n: answers.append(accept_from_thread(db, tenant, "ana", f"m{n}")))
    assert errors == []
    assert sorted(seq for seq, _, _ in answers) == [1, 2, 3, 4, 5, 6]
    assert execute(db, "SELECT count(*) FROM prospective_sessions WHERE status = 'active'") == [(1,)]


async def test_activity_extends_expiry(db: TestDatabase, ledger: Ledger, tenant: UUID) -> None:
    receipt = await accept(ledger, tenant, "1")
    execute(db, "UPDATE prospective_sessions SET expires_at = now() + interval '1 day'")
    await accept(ledger, tenant, "2")
    extended = "SELECT expires_at > now() + interval '6 days 23 hours' FROM prospective_sessions"
    assert execute(db, extended) == [(True,)]
    execute(db, "UPDATE prospective_sessions SET expires_at = now() + interval '1 day'")
    assert receipt.claim
    await commit(ledger, receipt.claim)
    assert execute(db, extended) == [(True,)]


async def test_open_session_finds_creates_and_remembers_the_last_touch(
    db: TestDatabase, ledger: Ledger, tenant: UUID
) -> None:
    async def visit(source: str, *, create: bool = True) -> tuple[UUID, bool] | None:
        attribution = Attribution(utm={"source": source})
        return await ledger.open_session(tenant, "web", "ana", cookie("ana"), None, attribution, create=create)

    assert await visit("mail", create=False) is None
    first, again = await visit("mail"), await visit("search")
    assert first is not None
    assert again == (first[0], False)
    assert execute(db, "SELECT utm_tracking FROM prospective_sessions") == [
        ({"first": {"source": "mail"}, "last": {"source": "search"}},)
    ]
