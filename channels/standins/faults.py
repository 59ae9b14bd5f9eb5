"""What goes wrong on purpose: faults scripted for coming calls, and times in which a platform refuses calls."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

ANY = "*"  # method
Where = int | str | None  # a chat, a channel; None: any


@dataclass(slots=True, kw_only=True)
class Fault:
    """What shall happen to the next `times` calls of a method (in one place)."""

    kind: str
    method: str = ANY
    where: Where = None
    times: float = 1  # math.inf: until it is taken back
    seconds: float = 0.0
    status: int = 500

    def meets(self, kind: str, method: str, where: Where) -> bool:
        return self.times > 0 and (self.kind, self.method) == (kind, method) and self.where in (None, where)


Scripted = TypeVar("Scripted", bound=Fault)


class Script(Generic[Scripted]):
    """Faults in the order in which they were asked for; those of the very method come before those of any."""

    def __init__(self) -> None:
        self._faults: list[Scripted] = []

    def add(self, fault: Scripted) -> None:
        self._faults.append(fault)

    def remove(self, kind: str, method: str) -> None:
        self._faults = [fault for fault in self._faults if (fault.kind, fault.method) != (kind, method)]

    def clear(self) -> None:
        self._faults.clear()

    def take(self, kind: str, method: str, where: Where) -> Scripted | None:
        """The fault of this kind that meets the call, used up by one."""
        for name in (method, ANY):
            for fault in self._faults:
                if fault.meets(kind, name, where):
                    fault.times -= 1
                    return fault
        return None


@dataclass(frozen=True, slots=True)
class Violation:
    """A call that was made although a 429 had forbidden it."""

    method: str
    where: Where
    at: float  # monotonic
    early_s: float  # how much too early


@dataclass(slots=True)
class _Window:
    until: float
    told: bool

    def left(self, at: float) -> float:
        return self.until - at


@dataclass(slots=True)
class Windows:
    """Times in which calls are refused with 429. Whoever calls inside one that it was told of is written down."""

    clock: Callable[[], float] = time.monotonic
    violations: list[Violation] = field(default_factory=list)
    _open: dict[tuple[str, Where], _Window] = field(default_factory=dict)

    def open(self, method: str, where: Where, seconds: float, *, told: bool) -> None:
        """From now on. `told`: the bot learns of it now, not from the first call that is refused."""
        at = self.clock()
        before = self._open.get((method, where))
        known = before is not None and before.told and before.left(at) > 0
        self._open[method, where] = _Window(at + seconds, told or known)

    def clear(self) -> None:
        """Violations stay on record."""
        self._open.clear()

    def left(self, method: str, where: Where) -> float | None:
        """Seconds until this call would be allowed; None: now."""
        at = self.clock()
        for key in ((method, where), (method, None), (ANY, where), (ANY, None)):
            window = self._open.get(key)
            if window is None or (left := window.left(at)) <= 0:
                continue
            if window.told:
                self.violations.append(Violation(method, where, at, left))
            window.told = True
            return left
        return None
