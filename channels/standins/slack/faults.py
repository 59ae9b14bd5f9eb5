"""What goes wrong on request: rate limits, errors of the server, slowness, connections that break.

Source: https://docs.slack.dev/apis/web-api/rate-limits (October 2026)
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["limit", "error", "delay", "cut_before", "cut_after"]
POST_PER_S = 1.0  # chat.postMessage: about one message a second for a channel, short bursts are allowed
POST_BURST = 3


@dataclass(slots=True)
class Fault:
    """What shall happen to the next `times` calls of a method (in a channel)."""

    kind: Kind
    method: str
    channel: str | None = None  # None: any
    times: int = 1
    seconds: float = 0.0  # Retry-After, or the delay
    status: int = 500

    def meets(self, method: str, channel: str | None) -> bool:
        return self.times > 0 and self.method in (method, "*") and self.channel in (None, channel)


@dataclass(frozen=True, slots=True)
class Violation:
    """A call inside the window that a 429 had opened."""

    method: str
    channel: str | None
    at: float  # monotonic
    early_s: float  # how much too early


@dataclass(slots=True)
class Window:
    method: str
    channel: str | None
    until: float

    def covers(self, method: str, channel: str | None, at: float) -> bool:
        return at < self.until and self.method in (method, "*") and self.channel in (None, channel)


@dataclass(slots=True)
class Bucket:
    left: float
    at: float


class Faults:
    """`limited` turns on the limit of chat.postMessage that Slack has by itself."""

    def __init__(self, *, limited: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self.limited = limited
        self.violations: list[Violation] = []
        self._clock = clock
        self._scripted: list[Fault] = []
        self._windows: list[Window] = []
        self._buckets: dict[str | None, Bucket] = {}

    def add(self, fault: Fault) -> None:
        self._scripted.append(fault)

    def clear(self) -> None:
        """Forget what is scripted, and the open windows; violations stay on record."""
        self._scripted.clear()
        self._windows.clear()

    def retry_after(self, method: str, channel: str | None) -> float | None:
        """Seconds until this call would be allowed; None: now. Opens and guards windows."""
        at = self._clock()
        for window in self._windows:
            if window.covers(method, channel, at):
                self.violations.append(Violation(method, channel, at, window.until - at))
                return window.until - at
        fault = self.take("limit", method, channel)
        wait_s = fault.seconds if fault else self._own_limit(method, channel, at)
        if wait_s is None:
            return None
        self._windows.append(Window(method, fault.channel if fault else channel, at + wait_s))
        return wait_s

    def take(self, kind: Kind, method: str, channel: str | None) -> Fault | None:
        """The scripted fault of this kind that meets the call, used up by one."""
        for fault in self._scripted:
            if fault.kind == kind and fault.meets(method, channel):
                fault.times -= 1
                return fault
        return None

    def _own_limit(self, method: str, channel: str | None, at: float) -> float | None:
        if not self.limited or method != "chat.postMessage":
            return None
        bucket = self._buckets.setdefault(channel, Bucket(POST_BURST, at))
        bucket.left = min(POST_BURST, bucket.left + (at - bucket.at) * POST_PER_S)
        bucket.at = at
        if bucket.left < 1:
            return 1.0
        bucket.left -= 1
        return None
