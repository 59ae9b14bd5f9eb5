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

from channels.standins.faults import ANY, Fault, Script, Windows
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


@dataclass(slots=True, kw_only=True)
class BotFault(Fault):
    """With what the answer says, where it is a failure."""

    description: str = ""
    parameters: dict[str, Any] | None = None

    def failure(self) -> ApiError:
        if self.status == 429 and not self.parameters:
            return too_many_requests(1)
        default = PREFIXES.get(self.status, "Internal Server Error")
        return ApiError(self.status, self.description or default, self.parameters)


@dataclass
class Faults:
    """Limits are off unless `limits`; everything else is scripted by the test. Methods' names have no case."""

    limits: bool = False
    per_second: float = PRIVATE_PER_SECOND
    windows: Windows = field(default_factory=Windows)
    _script: Script[BotFault] = field(default_factory=Script)
    _sent: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def flood(self, chat_id: int, seconds: float) -> None:
        """From now on, every call to this chat is answered 429 until the time is over."""
        self.windows.open(ANY, chat_id, seconds, told=False)

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
        fault = BotFault(kind="fail", method=method.lower(), where=chat_id, times=times, status=status)
        fault.description, fault.parameters = description, parameters
        self._script.add(fault)

    def delay(self, method: str, seconds: float) -> None:
        """Every call of a method ("*": any) takes this long before it is performed; 0 ends it."""
        self._script.remove("delay", method.lower())
        if seconds:
            self._script.add(BotFault(kind="delay", method=method.lower(), times=math.inf, seconds=seconds))

    def drop_after(self, method: str, times: int = 1) -> None:
        """The next calls are performed, and then the connection is cut: nobody learns that they were."""
        self._script.add(BotFault(kind="drop", method=method.lower(), times=times))

    def clear(self) -> None:
        """Forget what was scripted, not what was recorded."""
        self._script.clear()
        self.windows.clear()
        self._sent.clear()

    def delay_of(self, call: Call) -> float:
        fault = self._script.take("delay", call.method.lower(), call.chat_id)
        return fault.seconds if fault else 0.0

    def drops(self, call: Call) -> bool:
        """Whether this answer gets lost; counts."""
        return self._script.take("drop", call.method.lower(), call.chat_id) is not None

    def check(self, call: Call, *, group: bool, sends: bool) -> None:
        """Raises ApiError when the call is not to be performed."""
        if call.chat_id is not None and (left := self.windows.left(call.method, call.chat_id)):
            raise too_many_requests(max(1, math.ceil(left)))
        if fault := self._script.take("fail", call.method.lower(), call.chat_id):
            raise fault.failure()
        if self.limits and sends and call.chat_id is not None:
            self._check_limits(call.chat_id, group=group)

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
