"""The HTTP API of ARCHITECTURE.md §6.2 over real connections."""

from __future__ import annotations

from tests.conftest import TestDatabase
from tests.support.web import website

CHAT = "/api/public-chat"


async def test_public_chat_first_message_is_answered_and_sets_the_cookie(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.http() as client:
        response = await client.post(CHAT, json={"message": "hello", "tenant_id": "demo"})
        again = await client.post(CHAT, json={"message": "more", "tenant_id": "demo"})
    body = response.json()
    assert response.status_code == 200
    assert body["success"] is True
    assert body["data"]["response"] == "echo: hello"
    assert set(body["data"]) == {
        "session_id", "response", "sources", "travel_intent", "availability_url", "suggestions", "cards",
    }  # fmt: skip
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("lobby_demo=")
    assert {"HttpOnly", "Max-Age=604800", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert again.json()["data"]["session_id"] == body["data"]["session_id"]


async def test_pages_are_served(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.http() as client:
        for path in (
            "/",
            "/widget.js",
            "/healthz",
            "/readyz",
            "/metrics",
            "/openapi.json",
            "/docs",
            "/static/docs.css",
            "/static/widget.js",
        ):
            response = await client.get(path)
            assert response.status_code == 200, (path, response.text)
