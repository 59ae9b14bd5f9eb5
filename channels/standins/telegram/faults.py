"""What goes wrong on purpose: flood waits, failures, delays, lost answers; and the real limits of sending.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this and
https://core.telegram.org/bots/api#responseparameters (`retry_after`)
"""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from channels.standins.telegram.errors import PREFIXES, ApiError, too_many_requests

PRIVATE_PER_SECOND = 1  # "avoid sending more than one message per second" in a single chat
GROUP_PER_MINUTE = 20
ALL_PER_SECOND = 30


@dataclass
class Call:
    """One request, as it came and as it was answered."""

    number: int
    method: str
    chat_id: int | None
    params: dict[str, Any]
    at: float  # monotonic
    status: int | None = None  # None while it runs
    description: str = ""
    result: Any = None
    lost: bool = False  # performed, but the answer never arrived

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass
class _Failure:
    status: int
    times: int
    description: str
    parameters: dict[str, Any] | None
    chat_id: int | None


@dataclass
class Faults:
    """Limits are off unless `limits`; everything else is scripted by the test."""

    limits: bool = False
    per_second: float = PRIVATE_PER_SECOND
    violations: list[Call] = field(default_factory=list)  # calls inside a wait, but the one that learns of it
    _until: dict[int, float] = field(default_factory=dict)
    _failures: dict[str, list[_Failure]] = field(default_factory=lambda: defaultdict(list))
    _delays: dict[str, float] = field(default_factory=dict)
    _drops: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _sent: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _told: set[int] = field(default_factory=set)  # chats whose wait the bot knows of

    def flood(self, chat_id: int, seconds: float) -> None:
        """From now on, every call to this chat is answered 429 until the time is over."""
        self._until[chat_id] = time.monotonic() + seconds

    def fail(
        self,
        method: str,
        status: int,
        times: int = 1,
        description: str = "",
        *,
        parameters: dict[str, Any] | None = None,
        chat_id: int | None = None,
    ) -> None:
        """The next calls of a method ("*": any) fail instead of being performed."""
        self._failures[method.lower()].append(_Failure(status, times, description, parameters, chat_id))

    def delay(self, method: str, seconds: float) -> None:
        """Every call of a method ("*": any) takes this long before it is performed; 0 ends it."""
        self._delays[method.lower()] = seconds

    def drop_after(self, method: str, times: int = 1) -> None:
        """The next calls are performed, and then the connection is cut: nobody learns that they were."""
        self._drops[method.lower()] += times

    def clear(self) -> None:
        """Forget what was scripted, not what was recorded."""
        for scripted in (self._until, self._failures, self._delays, self._drops, self._sent, self._told):
            scripted.clear()

    def delay_of(self, method: str) -> float:
        return self._delays.get(method.lower(), self._delays.get("*", 0.0))

    def drops(self, method: str) -> bool:
        """Whether this answer gets lost; counts."""
        for name in (method.lower(), "*"):
            if self._drops.get(name, 0) > 0:
                self._drops[name] -= 1
                return True
        return False

    def check(self, call: Call, *, group: bool, sends: bool) -> None:
        """Raises ApiError when the call is not to be performed."""
        if call.chat_id is not None:
            self._check_flood(call, call.chat_id)
        self._check_failures(call)
        if self.limits and sends and call.chat_id is not None:
            self._check_limits(call.chat_id, group=group)

    def _check_flood(self, call: Call, chat_id: int) -> None:
        left = self._until.get(chat_id, 0.0) - time.monotonic()
        if left > 0:
            if chat_id in self._told:
                self.violations.append(call)
            self._told.add(chat_id)
            raise too_many_requests(max(1, math.ceil(left)))
        self._told.discard(chat_id)

    def _check_failures(self, call: Call) -> None:
        for name in (call.method.lower(), "*"):
            for failure in self._failures.get(name, []):
                if failure.times > 0 and failure.chat_id in (None, call.chat_id):
                    failure.times -= 1
                    if failure.status == 429 and not failure.parameters:
                        raise too_many_requests(1)
                    default = PREFIXES.get(failure.status, "Internal Server Error")
                    raise ApiError(failure.status, failure.description or default, failure.parameters)

    def _check_limits(self, chat_id: int, *, group: bool) -> None:
        """A window per chat and one for all (key 0); a send that is refused does not count."""
        now = time.monotonic()
        count, window = (GROUP_PER_MINUTE, 60.0) if group else (self.per_second, 1.0)
        for key, most, span in ((chat_id, count, window), (0, ALL_PER_SECOND, 1.0)):
            sent = self._sent[key]
            while sent and sent[0] <= now - span:
                sent.popleft()
            if len(sent) >= most:
                raise too_many_requests(max(1, math.ceil(sent[0] + span - now)))
        self._sent[chat_id].append(now)
        self._sent[0].append(now)
