"""What every response of ours says to browsers, and how large a request may be. Plain ASGI, nothing is buffered."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.web.errors import ApiError
from channels.web.origins import header

MAX_API_BODY_KIB = 64
MAX_BODY_KIB = 1024  # of routes that plugins and other channels add

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; "
    "connect-src 'self' {socket}; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Resource-Policy": "same-site",
}
_HSTS = "max-age=31536000"


class SecurityHeaders:
    """Sets what a response does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", content_policy(scope))
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", _HSTS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def content_policy(scope: Scope) -> str:
    """Our pages load only from here; older browsers do not count a socket of the same host as 'self'."""
    scheme = "wss" if scope["scheme"] == "https" else "ws"
    host = header(scope, b"host") or ""
    plain = host.replace(".", "").replace("-", "").replace(":", "").strip("[]").isalnum()
    return CONTENT_POLICY.format(socket=f"{scheme}://{host}" if plain else "")


class BodyLimit:
    """Refuses a body as soon as it is too large, whatever its Content-Length says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit_kib = MAX_API_BODY_KIB if scope["path"].startswith("/api/") else MAX_BODY_KIB
        read = 0

        async def receive_limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit_kib * 1024:
                raise ApiError(413, "too_large", limit=limit_kib)
            return message

        await self._app(scope, receive_limited, send)
