"""Which websites may talk to a tenant's concierge.

A browser always names the origin of the page in `Origin`; a request without it comes from a program, which could write
anything there, and is let through. Allowed are the tenant's `allowed_origins` and the server's own pages.
"""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from starlette.types import Scope

from bot.store.database import Database
from bot.store.queries import load
from bot.types import Tenant

SQL = load("web")
CACHE_S = 30.0
MAX_CACHED = 10_000  # origins come from outside
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SOCKET_SCHEMES = {"ws": "http", "wss": "https"}


class Origins:
    """`public_url` is the server's own address as visitors reach it; empty: taken from each request."""

    def __init__(self, database: Database, public_url: str) -> None:
        self._database = database
        self._public = normalised(public_url) if public_url else None
        self._known: dict[str, tuple[float, bool]] = {}

    def allows(self, tenant: Tenant, scope: Scope) -> bool:
        """Whether the page that makes this request may use the tenant's concierge."""
        origin = header(scope, b"origin")
        if origin is None:
            return True
        page = normalised(origin)
        if page is None:
            return False
        return self.is_own(scope, page) or page in {normalised(allowed) for allowed in tenant.allowed_origins}

    def is_own(self, scope: Scope, page: str) -> bool:
        """Whether the page is one of this server's."""
        return page in (self._public, own_origin(scope))

    async def is_known(self, page: str) -> bool:
        """Whether any active tenant allows the page: a preflight names no tenant, its request is checked by `allows`.

        Raises:
            StoreUnavailable: nobody is known then.
        """
        cached = self._known.get(page)
        if cached is None or cached[0] < time.monotonic():
            known = await self._database.value(SQL["origin_is_known"], {"origin": page})
            cached = (time.monotonic() + CACHE_S, bool(known))
            if len(self._known) >= MAX_CACHED:
                self._known.clear()
            self._known[page] = cached
        return cached[1]


def normalised(origin: str) -> str | None:
    """scheme://host[:port] in lower case, without a default port; None for anything that is not a website's origin."""
    try:
        parts = urlsplit(origin.strip().lower().rstrip("/"))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    if parts.path or parts.query or parts.fragment:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + ("" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}")


def own_origin(scope: Scope) -> str | None:
    """The origin that the request was sent to."""
    scheme = scope["scheme"]
    host = header(scope, b"host")
    return normalised(f"{_SOCKET_SCHEMES.get(scheme, scheme)}://{host}") if host else None


def header(scope: Scope, name: bytes) -> str | None:
    """The first header of that (lower-case) name."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return None
