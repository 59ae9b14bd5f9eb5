"""Input that nobody means: the server answers, and lives."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from channels.web.socket.frames import BadFrame, read_frame
from tests.channels.web.http.test_convert import SECRETS, add_secret, staff
from tests.conftest import TestDatabase
from tests.support.sampling import examples
from tests.support.web import JSON, Visitor, website

pytestmark = pytest.mark.slow

EXAMPLES = examples(most=40, usual=15)  # of each operation
ID = "0b0e6f0a-6f2f-4a8f-9b9b-6f1f3a5a7c11"
KINDS = ["hello", "message", "action", "booking", "typing", "read", "ping"]
NAMES = [
    "type",
    "id",
    "v",
    "tenant",
    "token",
    "last_seq",
    "text",
    "action",
    "unit_id",
    "check_in",
    "check_out",
    "guests",
    "guest",
    "seq",
    "utm",
    "locale",
    "name",
    "email",
]

_leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([*KINDS, ID, "2030-01-01", 1, 0])
)
_json = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(), inner, max_size=6),
    max_leaves=12,
)
_nearly = st.builds(
    lambda frame, change: {**frame, **change},
    st.sampled_from(
        [
            {"type": "message", "id": ID, "text": "hello"},
            {"type": "action", "id": ID, "action": "book", "unit_id": ID},
            {"type": "hello", "v": 1, "tenant": "demo", "token": None},
            {"type": "read", "seq": 1},
            {
                "type": "booking",
                "id": ID,
                "unit_id": ID,
                "check_in": "2030-01-01",
                "check_out": "2030-01-05",
                "guests": 2,
                "guest": {"name": "A", "email": "a@b.c"},
            },
        ]
    ),
    st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), _json, max_size=3),
)
_frames = (_json | _nearly).map(json.dumps) | st.text() | st.binary(max_size=200)
_quick = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@_quick
@given((_json | _nearly).map(json.dumps) | st.text())
def test_read_frame_takes_or_explains_anything(text: str) -> None:
    bad = None
    try:
        assert read_frame(text).type in KINDS
    except BadFrame as refused:
        bad = refused
    if bad is not None:
        assert bad.code in ("bad_frame", "too_long")
        assert bad.detail.encode()


async def test_socket_answers_anything_and_the_session_survives(db: TestDatabase) -> None:
    db.add_tenant()
    frames: list[str | bytes] = []

    @_quick
    @given(_frames)
    def collect(frame: str | bytes) -> None:
        frames.append(frame)

    collect()
    async with website(db) as site, site.visitor() as visitor:
        for frame in frames:
            await _provoke(visitor, frame)
        reply = await visitor.ask("still here?")
        async with site.visitor(token=visitor.token) as again:
            transcript = again.welcome["messages"]
    assert len(frames) > 100
    assert any(frame["type"] == "error" for frame in visitor.frames)
    assert reply["text"] == "echo: still here?"
    assert [message["seq"] for message in transcript] == list(range(1, reply["seq"] + 1))


async def _provoke(visitor: Visitor, frame: str | bytes) -> None:
    """Send anything; whatever it causes comes before the pong."""
    await visitor.ws.send(frame.encode("utf-8", "replace").decode() if isinstance(frame, str) else frame)
    await visitor.send(type="ping")
    await visitor.until("pong")


async def test_socket_torn_utf8_closes_only_that_socket(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as bystander:
        async with site.visitor() as visitor:
            await visitor.ws.send(b"\xff\xfe", text=True)
            async with asyncio.timeout(10):
                await visitor.ws.wait_closed()
            assert visitor.ws.close_code == 1007
        assert (await bystander.ask("fine?"))["text"] == "echo: fine?"


# The server beside the strategies draws random numbers of its own: hypothesis takes them for the strategies'.
@pytest.mark.filterwarnings("ignore:Do not use the .random. module inside strategies")
async def test_http_api_keeps_its_own_description(db: TestDatabase) -> None:
    """schemathesis makes requests from the OpenAPI that the server itself shows."""
    tenant = db.add_tenant()
    add_secret(db, tenant)
    async with website(db, secrets=SECRETS) as site:
        async with site.visitor() as visitor:
            await visitor.ask("hello")
        known = {"token": visitor.token, "session_id": visitor.welcome["session_id"]}
        async with asyncio.timeout(120):
            statuses = await asyncio.to_thread(_fuzz, site.url, tenant, known)
        async with site.visitor() as visitor:
            assert (await visitor.ask("still here?"))["text"] == "echo: still here?"
    assert {200, 401, 404, 422} <= statuses


def _fuzz(url: str, tenant: UUID, known: JSON) -> set[int]:
    """The statuses that were answered."""
    import schemathesis  # every worker imports this module, and one has the test
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    kept = (
        not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    )
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    statuses: set[int] = set()
    for result, mode in itertools.product(schema.get_all_operations(), schemathesis.GenerationMode):
        operation = result.ok()
        if mode is schemathesis.GenerationMode.NEGATIVE and not operation.body:
            continue  # every text is a possible path

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
        def attempt(case: Any, real: bool) -> None:
            headers = _make_real(case, tenant, known) if real else {}
            response = case.call(headers=headers)
            statuses.add(response.status_code)
            case.validate_response(response, checks=list(kept))

        attempt()
    return statuses


def _make_real(case: Any, tenant: UUID, known: JSON) -> dict[str, str]:
    """Half of the requests name what exists, so that they get further than the door."""
    if isinstance(case.body, dict):
        if "tenant_id" in case.body:
            case.body["tenant_id"] = "demo"
        if "session_id" in case.body:
            case.body["session_id"] = known["session_id"]
    if "cookie_id" in case.path_parameters:
        case.path_parameters["cookie_id"] = known["token"]
        return {"Authorization": f"Bearer {known['token']}"}
    return {**staff(tenant), "Cookie": f"lobby_demo={known['token']}"}
