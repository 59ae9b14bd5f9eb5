"""The HTTP API of ARCHITECTURE.md §6.2 over real connections."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from bot.news.followers import SpeakerChanged
from tests.conftest import TestDatabase
from tests.support.web import website

CHAT = "/api/public-chat"
JSON = dict[str, Any]
HELLO = {"message": "hello", "tenant_id": "demo"}


def assert_error(response: httpx.Response, status: int, code: str) -> JSON:
    """The failure's shape; returns its body."""
    body: JSON = response.json()
    assert (response.status_code, body.get("error")) == (status, code), response.text
    assert set(body) == {"success", "error", "message", "error_id"}
    assert body["success"] is False
    assert len(body["error_id"]) == 12
    return body


# --- one message ------------------------------------------------------------------------------------------------


async def test_public_chat_first_message_is_answered_and_sets_the_cookie(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    async with website(db) as site, site.http() as client:
        response = await client.post(CHAT, json=HELLO)
        again = await client.post(CHAT, json={"message": "more", "tenant_id": str(tenant).upper()})
    body = response.json()
    assert response.status_code == 200
    assert body["success"] is True
    assert body["data"] == {
        "session_id": body["data"]["session_id"],
        "response": "echo: hello",
        "sources": [],
        "travel_intent": body["data"]["travel_intent"],
        "availability_url": None,
        "suggestions": [],
        "cards": [],
    }
    assert {"check_in", "check_out", "guests", "captured_this_message"} <= set(body["data"]["travel_intent"])
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("lobby_demo=")
    assert {"HttpOnly", "Max-Age=604800", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert again.json()["data"]["session_id"] == body["data"]["session_id"]


async def test_public_chat_cookie_is_secure_behind_https(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, web={"trusted_proxies": ("127.0.0.1",)}) as site, site.http() as client:
        response = await client.post(CHAT, json=HELLO, headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in response.headers["set-cookie"].split("; ")
    assert response.headers["strict-transport-security"] == "max-age=31536000"


async def test_public_chat_shares_the_session_with_the_socket(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as visitor:
        async with site.http(cookies={"lobby_demo": visitor.token}) as client:
            response = await client.post(CHAT, json=HELLO)
        reply = await visitor.until("message", role="assistant")
    assert response.json()["data"]["session_id"] == visitor.welcome["session_id"]
    assert response.json()["data"]["response"] == reply["text"]


async def test_public_chat_repeated_id_gives_the_same_answer_once(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, plugins=("tests.support.slow",)) as site, site.http() as client:
        await client.post(CHAT, json=HELLO)
        question = {**HELLO, "message": "again?", "id": str(uuid4())}
        answers = await asyncio.gather(*(client.post(CHAT, json=question) for _ in range(3)))
        answers.append(await client.post(CHAT, json=question))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert all(answer.content == answers[0].content for answer in answers)
    with db.admin() as conn:
        assert conn.execute("SELECT count(*) FROM messages").fetchone() == (4,)


async def test_public_chat_session_id_alone_opens_nothing(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.http() as owner, site.http() as thief:
        session_id = (await owner.post(CHAT, json=HELLO)).json()["data"]["session_id"]
        mine = await owner.post(CHAT, json={**HELLO, "session_id": session_id})
        without_cookie = await thief.post(CHAT, json={**HELLO, "session_id": session_id})
        await thief.post(CHAT, json=HELLO)
        with_another = await thief.post(CHAT, json={**HELLO, "session_id": session_id})
    assert mine.json()["data"]["session_id"] == session_id
    assert_error(without_cookie, 404, "unknown_session")
    assert_error(with_another, 404, "unknown_session")


async def test_public_chat_cookies_of_two_tenants_do_not_meet(db: TestDatabase) -> None:
    db.add_tenant()
    db.add_tenant("other")
    async with website(db) as site, site.http() as client:
        first = (await client.post(CHAT, json=HELLO)).json()["data"]["session_id"]
        other = (await client.post(CHAT, json={**HELLO, "tenant_id": "other"})).json()["data"]["session_id"]
        again = (await client.post(CHAT, json=HELLO)).json()["data"]["session_id"]
        stolen = {"lobby_other": client.cookies["lobby_demo"]}
        async with site.http(cookies=stolen) as thief:
            anew = (await thief.post(CHAT, json={**HELLO, "tenant_id": "other"})).json()["data"]["session_id"]
    assert first == again
    assert len({first, other, anew}) == 3


async def test_public_chat_expired_cookie_begins_anew(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.http() as client:
        first = await client.post(CHAT, json=HELLO)
        with db.admin() as conn:
            conn.execute("UPDATE prospective_sessions SET expires_at = now() - interval '1 second'")
        second = await client.post(CHAT, json=HELLO)
    assert second.status_code == 200
    assert second.json()["data"]["session_id"] != first.json()["data"]["session_id"]
    assert second.headers["set-cookie"] != first.headers["set-cookie"]


async def test_public_chat_staff_speaking_is_said(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, plugins=("tests.support.slow",)) as site, site.http() as client:
        session_id = (await client.post(CHAT, json=HELLO)).json()["data"]["session_id"]
        waiting = asyncio.create_task(client.post(CHAT, json={**HELLO, "message": "and you?", "locale": "es"}))
        await asyncio.sleep(0.2)
        with db.admin() as conn:
            conn.execute("UPDATE turns SET speaker = 'staff', epoch = epoch + 1")
        site.core.news.tell(UUID(session_id), SpeakerChanged("staff", "Marta"))
        told_while_waiting = await waiting
        later = await client.post(CHAT, json=HELLO)
    assert told_while_waiting.json()["data"]["response"].startswith("Gracias. Alguien de nuestro equipo")
    assert later.json()["data"]["response"].startswith("Thank you. Somebody from our team")
    assert later.json()["data"]["travel_intent"]["captured_this_message"] == []


# --- streaming --------------------------------------------------------------------------------------------------


def events(text: str) -> list[tuple[str, JSON]]:
    """Server-sent events as (name, data)."""
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


@pytest.mark.parametrize(("query", "headers"), [("?stream=true", {}), ("", {"Accept": "text/event-stream"})])
async def test_public_chat_streams_deltas_then_the_message(db: TestDatabase, query: str, headers: JSON) -> None:
    db.add_tenant()
    async with website(db, plugins=("tests.support.streaming",)) as site, site.http() as client:
        response = await client.post(CHAT + query, json={**HELLO, "message": "one two"}, headers=headers)
        whole = await client.post(CHAT, json={**HELLO, "message": "one two"})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["set-cookie"].startswith("lobby_demo=")
    told = events(response.text)
    assert told[:2] == [("delta", {"text": "one "}), ("delta", {"text": "two "})]
    assert told[2:] == [("message", whole.json()["data"])]


async def test_public_chat_stream_that_is_left_is_answered_and_not_followed_any_longer(
    db: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.support.slow.SECONDS", 3)
    db.add_tenant()
    async with website(db, plugins=("tests.support.slow",)) as site, site.http() as client:
        async with client.stream("POST", CHAT + "?stream=true", json=HELLO) as response:
            assert response.status_code == 200
            cookie = response.cookies["lobby_demo"]
            async with asyncio.timeout(10):
                while not site.core.news.seen():
                    await asyncio.sleep(0.01)
        async with asyncio.timeout(10):
            while site.core.news.seen():
                await asyncio.sleep(0.01)
        assert site.core.turns.running == 1
        async with site.visitor(token=cookie) as visitor:
            while len(visitor.welcome["messages"] + visitor.frames[1:]) < 2:
                await visitor.until("message")
        assert (visitor.welcome["messages"] + visitor.frames[1:])[-1]["text"] == "at last: hello"


async def test_public_chat_stream_tells_failures_as_an_event(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, web={"messages_per_minute": 1}) as site, site.http() as client:
        await client.post(CHAT, json=HELLO)
        response = await client.post(CHAT + "?stream=true", json={**HELLO, "locale": "es"})
    [(name, error)] = events(response.text)
    assert (name, error["error"], error["success"]) == ("error", "rate_limited", False)
    assert error["message"].startswith("¡Qué rapidez!")


# --- what is refused --------------------------------------------------------------------------------------------

WRONG: list[tuple[Any, int, str, str]] = [
    (b"{", 400, "bad_json", "JSON"),
    (b"", 400, "bad_json", "JSON"),
    (b"\xff\xfe", 400, "bad_json", "JSON"),
    (b"[]", 400, "bad_json", "JSON"),
    (b"null", 400, "bad_json", "JSON"),
    ({"tenant_id": "demo"}, 422, "invalid_request", "message is missing"),
    ({"message": "hi"}, 422, "invalid_request", "tenant_id is missing"),
    ({**HELLO, "message": 5}, 422, "invalid_request", "message"),
    ({**HELLO, "message": "  "}, 422, "invalid_request", "empty"),
    ({**HELLO, "message": "a\0b"}, 422, "invalid_request", "control characters"),
    ({**HELLO, "message": "\ud800"}, 400, "bad_json", "JSON"),
    ({**HELLO, "message": "x" * 2001}, 422, "too_long", "2000"),
    ({**HELLO, "session_id": "1"}, 422, "invalid_request", "session_id"),
    ({**HELLO, "id": "1"}, 422, "invalid_request", "id is not valid: it must be a UUID"),
    ({**HELLO, "utm": {"x": "y"}}, 422, "invalid_request", "utm"),
    ({**HELLO, "colour": "red"}, 422, "invalid_request", "no field colour"),
    ({**HELLO, "tenant_id": "nobody"}, 404, "unknown_tenant", "tenant"),
    ({**HELLO, "tenant_id": "a\0"}, 422, "invalid_request", "tenant_id"),
]


async def test_public_chat_wrong_body_is_explained(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.http(headers={"Content-Type": "application/json"}) as client:
        for body, status, code, detail in WRONG:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            error = assert_error(await client.post(CHAT, content=content), status, code)
            assert detail in error["message"], (body, error)
        form = await client.post(CHAT, content=b"message=hi", headers={"Content-Type": "text/plain"})
        assert_error(form, 400, "bad_json")
    with db.admin() as conn:
        assert conn.execute("SELECT count(*) FROM prospective_sessions").fetchone() == (0,)


async def test_failures_are_said_in_the_visitors_language(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.http(headers={"Accept-Language": "es-CO,es;q=0.9,en;q=0.8"}) as client:
        unknown = assert_error(await client.post(CHAT, json={**HELLO, "tenant_id": "no"}), 404, "unknown_tenant")
        missing = assert_error(await client.post(CHAT, json={"tenant_id": "demo"}), 422, "invalid_request")
        blank = assert_error(await client.post(CHAT, json={**HELLO, "message": " "}), 422, "invalid_request")
        english = await client.post(CHAT, json={**HELLO, "tenant_id": "no", "locale": "en-GB"})
    assert unknown["message"].startswith("No hay ningún alojamiento")
    assert missing["message"] == "Falta el campo message."
    assert blank["message"] == "El campo message está vacío; escribe algo."
    assert english.json()["message"].startswith("There is no tenant")


async def test_body_too_large_is_refused(db: TestDatabase) -> None:
    async def pieces() -> Any:
        for _ in range(70):
            yield b"x" * 1024

    async with website(db) as site, site.http(headers={"Content-Type": "application/json"}) as client:
        assert_error(await client.post(CHAT, content=b" " * (64 * 1024 + 1)), 413, "too_large")
        assert_error(await client.post(CHAT, content=pieces()), 413, "too_large")
        assert_error(await client.post(f"{CHAT}/convert", content=b" " * (64 * 1024 + 1)), 413, "too_large")
        assert_error(await client.post(CHAT, content=b" " * (64 * 1024)), 400, "bad_json")


async def test_paths_and_methods_that_are_not_there_have_the_same_shape(db: TestDatabase) -> None:
    async with website(db) as site, site.http() as client:
        assert_error(await client.get("/nowhere"), 404, "not_found")
        assert_error(await client.get("/static/../api.py"), 404, "not_found")
        assert_error(await client.get(CHAT), 405, "method_not_allowed")
        assert_error(await client.get("/"), 404, "no_demo_tenant")


async def test_messages_too_many_are_told_when_to_come_back(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, web={"messages_per_minute": 1, "address_sessions_per_minute": 2}) as site:
        async with site.http() as client, site.http() as second, site.http() as third:
            await client.post(CHAT, json=HELLO)
            again = await client.post(CHAT, json=HELLO)
            assert (await second.post(CHAT, json=HELLO)).status_code == 200
            new = await third.post(CHAT, json=HELLO)
    for response in (again, new):
        body = assert_error(response, 429, "rate_limited")
        assert 0 < int(response.headers["retry-after"]) <= 60
        assert response.headers["retry-after"] in body["message"]


async def test_database_away_is_503_and_readyz_says_so(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.http() as client:
        assert (await client.get("/readyz")).json()["status"] == "ready"
        await site.core.database.close()
        response = await client.post(CHAT, json=HELLO)
        body = assert_error(response, 503, "unavailable")
        async with asyncio.timeout(10):  # the answer is remembered for a moment
            while (readyz := await client.get("/readyz")).status_code == 200:
                await asyncio.sleep(0.1)
        healthz = await client.get("/healthz")
        async with site.socket() as visitor:
            frame = await visitor.hello()
    assert "retry-after" in response.headers
    assert body["message"].startswith("We cannot answer just now")
    assert (frame["code"], len(frame["error_id"]), frame["retry_after_s"]) == ("unavailable", 12, 3)
    assert (healthz.status_code, healthz.json()) == (200, {"status": "ok"})
    assert (readyz.status_code, readyz.json()["status"]) == (503, "not ready")


# --- origins and CORS -------------------------------------------------------------------------------------------

HOTEL, EVIL = "https://hotel.example", "https://evil.test"


async def test_origin_of_another_website_is_refused_before_any_work(db: TestDatabase) -> None:
    db.add_tenant(allowed_origins=[HOTEL])
    async with website(db) as site, site.http() as client:
        allowed = await client.post(CHAT, json=HELLO, headers={"Origin": HOTEL})
        own = await client.post(CHAT, json=HELLO, headers={"Origin": site.url})
        for origin in (EVIL, "null", "https://hotel.example.evil.test", "http://hotel.example"):
            refused = await client.post(CHAT, json=HELLO, headers={"Origin": origin})
            assert_error(refused, 403, "origin_not_allowed")
            assert "access-control-allow-origin" not in refused.headers
    assert (allowed.status_code, own.status_code) == (200, 200)
    assert allowed.headers["access-control-allow-origin"] == HOTEL
    assert allowed.headers["access-control-allow-credentials"] == "true"
    assert "Origin" in allowed.headers["vary"]


async def test_preflight_is_answered_only_for_a_tenants_website(db: TestDatabase) -> None:
    db.add_tenant(allowed_origins=[HOTEL + "/"])
    gone = db.add_tenant("gone", allowed_origins=["https://gone.example"])
    with db.admin() as conn:
        conn.execute("UPDATE tenant_registry SET is_active = false WHERE tenant_id = %s", (gone,))
    ask = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    async with website(db) as site, site.http() as client:
        allowed = await client.options(CHAT, headers={"Origin": HOTEL, **ask})
        for origin in (EVIL, "null", "https://gone.example"):
            refused = await client.options(CHAT, headers={"Origin": origin, **ask})
            assert refused.status_code == 403
            assert "access-control-allow-origin" not in refused.headers
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == HOTEL
    assert "POST" in allowed.headers["access-control-allow-methods"]
    assert "Content-Type" in allowed.headers["access-control-allow-headers"]


async def test_origin_of_another_tenant_may_read_its_refusal_only(db: TestDatabase) -> None:
    db.add_tenant(allowed_origins=[HOTEL])
    db.add_tenant("other", allowed_origins=["https://other.example"])
    async with website(db) as site, site.http() as client:
        refused = await client.post(CHAT, json=HELLO, headers={"Origin": "https://other.example"})
    assert_error(refused, 403, "origin_not_allowed")
    with db.admin() as conn:
        assert conn.execute("SELECT count(*) FROM prospective_sessions").fetchone() == (0,)


# --- the visitor's own session ----------------------------------------------------------------------------------


async def test_session_is_shown_to_the_bearer_of_its_cookie_only(db: TestDatabase) -> None:
    db.add_tenant(allowed_origins=[HOTEL])
    async with website(db) as site, site.http() as owner, site.http() as thief:
        session_id = (await owner.post(CHAT, json=HELLO)).json()["data"]["session_id"]
        token = owner.cookies["lobby_demo"]
        path = f"{CHAT}/session/{token}"
        by_cookie = await owner.get(path)
        by_header = await thief.get(path, headers={"Authorization": f"Bearer {token}"})
        assert_error(await thief.get(path), 404, "not_found")
        assert_error(await thief.get(path, headers={"Authorization": "Bearer " + "x" * 43}), 404, "not_found")
        assert_error(await owner.get(f"{CHAT}/session/{session_id}"), 404, "not_found")
        assert_error(await owner.get(path, headers={"Origin": EVIL}), 403, "origin_not_allowed")
        unknown = "y" * 43
        bearing = {"Authorization": f"Bearer {unknown}"}
        assert_error(await thief.get(f"{CHAT}/session/{unknown}", headers=bearing), 404, "not_found")
    data = by_cookie.json()["data"]
    assert by_cookie.json() == by_header.json()
    assert (data["session_id"], data["status"], data["speaker"]) == (session_id, "active", "bot")
    assert [(item["role"], item["content"]) for item in data["conversation_history"]] == [
        ("user", "hello"),
        ("assistant", "echo: hello"),
    ]
    assert data["travel_intent"] == {}
    assert data["created_at"] < data["expires_at"]
