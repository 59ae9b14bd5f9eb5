"""Leaves alone for a while what fails again and again, so that guests do not wait for it in vain."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(slots=True)
class Breaker:
    """Opens after so many failures in a row; after the pause, one call tries again, and the others wait for it."""

    failures_allowed: int
    pause_s: float
    failures: int = 0
    open_until: float = 0.0  # time.monotonic

    def allows(self) -> bool:
        """Whether a call may be made. While it is open, only the first one after the pause."""
        now = time.monotonic()
        if self.failures < self.failures_allowed:
            return True
        if now < self.open_until:
            return False
        self.open_until = now + self.pause_s
        return True

    def untried(self) -> None:
        """The call that was let through asked nobody: the next one may."""
        self.open_until = min(self.open_until, time.monotonic())

    def succeeded(self) -> None:
        self.failures = 0

    def failed(self, *, at_once: bool = False) -> bool:
        """Count a failure; whether it is open now. `at_once`: trying again soon is of no use."""
        self.failures = self.failures_allowed if at_once else self.failures + 1
        if self.failures < self.failures_allowed:
            return False
        self.open_until = time.monotonic() + self.pause_s
        return True
