"""Who may report a reservation: staff with a token, or a booking system that signs with its tenant's secret."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import jwt
import orjson

from bot.core import Core
from bot.errors import NotFound
from bot.store import rows
from bot.store.queries import load
from bot.types import Tenant
from channels.web.errors import ApiError

SIGNATURE_HEADER = "X-Lobby-Signature"
TOLERANCE_S = 300  # between the signature's time and ours
ALGORITHM = "HS256"

LEDGER, WEB = load("ledger"), load("web")


class Reporters:
    """Finds the tenant that a request may speak for. Every refusal is the same 401: it tells nothing."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def tenant(self, headers: Mapping[str, str], body: bytes) -> Tenant:
        """Raises ApiError (401)."""
        if signature := headers.get(SIGNATURE_HEADER):
            return await self._check_signature(signature, body)
        scheme, _, token = headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise _unauthorized()
        return await self._staff(token.strip())

    async def _staff(self, token: str) -> Tenant:
        """The tenant claim of a staff token: top level or under `app_metadata`, where Supabase keeps it."""
        secret = self._core.secrets.staff_jwt_secret
        if secret is None:
            raise _unauthorized()
        try:
            claims = jwt.decode(token, secret.get_secret_value(), [ALGORITHM], options={"verify_aud": False})
        except jwt.PyJWTError as error:
            raise _unauthorized() from error
        metadata = claims.get("app_metadata")
        tenant_id = claims.get("tenant_id") or (metadata.get("tenant_id") if isinstance(metadata, dict) else None)
        if not isinstance(tenant_id, str) or claims.get("role") == "anon":
            raise _unauthorized()
        return await self._active(tenant_id)

    async def _check_signature(self, signature: str, body: bytes) -> Tenant:
        """The tenant that the body names, or of the session in it, if its secret made the signature."""
        tenant_id = await self._read_tenant_id(body)
        if tenant_id is None:
            raise _unauthorized()
        async with self._core.database.tenant(tenant_id) as conn:
            secret = await rows.value(conn, LEDGER["webhook_secret"], {"tenant_id": tenant_id})
        if secret is None or not is_signed(signature, body, secret, time.time()):
            raise _unauthorized()
        return await self._active(str(tenant_id))

    async def _read_tenant_id(self, body: bytes) -> UUID | None:
        if session_id := _uuid(body, "session_id"):
            tenant_id: UUID | None = await self._core.database.value(WEB["session_tenant"], {"session_id": session_id})
            return tenant_id
        return _uuid(body, "tenant_id")

    async def _active(self, tenant_id: str) -> Tenant:
        try:
            return await self._core.tenants.find(str(UUID(tenant_id)))
        except (ValueError, NotFound) as error:
            raise _unauthorized() from error


def is_signed(header: str, body: bytes, secret: str, now: float) -> bool:
    """Whether `t=<unix>,v1=<hex hmac-sha256 of "t.body">` is fresh and made with the secret.

    Several `v1` may stand there while a secret is being changed.
    """
    parts = [part.strip().partition("=") for part in header.split(",")]
    moments = [value for name, _, value in parts if name == "t"]
    if len(moments) != 1 or not moments[0].isascii() or not moments[0].isdigit() or len(moments[0]) > 12:
        return False
    if abs(now - int(moments[0])) > TOLERANCE_S:
        return False
    expected = sign(body, secret, moments[0]).encode()
    return any(hmac.compare_digest(expected, value.encode()) for name, _, value in parts if name == "v1")


def sign(body: bytes, secret: str, moment: str) -> str:
    """The `v1` of a signature made at `moment` (Unix seconds, as text)."""
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def _uuid(body: bytes, name: str) -> UUID | None:
    try:
        fields: Any = orjson.loads(body)
        return UUID(fields[name])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _unauthorized() -> ApiError:
    return ApiError(401, "unauthorized", headers={"WWW-Authenticate": "Bearer"})
