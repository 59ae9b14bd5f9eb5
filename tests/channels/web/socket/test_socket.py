"""GET /ws over real sockets (ARCHITECTURE.md §6.1)."""

from __future__ import annotations

import asyncio
import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from websockets.exceptions import InvalidStatus

from bot.news.followers import Delta
from bot.words.phrases import for_guests
from tests.conftest import TestDatabase
from tests.support.web import ECHO, Site, Visitor, website

JSON = dict[str, Any]
CORE = for_guests("core")


# --- the conversation -------------------------------------------------------------------------------------------


async def test_message_first_is_accepted_then_answered(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as visitor:
        id_ = await visitor.say("  hello\n")
        accepted = await visitor.receive()
        reply = await visitor.receive()
    assert accepted == {"type": "accepted", "id": id_, "seq": 1}
    assert (reply["type"], reply["seq"], reply["role"], reply["text"]) == ("message", 2, "assistant", "echo: hello")
    assert reply["reply_to"] == [id_]
    assert reply["html"] == "<p>echo: hello</p>\n"
    assert (reply["cards"], reply["suggestions"], reply["availability_url"]) == ([], [], None)
    assert reply["travel_intent"]["captured_this_message"] == []
    assert reply["created_at"].endswith("Z")


async def test_welcome_new_visitor_holds_token_tenant_and_suggestions(db: TestDatabase) -> None:
    db.add_tenant(brand={"color": "#123456", "suggestions": {"es": ["¿Y la piscina?"]}}, locale="es-ES")
    async with website(db) as site:
        async with site.visitor(locale="es-CO") as visitor:
            spanish = visitor.welcome
        async with site.visitor(locale="en-GB") as visitor:
            english = visitor.welcome
    assert (spanish["type"], spanish["seq"], spanish["speaker"], spanish["messages"]) == ("welcome", 0, "bot", [])
    assert len(spanish["token"]) == 43
    assert spanish["token"] != english["token"]
    assert spanish["tenant"]["name"] == "Demo"
    assert spanish["tenant"]["brand"]["color"] == "#123456"
    assert spanish["suggestions"] == ["¿Y la piscina?"]
    assert english["suggestions"][0] == "What do you have available?"


async def test_message_repeated_id_is_accepted_again_and_answered_once(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as visitor:
        await visitor.ask("hello")
        id_ = visitor.frames[1]["id"]
        await visitor.say("hello", id_)
        again = await visitor.receive()
        reply = await visitor.ask("more")
    assert again == {"type": "accepted", "id": id_, "seq": 1}
    assert reply["seq"] == 4
    assert [f["text"] for f in visitor.frames if f["type"] == "message"] == ["echo: hello", "echo: more"]


async def test_messages_quick_ones_are_answered_in_order_and_none_is_lost(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as visitor:
        ids = [await visitor.say(f"message {n}") for n in range(12)]
        answered: list[str] = []
        while len(answered) < len(ids):
            answered += (await visitor.until("message", role="assistant"))["reply_to"]
    assert answered == ids
    seqs = [f["seq"] for f in visitor.frames if f["type"] in ("accepted", "message")]
    assert seqs == sorted(seqs)
    assert [f["id"] for f in visitor.frames if f["type"] == "accepted"] == ids


async def test_sockets_two_of_one_session_see_the_same(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as first, site.visitor(token=first.token) as second:
        assert second.welcome["session_id"] == first.welcome["session_id"]
        id_ = await first.say("from the first")
        question = await second.until("message", role="user")
        at_first, at_second = await first.until("message"), await second.until("message")
    assert (question["id"], question["seq"], question["text"]) == (id_, 1, "from the first")
    assert question["html"] == "<p>from the first</p>\n"
    assert at_first == at_second
    assert not any(frame["type"] == "accepted" for frame in second.frames)


async def test_hello_with_last_seq_brings_exactly_what_is_missing(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site:
        async with site.visitor() as visitor:
            for text in ("one", "two", "three"):
                await visitor.ask(text)
            await visitor.send(type="ping")
            await visitor.until("pong")
        async with site.visitor(token=visitor.token) as reader:
            whole = reader.welcome["messages"]
        for seen in range(7):
            async with site.visitor(token=visitor.token, last_seq=seen) as reader:
                assert reader.welcome["messages"] == whole[seen:]
                assert reader.welcome["seq"] == 6
        async with site.visitor(token=visitor.token, last_seq=99) as reader:
            assert reader.welcome["messages"] == whole
            assert (await reader.ask("four"))["seq"] == 8
    assert [message["seq"] for message in whole] == [1, 2, 3, 4, 5, 6]
    written = [json.dumps(m) for m in whole if m["role"] == "assistant"]  # keys in the order they came in
    assert written == [json.dumps(f) for f in visitor.frames if f["type"] == "message"]


async def test_hello_during_a_conversation_misses_and_repeats_nothing(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as writer:
        talking = asyncio.create_task(_say_many(writer, 30))
        readers = [await _read_until(site, writer.token, 60) for _ in range(3)]
        await talking
    for seqs in readers:
        assert seqs == list(range(1, 61))


async def _say_many(writer: Visitor, count: int) -> None:
    for n in range(count):
        await writer.ask(f"message {n}")


async def _read_until(site: Site, token: str, last: int) -> list[int]:
    """Everything a visitor sees who reconnects after every few messages."""
    seen: list[int] = []
    while not seen or seen[-1] < last:
        async with site.visitor(token=token, last_seq=seen[-1] if seen else 0) as reader:
            seen += [message["seq"] for message in reader.welcome["messages"]]
            for _ in range(3):
                if not seen or seen[-1] < last:
                    seen.append((await reader.until("message"))["seq"])
    return seen


async def test_action_is_answered_with_what_the_button_says(db: TestDatabase) -> None:
    db.add_tenant()
    unit_id = str(uuid4())
    async with website(db) as site, site.visitor() as visitor, site.visitor(token=visitor.token) as other:
        labelled = {"type": "action", "action": "ask", "unit_id": unit_id, "text": "Ask about it"}
        await visitor.send(id=str(uuid4()), **labelled)
        assert (await visitor.until("message"))["text"] == "echo: Ask about it"
        await visitor.send(type="action", id=str(uuid4()), action="show_photos")
        assert (await visitor.until("message"))["text"] == "echo: Show photos"
        assert (await other.until("message", role="user"))["text"] == "Ask about it"
    with db.admin() as conn:
        rows = conn.execute("SELECT payload -> 'action' FROM messages WHERE role = 'user' ORDER BY seq").fetchall()
    assert rows == [({"action": "ask", "unit_id": unit_id},), ({"action": "show_photos"},)]


async def test_ping_typing_and_read_are_taken(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as visitor:
        await visitor.send(type="typing")
        await visitor.send(type="read", seq=0)
        await visitor.send(type="ping")
        assert await visitor.receive() == {"type": "pong"}


async def test_attribution_of_hello_is_kept_with_the_session(db: TestDatabase) -> None:
    db.add_tenant()
    touch = {"utm": {"source": "ads", "utm_medium": "cpc"}, "landing_page": "https://h.example/", "referrer": ""}
    async with website(db) as site, site.visitor(**touch):
        pass
    with db.admin() as conn:
        row = conn.execute("SELECT utm_tracking, landing_page, referrer FROM prospective_sessions").fetchone()
    utm = {"source": "ads", "medium": "cpc"}
    assert row == ({"first": utm, "last": utm}, "https://h.example/", None)


# --- who may come in --------------------------------------------------------------------------------------------


async def test_hello_unknown_tenant_is_told_and_closed(db: TestDatabase) -> None:
    async with website(db) as site, site.socket() as visitor:
        await visitor.send(type="hello", v=1, tenant="nobody", token=None)
        code = await visitor.closed()
    assert (visitor.frames[0]["code"], code) == ("unknown_tenant", 4404)


ORIGINS = [
    ("https://hotel.example", "welcome"),
    ("https://HOTEL.example:443", "welcome"),
    ("http://hotel.example", "error"),
    ("https://hotel.example.evil.test", "error"),
    ("https://evil.test", "error"),
    (None, "welcome"),
]


async def test_hello_origin_is_compared_with_the_tenants_list(db: TestDatabase) -> None:
    db.add_tenant(allowed_origins=["https://hotel.example/"])
    async with website(db) as site:
        for origin, answer in ORIGINS:
            async with site.socket(origin=origin) as visitor:
                frame = await visitor.hello()
                assert frame["type"] == answer, origin
                if answer == "error":
                    assert frame["code"] == "origin_not_allowed"
                    assert await visitor.closed() == 4403
    with db.admin() as conn:
        row = conn.execute("SELECT count(*) FROM prospective_sessions").fetchone()
    assert row == (sum(answer == "welcome" for _, answer in ORIGINS),)


async def test_hello_from_our_own_pages_is_welcome(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor(origin=site.url) as visitor:
        assert visitor.welcome["type"] == "welcome"
    async with website(db, web={"public_url": "https://chat.example"}) as site:
        async with site.visitor(origin="https://chat.example") as visitor:
            assert visitor.welcome["type"] == "welcome"


async def test_handshake_origin_that_no_tenant_can_allow_is_refused(db: TestDatabase) -> None:
    async with website(db) as site:
        for origin in ("null", "file://", "hotel.example", "https://hotel.example/path", "https://["):
            with pytest.raises(InvalidStatus) as refused:
                async with site.socket(origin=origin):
                    pass
            assert refused.value.response.status_code == 403, origin


async def test_handshake_beyond_max_sockets_is_refused(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, web={"max_sockets": 1}) as site, site.visitor():
        with pytest.raises(InvalidStatus) as refused:
            async with site.socket():
                pass
    assert refused.value.response.status_code == 503


async def test_hello_unknown_token_is_refused_and_may_be_said_again_without(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.socket() as visitor:
        refused = await visitor.hello(token="x" * 43)
        welcome = await visitor.hello(token=None)
    assert (refused["type"], refused["code"]) == ("error", "bad_token")
    assert welcome["type"] == "welcome"


async def test_hello_expired_session_is_a_bad_token(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site:
        async with site.visitor() as visitor:
            await visitor.ask("hello")
        with db.admin() as conn:
            conn.execute("UPDATE prospective_sessions SET expires_at = now() - interval '1 second'")
        async with site.socket() as again:
            assert (await again.hello(token=visitor.token))["code"] == "bad_token"
            fresh = await again.hello()
    assert fresh["session_id"] != visitor.welcome["session_id"]
    assert fresh["messages"] == []


async def test_message_after_the_session_expired_sends_the_visitor_to_a_new_one(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site:
        async with site.visitor() as visitor:
            with db.admin() as conn:
                conn.execute("UPDATE prospective_sessions SET expires_at = now() - interval '1 second'")
            id_ = await visitor.say("still there?")
            assert await visitor.closed() == 1012
        async with site.visitor(token=visitor.token) as again:
            await again.say("still there?", id_)
            assert (await again.until("accepted"))["id"] == id_
    assert again.welcome["session_id"] != visitor.welcome["session_id"]


async def test_token_of_another_tenant_opens_nothing(db: TestDatabase) -> None:
    db.add_tenant()
    db.add_tenant("other")
    async with website(db) as site, site.visitor() as visitor:
        await visitor.ask("a secret")
        async with site.socket() as thief:
            assert (await thief.hello(tenant="other", token=visitor.token))["code"] == "bad_token"
            assert (await thief.hello(tenant="other"))["messages"] == []


# --- wrong frames -----------------------------------------------------------------------------------------------

ID = "0b0e6f0a-6f2f-4a8f-9b9b-6f1f3a5a7c11"
WRONG = [
    ("{", "bad_frame", "EOF while parsing"),
    ("[]", "bad_frame", "object"),
    ("7", "bad_frame", "object"),
    ("{}", "bad_frame", "type"),
    ('{"type":"shout"}', "bad_frame", "known are hello"),
    ('{"type":"ping","x":1}', "bad_frame", 'no field "x"'),
    ('{"type":"message","text":"hi"}', "bad_frame", 'field "id" is missing'),
    ('{"type":"message","id":"1","text":"hi"}', "bad_frame", "UUID"),
    (f'{{"type":"message","id":"{ID}"}}', "bad_frame", 'field "text" is missing'),
    (f'{{"type":"message","id":"{ID}","text":5}}', "bad_frame", "message.text"),
    (f'{{"type":"message","id":"{ID}","text":" \\n "}}', "bad_frame", "empty"),
    (f'{{"type":"message","id":"{ID}","text":"a\\u0000b"}}', "bad_frame", "control characters"),
    (f'{{"type":"message","id":"{ID}","text":"\\ud800"}}', "bad_frame", "surrogate"),
    (f'{{"type":"message","id":"{ID}","text":"hi","to":"x"}}', "bad_frame", 'no field "to"'),
    (json.dumps({"type": "message", "id": ID, "text": "x" * 2001}), "too_long", "2,000"),
    (json.dumps({"type": "message", "id": ID, "text": "x" * 20_000}), "too_long", "16 KiB"),
    (f'{{"type":"action","id":"{ID}","action":"Book it!"}}', "bad_frame", "action.action"),
    (f'{{"type":"action","id":"{ID}","action":"book","unit_id":"1"}}', "bad_frame", "unit_id"),
    (f'{{"type":"action","id":"{ID}","action":"book","more":{{}}}}', "bad_frame", "action.more"),
    ('{"type":"read","seq":-1}', "bad_frame", "read.seq"),
    ('{"type":"read","seq":"1"}', "bad_frame", "read.seq"),
    (f'{{"type":"booking","id":"{ID}"}}', "bad_frame", '"unit_id" is missing'),
    ('{"type":"hello","v":1,"tenant":"demo"}', "bad_frame", "already"),
    (b"\x00\x01", "bad_frame", "binary"),
]


async def test_frame_wrong_is_answered_and_the_session_stays(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as visitor:
        for frame, code, detail in WRONG:
            await visitor.ws.send(frame)
            error = await visitor.receive()
            assert (error["type"], error["code"]) == ("error", code), (frame, error)
            assert detail in error["detail"], (frame, error)
            assert not (isinstance(frame, str) and ID in frame) or error["id"] == ID, (frame, error)
        assert (await visitor.ask("and now?"))["text"] == "echo: and now?"


HELLO = {"type": "hello", "v": 1, "tenant": "demo"}


WRONG_HELLOS: list[tuple[JSON, str]] = [
    ({"v": 2}, "hello.v"),
    ({"v": None}, "hello.v"),
    ({"tenant": ""}, "hello.tenant"),
    ({"tenant": 5}, "hello.tenant"),
    ({"token": 5}, "hello.token"),
    ({"last_seq": -1}, "hello.last_seq"),
    ({"last_seq": "7"}, "hello.last_seq"),
    ({"utm": {"campaign_id": "1"}}, "source, medium"),
    ({"utm": "google"}, "hello.utm"),
    ({"landing_page": "x" * 3000}, "hello.landing_page"),
    ({"color": "blue"}, 'no field "color"'),
]


async def test_hello_wrong_is_told_and_may_be_corrected(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.socket() as visitor:
        for change, detail in WRONG_HELLOS:
            await visitor.send(**{**HELLO, **change})
            error = await visitor.receive()
            assert (error["code"], detail in error["detail"]) == ("bad_frame", True), (change, error)
        assert (await visitor.hello())["type"] == "welcome"


async def test_frame_before_hello_is_answered(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.socket() as visitor:
        await visitor.send(type="ping")
        assert (await visitor.receive())["detail"] == "say hello first"


async def test_hello_that_does_not_come_closes_the_socket(db: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.web.socket.connection.HELLO_S", 0.2)
    async with website(db) as site, site.socket() as visitor:
        assert await visitor.closed() == 4408
    assert visitor.frames[0]["code"] == "bad_frame"


async def test_locale_of_a_careless_page_is_passed_over(db: TestDatabase) -> None:
    db.add_tenant(locale="es-ES")
    async with website(db) as site, site.visitor(locale="español!!") as visitor:
        assert visitor.welcome["suggestions"][0] == "¿Qué hay disponible?"


# --- limits -----------------------------------------------------------------------------------------------------


async def test_messages_too_many_of_one_visitor_are_told_to_wait(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, web={"messages_per_minute": 2}) as site, site.visitor(locale="es") as visitor:
        await visitor.ask("one")
        await visitor.ask("two")
        id_ = await visitor.say("three")
        error = await visitor.until("error")
        async with site.visitor() as other:
            assert (await other.ask("me"))["text"] == "echo: me"
    assert (error["code"], error["id"]) == ("rate_limited", id_)
    assert 0 < error["retry_after_s"] <= 60
    assert error["detail"] == f"¡Qué rapidez! Espera {error['retry_after_s']} s e inténtalo de nuevo, por favor."
    with db.admin() as conn:
        assert conn.execute("SELECT count(*) FROM messages WHERE content = 'three'").fetchone() == (0,)


async def test_messages_too_many_of_one_address_are_told_to_wait(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, web={"address_messages_per_minute": 2}) as site:
        async with site.visitor() as first, site.visitor() as second:
            await first.ask("one")
            await second.ask("two")
            await first.say("three")
            assert (await first.until("error"))["code"] == "rate_limited"


async def test_sessions_too_many_of_one_address_are_told_to_wait(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, web={"address_sessions_per_minute": 1}) as site, site.visitor() as known:
        async with site.socket() as second:
            error = await second.hello()
            code = await second.closed()
        async with site.visitor(token=known.token) as again:
            assert again.welcome["type"] == "welcome"
    assert (error["code"], code) == ("rate_limited", 1013)
    assert 0 < error["retry_after_s"] <= 60


async def test_address_behind_a_trusted_proxy_is_the_forwarded_one(db: TestDatabase) -> None:
    db.add_tenant()
    web = {"address_sessions_per_minute": 1, "trusted_proxies": ("127.0.0.1",)}
    async with website(db, web=web) as site:
        for address in ("203.0.113.7", "203.0.113.8"):
            async with site.socket(additional_headers={"X-Forwarded-For": address}) as visitor:
                assert (await visitor.hello())["type"] == "welcome"
        async with site.socket(additional_headers={"X-Forwarded-For": "203.0.113.8"}) as visitor:
            assert (await visitor.hello())["code"] == "rate_limited"


async def test_client_that_does_not_read_is_dropped(db: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.web.socket.writing.MAX_WAITING", 20)
    db.add_tenant()
    async with website(db) as site, site.visitor() as talker:
        async with site.socket(max_queue=1) as deaf:
            await deaf.hello(token=talker.token)
            deaf.ws.transport.pause_reading()
            session_id = UUID(talker.welcome["session_id"])
            async with asyncio.timeout(20):
                while len(site.sockets) == 2:
                    site.core.news.tell(session_id, Delta((), "x" * 100_000))
                    talker.frames.append(await talker.receive())
            deaf.ws.transport.abort()
        assert (await talker.ask("still here?"))["text"] == "echo: still here?"


# --- booking ----------------------------------------------------------------------------------------------------


def add_unit(db: TestDatabase, tenant: Any, *, max_guests: int = 4, min_nights: int = 2) -> str:
    """A unit at 100 EUR a night with a cleaning fee of 40; returns its id."""
    pricing = {"base_price_night": 100, "currency": "EUR", "min_nights": min_nights, "cleaning_fee": 40}
    with db.admin() as conn:
        row = conn.execute(
            "INSERT INTO accommodation_units_public (unit_id, tenant_id, name, description, amenities, pricing)"
            " VALUES (gen_random_uuid(), %s, 'Casa Mar', 'By the sea', %s::jsonb, %s::jsonb) RETURNING unit_id",
            (tenant, json.dumps({"max_guests": max_guests}), json.dumps(pricing)),
        ).fetchone()
    assert row is not None
    return str(row[0])


def booking(unit_id: str, change: JSON | None = None) -> JSON:
    start = date.today() + timedelta(days=60)  # noqa: DTZ011  # any day well ahead
    dates = {"check_in": start.isoformat(), "check_out": (start + timedelta(days=3)).isoformat()}
    guest = {"name": "Ana", "email": "ana@example.com", "phone": None}
    frame = {"type": "booking", "id": str(uuid4()), "unit_id": unit_id, **dates, "guests": 2, "guest": guest}
    return {**frame, **(change or {})}


async def test_booking_is_recorded_confirmed_and_repeated_harmlessly(db: TestDatabase) -> None:
    unit_id = add_unit(db, db.add_tenant())
    async with website(db) as site, site.visitor() as visitor:
        frame = booking(unit_id)
        await visitor.send(**frame)
        booked = await visitor.until("booked")
        await visitor.send(**frame)
        again = await visitor.until("booked")
        await visitor.send(**booking(unit_id))
        other = await visitor.until("error")
    assert again == booked
    assert {name: booked[name] for name in ("id", "unit_id", "check_in", "check_out", "guests")} == {
        name: frame[name] for name in ("id", "unit_id", "check_in", "check_out", "guests")
    }
    assert (booked["status"], booked["total_amount"], booked["currency"]) == ("requested", 340, "EUR")
    assert booked["external_reference"].startswith("LB-")
    messages = [f for f in visitor.frames if f["type"] == "message"]
    assert len(messages) == 1
    assert booked["external_reference"] in messages[0]["text"]
    assert (other["code"], other["detail"]) == ("conflict", CORE.say("converted", "en"))


WRONG_BOOKINGS: list[tuple[JSON, str, str]] = [
    ({"guests": 9}, "invalid_booking", CORE.say("booking.too_many_guests", "es", max_guests=4)),
    ({"unit_id": str(uuid4())}, "invalid_booking", CORE.say("booking.unknown_unit", "es")),
    ({"guest": {"name": "Ana"}}, "invalid_booking", CORE.say("booking.no_contact", "es")),
    ({"check_in": "2020-01-01"}, "invalid_booking", CORE.say("booking.past", "es")),
    ({"check_in": "2020-13-01"}, "bad_frame", "booking.check_in"),
    ({"check_in": 20200101}, "bad_frame", "booking.check_in"),
    ({"guests": 0}, "bad_frame", "booking.guests"),
    ({"guest": {"email": "a@b.c"}}, "bad_frame", "guest.name"),
    ({"guest": "Ana"}, "bad_frame", "booking.guest"),
]


async def test_booking_that_cannot_be_is_explained(db: TestDatabase) -> None:
    unit_id = add_unit(db, db.add_tenant())
    async with website(db) as site, site.visitor(locale="es") as visitor:
        for change, code, detail in WRONG_BOOKINGS:
            frame = booking(unit_id, change)
            await visitor.send(**frame)
            error = await visitor.receive()
            assert (error["code"], error["id"]) == (code, frame["id"]), (change, error)
            assert detail in error["detail"], (change, error)
    with db.admin() as conn:
        assert conn.execute("SELECT count(*) FROM guest_reservations").fetchone() == (0,)


# --- streams and nodes -------------------------------------------------------------------------------------------


async def test_stream_deltas_come_before_the_whole_message(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, plugins=("tests.support.streaming",)) as site, site.visitor() as visitor:
        id_ = await visitor.say("a b c")
        reply = await visitor.until("message")
    deltas = [frame for frame in visitor.frames if frame["type"] == "delta"]
    assert [delta["text"] for delta in deltas] == ["a ", "b ", "c "]
    assert all(delta["reply_to"] == [id_] for delta in deltas)
    assert reply["text"] == "a b c"


async def test_nodes_two_of_one_database_show_the_same_conversation(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as one, website(db, plugins=(ECHO,)) as two:
        async with one.visitor() as first, two.visitor(token=first.token) as second:
            reply = await first.ask("over there?")
            assert await second.until("message", role="assistant") == reply
