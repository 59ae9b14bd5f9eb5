"""What goes wrong on request: rate limits, errors of the server, slowness, connections that break.

Source: https://docs.slack.dev/apis/web-api/rate-limits (October 2026)
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from channels.standins.faults import Fault, Script, Where, Windows

Kind = Literal["limit", "error", "delay", "cut_before", "cut_after"]
POST_PER_S = 1.0  # chat.postMessage: about one message a second for a channel, short bursts are allowed
POST_BURST = 3


@dataclass(slots=True)
class Bucket:
    left: float
    at: float


class Faults:
    """`limited` turns on the limit of chat.postMessage that Slack has by itself."""

    def __init__(self, *, limited: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self.limited = limited
        self.windows = Windows(clock)
        self._clock = clock
        self._script: Script[Fault] = Script()
        self._buckets: dict[Where, Bucket] = {}

    def add(self, fault: Fault) -> None:
        """`fault.where` is a channel's id; `seconds` is Retry-After, or the delay."""
        self._script.add(fault)

    def take(self, kind: Kind, method: str, channel: Where) -> Fault | None:
        """The scripted fault of this kind that meets the call, used up by one."""
        return self._script.take(kind, method, channel)

    def clear(self) -> None:
        """Forget what is scripted, and the open windows; violations stay on record."""
        self._script.clear()
        self.windows.clear()

    def retry_after(self, method: str, channel: Where) -> float | None:
        """Seconds until this call would be allowed; None: now. Opens and guards windows."""
        if (left := self.windows.left(method, channel)) is not None:
            return left
        fault = self.take("limit", method, channel)
        wait_s = fault.seconds if fault else self._own_limit(method, channel)
        if wait_s is not None:
            self.windows.open(method, fault.where if fault else channel, wait_s, told=True)
        return wait_s

    def _own_limit(self, method: str, channel: Where) -> float | None:
        if not self.limited or method != "chat.postMessage":
            return None
        at = self._clock()
        bucket = self._buckets.setdefault(channel, Bucket(POST_BURST, at))
        bucket.left = min(POST_BURST, bucket.left + (at - bucket.at) * POST_PER_S)
        bucket.at = at
        if bucket.left < 1:
            return 1.0
        bucket.left -= 1
        return None
