"""/_control/…: the kit over HTTP, for programs that run elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from channels.telegram.standin.kit import TelegramStandin


def control_routes(standin: TelegramStandin) -> list[Route]:
    async def state(request: Request) -> Response:
        return JSONResponse({"confirmed": standin.confirmed})

    return [Route("/_control/state", state)]
