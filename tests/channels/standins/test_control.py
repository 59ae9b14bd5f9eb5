"""The road for other programs, with acts of no platform."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from channels.standins.control import control_routes
from channels.standins.serving import serving

JSON = dict[str, Any]


class Tired(Exception):
    """What this stand-in refuses with."""


async def dance(body: JSON) -> JSON:
    if body.get("steps", 1) > 9:
        raise Tired("no more")
    return {"danced": body["how"]}


async def explode(body: JSON) -> JSON:
    raise ZeroDivisionError


APPLICATION = Starlette(
    routes=control_routes(lambda: {"mood": "good"}, {"dance": dance, "explode": explode}, (Tired,)),
)


@pytest.mark.parametrize(
    ("act", "body", "status", "answer"),
    [
        ("dance", {"how": "well"}, 200, {"danced": "well"}),
        ("dance", {}, 400, {"error": "KeyError: 'how'"}),
        ("dance", {"how": "long", "steps": 10}, 400, {"error": "Tired: no more"}),
        ("dance", {"steps": "x"}, 400, {"error": "TypeError: '>' not supported between instances of 'str' and 'int'"}),
        ("sing", {}, 404, {"error": "there is no act 'sing'"}),
    ],
)
async def test_act_from_outside_is_answered_or_refused(act: str, body: JSON, status: int, answer: JSON) -> None:
    async with serving(APPLICATION) as url, httpx.AsyncClient(base_url=url, trust_env=False) as http:
        done = await http.post(f"/_control/{act}", json=body)
        assert (done.status_code, done.json()) == (status, answer)


async def test_state_is_seen_and_a_body_that_is_no_json_is_refused() -> None:
    async with serving(APPLICATION) as url, httpx.AsyncClient(base_url=url, trust_env=False) as http:
        assert (await http.get("/_control/state")).json() == {"mood": "good"}
        assert (await http.post("/_control/dance", content="{")).status_code == 400


async def test_fault_of_the_stand_in_itself_is_no_refusal() -> None:
    async with serving(APPLICATION) as url, httpx.AsyncClient(base_url=url, trust_env=False) as http:
        assert (await http.post("/_control/explode")).status_code == 500
