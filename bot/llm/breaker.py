"""Leaves a failing server alone for a while, so that guests do not wait for it in vain."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bot.errors import ModelUnavailable


@dataclass(slots=True)
class Breaker:
    """Opens after so many failures in a row; after the pause, one call tries again."""

    failures_allowed: int
    pause_s: float
    failures: int = 0
    open_until: float = 0.0  # time.monotonic

    def check(self) -> None:
        """Raises ModelUnavailable while it is open. The first call after the pause goes through, others wait for it."""
        now = time.monotonic()
        if self.failures < self.failures_allowed:
            return
        if now < self.open_until:
            raise ModelUnavailable("the model's server has failed repeatedly and is left alone for a moment")
        self.open_until = now + self.pause_s

    def untried(self) -> None:
        """The call that was let through asked nobody: the next one may."""
        self.open_until = min(self.open_until, time.monotonic())

    def succeeded(self) -> None:
        self.failures = 0

    def failed(self, *, at_once: bool = False) -> None:
        """Count a failure. `at_once`: trying again soon is of no use."""
        self.failures = self.failures_allowed if at_once else self.failures + 1
        if self.failures >= self.failures_allowed:
            self.open_until = time.monotonic() + self.pause_s
