"""How much one visitor, and one network address, may ask of this node. In memory: a restart forgives."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from bot.settings import WebSettings

IPV6_PREFIX = 64  # what one household or machine is given; its single addresses are free to invent


class Limiter:
    def __init__(self, settings: WebSettings) -> None:
        # fixed windows: the moving ones keep an entry for every visitor that ever was
        self._windows = FixedWindowRateLimiter(MemoryStorage())
        self._visitor = RateLimitItemPerMinute(settings.messages_per_minute, namespace="visitor")
        self._address = RateLimitItemPerMinute(settings.address_messages_per_minute, namespace="address")
        self._sessions = RateLimitItemPerMinute(settings.address_sessions_per_minute, namespace="sessions")

    def message(self, visitor: str, address: str) -> int | None:
        """Count a message. The seconds to wait when it is one too many, else None."""
        wait_s = self._hit(self._visitor, visitor)
        return wait_s if wait_s is not None else self._hit(self._address, address)

    def session(self, address: str) -> int | None:
        """Count a new visitor, as `message`."""
        return self._hit(self._sessions, address)

    def _hit(self, item: RateLimitItemPerMinute, key: str) -> int | None:
        if self._windows.hit(item, key):
            return None
        return max(1, ceil(self._windows.get_window_stats(item, key).reset_time - time.time()))


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
