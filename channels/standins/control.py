"""The stand-in over HTTP and JSON, for programs that run elsewhere: `/_control/…`. What can be done is the platform's.

GET  /_control/state
POST /_control/<act>      arguments as a JSON object; 404 for an unknown act, 400 for what cannot be done
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

JSON = dict[str, Any]
Act = Callable[[JSON], Awaitable[JSON]]


def control_routes(
    state: Callable[[], JSON], acts: Mapping[str, Act], refused: tuple[type[Exception], ...], *more: Route
) -> list[Route]:
    """
    Args:
        refused: what `acts` raise, beside lookups and values that fail, when something cannot be done.
        more: further things to see, at addresses below `/_control`.
    """
    impossible: tuple[type[Exception], ...] = (LookupError, TypeError, ValueError, *refused)

    async def see(request: Request) -> Response:
        return JSONResponse(state())

    async def act(request: Request) -> Response:
        perform = acts.get(name := request.path_params["act"])
        if perform is None:
            return JSONResponse({"error": f"there is no act {name!r}"}, 404)
        try:
            return JSONResponse(await perform(json.loads(await request.body() or b"{}")))
        except impossible as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, 400)

    return [
        Route("/_control/state", see),
        *more,
        Route("/_control/{act}", act, methods=["POST"]),
    ]
