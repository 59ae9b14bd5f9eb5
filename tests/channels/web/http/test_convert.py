"""POST /api/public-chat/convert: who may report a reservation, and what becomes of it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import jwt
from pydantic import SecretStr

from bot.settings import Secrets
from channels.web.http.auth import is_signed, sign
from tests.channels.web.http.test_api import assert_error
from tests.conftest import TestDatabase
from tests.support.web import Site, website

CONVERT = "/api/public-chat/convert"
JSON = dict[str, Any]
JWT_SECRET = "a secret of the staff that is long enough"
SECRETS = Secrets(staff_jwt_secret=SecretStr(JWT_SECRET))
HMAC_SECRET = "whsec_of_the_booking_system"


def staff(tenant: UUID, secret: str = JWT_SECRET, **claims: Any) -> dict[str, str]:
    token = jwt.encode({"tenant_id": str(tenant), "exp": time.time() + 60, **claims}, secret, "HS256")
    return {"Authorization": f"Bearer {token}"}


def signed(body: bytes, secret: str = HMAC_SECRET, age_s: int = 0) -> dict[str, str]:
    moment = str(int(time.time()) - age_s)
    return {"X-Lobby-Signature": f"t={moment},v1={sign(body, secret, moment)}"}


def add_secret(db: TestDatabase, tenant: UUID, secret: str = HMAC_SECRET) -> None:
    with db.admin() as conn:
        conn.execute("INSERT INTO tenant_secrets VALUES (%s, %s)", (tenant, secret))


async def new_session(site: Site, tenant: str = "demo") -> str:
    async with site.visitor(tenant=tenant, utm={"source": "ads"}) as visitor:
        return str(visitor.welcome["session_id"])


def report(session_id: str, **change: Any) -> bytes:
    reservation = {
        "external_reference": "PMS-77",
        "check_in": "2030-07-01",
        "check_out": "2030-07-05",
        "adults": 2,
        "children": 1,
        "total_amount": 512.5,
        "currency": "EUR",
        "guest": {"name": "Ana", "email": "ana@example.com"},
        **change,
    }
    return json.dumps({"session_id": session_id, "reservation": reservation}).encode()


async def post(client: httpx.AsyncClient, body: bytes, headers: dict[str, str]) -> httpx.Response:
    return await client.post(CONVERT, content=body, headers={"Content-Type": "application/json", **headers})


async def test_convert_by_staff_records_the_reservation_once(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    async with website(db, secrets=SECRETS) as site, site.http() as client:
        body = report(await new_session(site))
        first = await post(client, body, staff(tenant))
        again = await post(client, body, staff(tenant, app_metadata={"tenant_id": str(tenant)}))
        session_id = first.json()["data"]["session_id"]
        other = await post(client, report(session_id, external_reference="PMS-78"), staff(tenant))
        elsewhere = await post(client, report(await new_session(site)), staff(tenant))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    assert first.json()["data"] == {
        **first.json()["data"],
        "external_reference": "PMS-77",
        "status": "confirmed",
        "unit_id": None,
        "check_in": "2030-07-01",
        "check_out": "2030-07-05",
        "adults": 2,
        "children": 1,
        "total_amount": 512.5,
        "currency": "EUR",
    }
    assert "ana@example.com" not in first.text
    assert_error(other, 409, "conflict")
    assert_error(elsewhere, 409, "conflict")
    with db.admin() as conn:
        row = conn.execute(
            "SELECT s.status, r.guest_email, r.attribution -> 'utm' -> 'first' FROM guest_reservations r"
            " JOIN prospective_sessions s ON s.converted_to_reservation_id = r.id"
        ).fetchall()
    assert row == [("converted", "ana@example.com", {"source": "ads"})]


async def test_convert_by_signature_of_the_sessions_tenant(db: TestDatabase) -> None:
    tenant, other = db.add_tenant(), db.add_tenant("other")
    add_secret(db, tenant)
    add_secret(db, other, "another secret")
    async with website(db) as site, site.http() as client:
        body = report(await new_session(site))
        right = await post(client, body, signed(body))
        assert_error(await post(client, body, signed(body, "another secret")), 401, "unauthorized")
        assert_error(await post(client, body, signed(body, age_s=301)), 401, "unauthorized")
        assert_error(await post(client, body, signed(body, age_s=-310)), 401, "unauthorized")
        assert_error(await post(client, body, signed(body + b" ")), 401, "unauthorized")
        unknown = report(str(uuid4()))
        assert_error(await post(client, unknown, signed(unknown)), 401, "unauthorized")
        for junk in (b"", b"{", b"[]", b'{"session_id": 5}', b'{"session_id": "x"}', b'{"session_id": {}}'):
            assert_error(await post(client, junk, signed(junk)), *((401, "unauthorized") if junk != b"{" else BAD_JSON))
    assert right.status_code == 200
    assert right.json()["data"]["external_reference"] == "PMS-77"


BAD_JSON = (400, "bad_json")


async def test_convert_without_right_is_refused_alike(db: TestDatabase) -> None:
    tenant, other = db.add_tenant(), db.add_tenant("other")
    inactive = db.add_tenant("gone")
    with db.admin() as conn:
        conn.execute("UPDATE tenant_registry SET is_active = false WHERE tenant_id = %s", (inactive,))
    async with website(db, secrets=SECRETS) as site, site.http() as client:
        body = report(await new_session(site))
        refused: list[dict[str, str]] = [
            {},
            {"Authorization": "Bearer nonsense"},
            {"Authorization": "Basic dXNlcjpwYXNz"},
            {"X-Lobby-Signature": "t=1,v1=00"},
            {"X-Lobby-Signature": "nonsense"},
            staff(tenant, "another secret that is long enough, too"),
            staff(tenant, exp=time.time() - 10),
            staff(tenant, role="anon"),
            staff(tenant, tenant_id=None),
            staff(tenant, tenant_id="demo"),
            staff(inactive),
            {"Authorization": "Bearer " + jwt.encode({"tenant_id": str(tenant)}, None, "none")},
        ]
        for headers in refused:
            response = await post(client, body, headers)
            assert_error(response, 401, "unauthorized")
            assert response.headers["www-authenticate"] == "Bearer"
        assert_error(await post(client, body, staff(other)), 404, "not_found")
        assert_error(await post(client, b"{}", {}), 401, "unauthorized")
    with db.admin() as conn:
        assert conn.execute("SELECT count(*) FROM guest_reservations").fetchone() == (0,)


async def test_convert_by_staff_without_a_secret_on_the_server_is_refused(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    async with website(db) as site, site.http() as client:
        assert_error(await post(client, report(await new_session(site)), staff(tenant)), 401, "unauthorized")


WRONG: list[tuple[JSON, str]] = [
    ({"external_reference": ""}, "reservation.external_reference"),
    ({"external_reference": "a\0"}, "reservation.external_reference"),
    ({"check_in": "soon"}, "reservation.check_in"),
    ({"check_in": 20300701}, "reservation.check_in"),
    ({"check_out": "2030-07-01"}, "check_out must come after check_in"),
    ({"adults": -1}, "reservation.adults"),
    ({"adults": 0, "children": 0}, "at least one"),
    ({"adults": "2"}, "reservation.adults"),
    ({"total_amount": -1}, "reservation.total_amount"),
    ({"total_amount": 1.234}, "reservation.total_amount"),
    ({"total_amount": 1e12}, "reservation.total_amount"),
    ({"currency": "euro"}, "reservation.currency is not valid: string should match pattern '^[A-Z]{3}$'"),
    ({"guest": {}}, "reservation.guest.name is missing"),
    ({"guest": {"name": "A", "age": 3}}, "no field reservation.guest.age"),
    ({"unit_id": "1"}, "reservation.unit_id"),
]


async def test_convert_wrong_field_is_named(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    async with website(db, secrets=SECRETS) as site, site.http() as client:
        session_id = await new_session(site)
        for change, detail in WRONG:
            error = assert_error(
                await post(client, report(session_id, **change), staff(tenant)), 422, "invalid_request"
            )
            assert detail in error["message"], (change, error)
        unknown_unit = report(session_id, unit_id=str(uuid4()))
        assert_error(await post(client, unknown_unit, staff(tenant)), 404, "not_found")
    with db.admin() as conn:
        assert conn.execute("SELECT count(*) FROM guest_reservations").fetchone() == (0,)


async def test_cancel_takes_the_conversion_back_once(db: TestDatabase) -> None:
    tenant, other = db.add_tenant(), db.add_tenant("other")
    add_secret(db, tenant)
    add_secret(db, other, "another secret")
    body = json.dumps({"external_reference": "PMS-77", "tenant_id": str(tenant)}).encode()
    foreign = json.dumps({"external_reference": "PMS-77", "tenant_id": str(other)}).encode()
    async with website(db, secrets=SECRETS) as site, site.http() as client:
        json_body = {"Content-Type": "application/json"}
        session_id = await new_session(site)
        await post(client, report(session_id), staff(tenant))
        cancel = CONVERT.replace("convert", "cancel")
        assert_error(await client.post(cancel, content=body, headers=json_body), 401, "unauthorized")
        assert_error(
            await client.post(cancel, content=body, headers=json_body | signed(body, "another secret")),
            401,
            "unauthorized",
        )
        assert_error(
            await client.post(cancel, content=foreign, headers=json_body | signed(foreign, "another secret")),
            404,
            "not_found",
        )
        first = await client.post(cancel, content=body, headers=json_body | signed(body))
        again = await client.post(cancel, content=body, headers=json_body | staff(tenant))
        assert (first.status_code, first.json()["data"]["status"]) == (200, "cancelled")
        assert first.content == again.content
        assert (await post(client, report(session_id, external_reference="PMS-78"), staff(tenant))).status_code == 200
    with db.admin() as conn:
        kinds = conn.execute(
            "SELECT kind FROM events WHERE kind IN ('reservation', 'cancellation') ORDER BY event_id"
        ).fetchall()
    assert kinds == [("reservation",), ("cancellation",), ("reservation",)]


def test_signature_of_the_documentation_is_taken() -> None:
    documentation = (Path(__file__).parents[4] / "docs" / "website.md").read_text("utf-8")
    names: JSON = {}
    exec(documentation.split("```python\n")[1].split("```")[0], names)  # noqa: S102  # what readers will copy
    assert is_signed(names["signature"](b"body", "secret"), b"body", "secret", time.time())


def test_is_signed_takes_one_of_several_and_refuses_what_is_malformed() -> None:
    good = sign(b"body", "s", "1000")
    assert is_signed(f"t=1000,v1={'0' * 64},v1={good}", b"body", "s", 1000.0)
    assert is_signed(f"t=1000, v1={good}", b"body", "s", 1299.0)
    for header in ("", "t=1000", f"v1={good}", f"t=1000,t=1000,v1={good}", f"t=-1000,v1={good}", f"t=١٠٠٠,v1={good}",
                   f"t=1000,v0={good}", f"t={'1' * 400},v1={good}", f"t=1000,v1={good}é"):  # fmt: skip
        assert not is_signed(header, b"body", "s", 1000.0), header
