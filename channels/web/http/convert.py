"""POST /api/public-chat/convert and /cancel: reservations made elsewhere that came out of a session."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.security import APIKeyHeader, HTTPBearer

from bot.core import Core
from bot.errors import Conflict, NotFound
from bot.types import JSON
from channels.web.errors import ApiError
from channels.web.http.auth import SIGNATURE_HEADER, Reporters
from channels.web.http.models import CancelRequest, CancelResponse, ConvertRequest, ConvertResponse
from channels.web.http.responses import errors, json_response

# For the documentation: which of the two is given is decided in Reporters.
_TOKEN = HTTPBearer(auto_error=False, bearerFormat="JWT", description="Staff token: HS256, claim tenant_id")
_SIGNATURE = APIKeyHeader(
    name=SIGNATURE_HEADER, auto_error=False, description='t=<unix>,v1=<hex HMAC-SHA256 of "t.body">'
)

SHOWN = (
    "external_reference",
    "status",
    "unit_id",
    "check_in",
    "check_out",
    "adults",
    "children",
    "total_amount",
    "currency",
)


def convert_routes(core: Core) -> APIRouter:
    router = APIRouter(prefix="/api/public-chat", tags=["bookings"])
    reporters = Reporters(core)

    async def authorise(request: Request) -> None:  # a dependency: before the fields are looked at
        request.state.tenant = await reporters.tenant(request.headers, await request.body())

    @router.post(
        "/convert",
        response_model=None,
        summary="Report a reservation that came out of a session",
        dependencies=[Depends(authorise), Depends(_TOKEN), Depends(_SIGNATURE)],
        responses={
            200: {"model": ConvertResponse, "description": "Recorded; the same body when it was recorded before"},
            **errors(400, 401, 404, 409, 413, 422, 503),
        },
    )
    async def convert(body: ConvertRequest, request: Request) -> Response:
        """Marks the session converted and keeps where the guest came from. Idempotent by `external_reference`; 409 when
        the session or the reference belongs to another reservation."""
        try:
            row, _ = await core.bookings.report(request.state.tenant, body.session_id, body.reservation.row())
        except Conflict as error:
            raise ApiError(409, "conflict") from error
        except NotFound as error:
            raise ApiError(404, "not_found", said="no_session_or_unit") from error
        return json_response({"success": True, "data": _data(body, row)})

    @router.post(
        "/cancel",
        response_model=None,
        summary="Report that a reservation was cancelled",
        dependencies=[Depends(authorise), Depends(_TOKEN), Depends(_SIGNATURE)],
        responses={
            200: {"model": CancelResponse, "description": "Cancelled; the same body when it was cancelled before"},
            **errors(400, 401, 404, 413, 422, 503),
        },
    )
    async def cancel(body: CancelRequest, request: Request) -> Response:
        """Takes the conversion back: the session may lead to another reservation. Idempotent."""
        try:
            row = await core.bookings.cancel(request.state.tenant, body.external_reference)
        except NotFound as error:
            raise ApiError(404, "not_found", said="no_reservation") from error
        data = {"reservation_id": row["id"], **{name: row[name] for name in ("external_reference", "status")}}
        return json_response({"success": True, "data": data})

    return router


def _data(body: ConvertRequest, row: JSON) -> JSON:
    """A row of guest_reservations without who the guest is."""
    return {
        "session_id": body.session_id,
        "reservation_id": row["id"],
        **{name: row[name] for name in SHOWN},
    }
