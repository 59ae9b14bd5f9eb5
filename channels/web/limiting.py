"""How much one visitor, and one network address, may ask of this node. In memory: a restart forgives.

Our own few lines: the library `limits` starts a thread for every message of a quiet server to clear its memory, which
takes longer than a query.
"""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from bot.settings import WebSettings

WINDOW_S = 60.0
IPV6_PREFIX = 64  # what one household or machine is given; its single addresses are free to invent


class Windows:
    """Counts hits of each key in windows of a minute, which begin with the key's first hit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._windows: dict[str, tuple[float, int]] = {}  # key: when it ends, hits
        self._tidy_at = 0.0

    def hit(self, key: str, now: float) -> int | None:
        """Count one. The seconds to wait when it is one too many, else None."""
        end, hits = self._windows.get(key, (0.0, 0))
        if end <= now:
            self._tidy(now)
            end, hits = now + WINDOW_S, 0
        if hits >= self._limit:
            return ceil(end - now)
        self._windows[key] = end, hits + 1
        return None

    def __len__(self) -> int:
        return len(self._windows)

    def _tidy(self, now: float) -> None:
        """Forget windows that have ended, once in a while."""
        if now >= self._tidy_at:
            self._tidy_at = now + WINDOW_S
            self._windows = {key: window for key, window in self._windows.items() if window[0] > now}


class Limiter:
    def __init__(self, settings: WebSettings) -> None:
        self._visitors = Windows(settings.messages_per_minute)
        self._addresses = Windows(settings.address_messages_per_minute)
        self._sessions = Windows(settings.address_sessions_per_minute)
        self._visits = Windows(settings.address_sessions_per_minute)

    def message(self, visitor: str, address: str) -> int | None:
        """Count a message. The seconds to wait when it is one too many, else None."""
        now = time.monotonic()
        wait_s = self._visitors.hit(visitor, now)
        return wait_s if wait_s is not None else self._addresses.hit(address, now)

    def session(self, address: str) -> int | None:
        """Count a new visitor, as `message`."""
        return self._sessions.hit(address, time.monotonic())

    def visit(self, address: str) -> int | None:
        """Count a visit to a page, as `session`: a visit needs no session, nor a session a visit."""
        return self._visits.hit(address, time.monotonic())


def address_of(client: tuple[str, int] | None) -> str:
    """What stands for a client's network address. Behind trusted proxies uvicorn has put the forwarded one here."""
    if client is None:
        return ""
    try:
        address = ip_address(client[0])
    except ValueError:
        return client[0]
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, IPV6_PREFIX), strict=False))
