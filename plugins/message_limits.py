"""Keeps one visitor from flooding the bot, on every channel: how long a message and how many turns a session may take.

Counts live in the memory of this node: with several nodes a session may use each node's share. The website channel has
limits of its own by address, before a message is stored.
"""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from bot import Refusal, hookimpl
from bot.conversation.turn import Turn
from bot.words.phrases import for_guests

if TYPE_CHECKING:
    from uuid import UUID

    from bot.core import Core

MINUTE_S, DAY_S = 60.0, 86_400.0
MAX_SESSIONS = 50_000  # whose times are kept; the least recently heard of is forgotten first

LIMITS = for_guests("limits")


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    per_minute: int = Field(20, ge=1, le=1_000)  # turns of one session
    per_day: int = Field(300, ge=1, le=100_000)
    max_chars: int = Field(2_000, ge=1, le=100_000)  # of one message


class Plugin:
    def __init__(self, core: Core | None, settings: Settings) -> None:
        self._settings = settings
        self._turns: OrderedDict[UUID, deque[float]] = OrderedDict()

    @hookimpl
    async def allow_message(self, turn: Turn) -> Refusal | None:
        """A refused turn does not count: waiting as told is enough."""
        if any(len(message.text) > self._settings.max_chars for message in turn.messages):
            return Refusal("too_long", LIMITS.say("too_long", turn.locale, limit=self._settings.max_chars))
        now = turn.now.timestamp()
        times = self._times(turn.session.session_id, now)
        wait_s = max(
            _wait_s(times, now, MINUTE_S, self._settings.per_minute), _wait_s(times, now, DAY_S, self._settings.per_day)
        )
        if wait_s > 0:
            seconds = math.ceil(wait_s)
            text = LIMITS.say("rate_limited", turn.locale, wait=_duration(seconds))
            return Refusal("rate_limited", text, seconds)
        times.append(now)
        return None

    def _times(self, session_id: UUID, now: float) -> deque[float]:
        """When the session's turns of the last day began, oldest first."""
        times = self._turns.setdefault(session_id, deque(maxlen=self._settings.per_day))
        self._turns.move_to_end(session_id)
        if len(self._turns) > MAX_SESSIONS:
            self._turns.popitem(last=False)
        while times and times[0] <= now - DAY_S:
            times.popleft()
        return times


def _wait_s(times: deque[float], now: float, window_s: float, limit: int) -> float:
    """Seconds until fewer than `limit` turns lie in the window; 0 or less: now."""
    return times[-limit] + window_s - now if len(times) >= limit else 0.0


def _duration(seconds: int) -> str:
    """ "40 s", "12 min", "3 h": the same in every language."""
    if seconds < 100:
        return f"{seconds} s"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{math.ceil(minutes / 60)} h"
