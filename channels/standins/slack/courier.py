"""Hands events, interactions and commands to the app, and repeats what was not acknowledged.

Source: https://docs.slack.dev/apis/events-api/#retries and
https://docs.slack.dev/apis/events-api/using-socket-mode (October 2026)
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from channels.standins.slack.refusal import JSON

ACKNOWLEDGE_S = 3.0
RETRIES_S = (0.0, 60.0, 300.0)  # nearly at once, after one minute, after five
Kind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """`reason` is empty when the app acknowledged, else why Slack would try again."""

    at: float  # monotonic
    reason: str = ""
    answer: Any = None  # what came with the acknowledgement
    no_retry: bool = False

    @property
    def acknowledged(self) -> bool:
        return not self.reason


@dataclass(slots=True, eq=False)
class Delivery:
    """One event, interaction or command on its way to the app."""

    kind: Kind
    payload: JSON
    attempts: list[Attempt] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)  # acknowledged, or given up

    @property
    def acknowledged(self) -> bool:
        return any(attempt.acknowledged for attempt in self.attempts)

    @property
    def answer(self) -> Any:
        return next((attempt.answer for attempt in self.attempts if attempt.acknowledged), None)


class Road(Protocol):
    """A way to the app: Socket Mode, or its request URL."""

    async def attempt(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        """Hand it over and wait for the acknowledgement; `number` 0 is the first time, then the retries."""
        ...


class Courier:
    """`deliveries` are all that ever set out, in order."""

    def __init__(self, road: Road, retries_s: Sequence[float] = RETRIES_S) -> None:
        self.road = road
        self.deliveries: list[Delivery] = []
        self.held: list[Delivery] | None = None  # a list: events wait in it until they are released
        self._retries_s = tuple(retries_s)
        self._tasks: set[asyncio.Task[None]] = set()
        self._hurry = asyncio.Event()

    def send(self, kind: Kind, payload: JSON) -> Delivery:
        delivery = Delivery(kind, payload)
        self.deliveries.append(delivery)
        if kind == "events_api" and self.held is not None:
            self.held.append(delivery)
        else:
            self._start(delivery)
        return delivery

    def again(self, delivery: Delivery) -> Delivery:
        """Deliver the same payload once more, as if its acknowledgement had been lost."""
        repeated = Delivery(delivery.kind, delivery.payload)
        self.deliveries.append(repeated)
        self._start(repeated, first=1, reason="timeout")
        return repeated

    def release(self, order: Iterable[int] | None = None) -> None:
        """Let the held events go, in the order of these positions; all must be named."""
        held, self.held = self.held or [], None
        positions = list(range(len(held)) if order is None else order)
        if sorted(positions) != list(range(len(held))):
            raise ValueError(f"{len(held)} events are held; the order names {positions}")
        for position in positions:
            self._start(held[position])

    def hurry(self) -> None:
        """Make every retry that waits for its time now."""
        self._hurry.set()
        self._hurry = asyncio.Event()

    async def settled(self, timeout_s: float) -> None:
        """Until nothing is on its way. Raises TimeoutError."""
        async with asyncio.timeout(timeout_s):
            for delivery in list(self.deliveries):
                if self.held is None or delivery not in self.held:
                    await delivery.over.wait()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, delivery: Delivery, first: int = 0, reason: str = "") -> None:
        task = asyncio.get_running_loop().create_task(self._deliver(delivery, first, reason))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, delivery: Delivery, number: int, reason: str) -> None:
        try:
            # interactions and commands are never repeated: the person sees that the app did not answer
            waits = self._retries_s[number:] if delivery.kind == "events_api" else ()
            for wait_s in (None, *waits):
                if wait_s is not None:
                    await self._wait(wait_s)
                attempt = await self.road.attempt(delivery, number, reason)
                delivery.attempts.append(attempt)
                if attempt.acknowledged or attempt.no_retry:
                    return
                number, reason = number + 1, attempt.reason
        finally:
            delivery.over.set()

    async def _wait(self, seconds: float) -> None:
        hurry = self._hurry
        try:
            async with asyncio.timeout(seconds):
                await hurry.wait()
        except TimeoutError:
            pass


def now(reason: str = "", answer: Any = None, *, no_retry: bool = False) -> Attempt:
    return Attempt(time.monotonic(), reason, answer, no_retry)
