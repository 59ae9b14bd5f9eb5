"""Where visitors come from: the visit, and the first and last touch of a session."""

from __future__ import annotations

from typing import Any

import pytest

from tests.channels.web.http.test_api import assert_error
from tests.conftest import TestDatabase
from tests.sql.test_ledger import execute
from tests.support.web import website

VISIT = "/api/public-chat/visit"
MAIL, ADS = {"source": "mail", "campaign": "spring"}, {"source": "ads"}
TOUCHES = "SELECT kind, touches FROM events ORDER BY event_id"


async def test_visit_is_recorded_and_nobody_is_known_by_it(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    async with website(db) as site, site.http() as client:
        first = await client.post(
            VISIT,
            json={
                "tenant_id": "demo", "utm": {"utm_source": "mail", "campaign": "spring", "term": ""},
                "landing_page": "https://hotel.example/?a=1", "referrer": "https://search.example/",
            },
        )  # fmt: skip
        second = await client.post(VISIT, json={"tenant_id": str(tenant)})
    assert [(r.status_code, r.content, r.headers.get("set-cookie")) for r in (first, second)] == [(204, b"", None)] * 2
    both = {"first": MAIL, "last": MAIL}
    assert execute(db, "SELECT kind, channel, session_id, touches FROM events ORDER BY event_id") == [
        ("visit", "web", None, both), ("visit", "web", None, {}),
    ]  # fmt: skip
    assert execute(db, "SELECT count(*) FROM prospective_sessions") == [(0,)]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid_request"),
        ({"tenant_id": "nobody"}, 404, "unknown_tenant"),
        ({"tenant_id": "demo", "utm": {"medicine": "x"}}, 422, "invalid_request"),
        ({"tenant_id": "demo", "utm": {"source": "x" * 201}}, 422, "invalid_request"),
        ({"tenant_id": "demo", "landing_page": "x" * 2049}, 422, "invalid_request"),
        ({"tenant_id": "demo", "more": 1}, 422, "invalid_request"),
    ],
)
async def test_visit_that_is_wrong_is_refused(db: TestDatabase, body: dict[str, Any], status: int, code: str) -> None:
    db.add_tenant()
    async with website(db) as site, site.http() as client:
        response = await client.post(VISIT, json=body)
    assert response.status_code == status
    if status == 404:
        assert_error(response, status, code)
    assert execute(db, "SELECT count(*) FROM events") == [(0,)]


async def test_visit_from_another_website_is_refused(db: TestDatabase) -> None:
    db.add_tenant(allowed_origins=["https://hotel.example"])
    async with website(db) as site, site.http() as client:
        preflight = await client.options(
            VISIT,
            headers={"Origin": "https://hotel.example", "Access-Control-Request-Method": "POST"},
        )
        body = {"tenant_id": "demo"}
        allowed = await client.post(VISIT, json=body, headers={"Origin": "https://hotel.example"})
        refused = await client.post(VISIT, json=body, headers={"Origin": "https://evil.example"})
    assert (preflight.status_code, allowed.status_code) == (204, 204)
    assert_error(refused, 403, "origin_not_allowed")
    assert execute(db, "SELECT count(*) FROM events") == [(1,)]


async def test_visits_of_one_address_are_limited_apart_from_sessions(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, web={"address_sessions_per_minute": 2}) as site, site.http() as client:
        statuses = [(await client.post(VISIT, json={"tenant_id": "demo"})).status_code for _ in range(3)]
        async with site.visitor() as visitor:
            assert visitor.welcome["type"] == "welcome"
    assert statuses == [204, 204, 429]


async def test_session_keeps_the_first_touch_and_the_last(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site:
        async with site.visitor(utm=MAIL, last_utm=ADS) as visitor:
            await visitor.ask("hello")
        async with site.visitor(token=visitor.token, utm=MAIL, last_utm={"source": "social"}):
            pass
        async with site.visitor(token=visitor.token, utm=MAIL, last_utm={}):  # came without a campaign
            pass
    assert execute(db, "SELECT utm_tracking FROM prospective_sessions") == [
        ({"first": MAIL, "last": {"source": "social"}},)
    ]
    kinds = dict(execute(db, TOUCHES))
    assert kinds["message"] == {"first": MAIL, "last": ADS}


async def test_session_of_a_client_that_knows_one_touch_takes_it_as_the_last(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site:
        async with site.visitor(utm=MAIL) as visitor:
            pass
        async with site.visitor(token=visitor.token, utm=ADS):
            pass
    assert execute(db, "SELECT utm_tracking FROM prospective_sessions") == [({"first": MAIL, "last": ADS},)]
