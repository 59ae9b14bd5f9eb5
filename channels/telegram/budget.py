"""How often a chat may be called: one budget for messages, edits, drafts and typing of a chat, one for all of the bot.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this (2026-11): about one message a
second in a chat, short bursts are let through; 20 a minute in a group; about 30 a second over all chats. A 429 names
the seconds in which the chat must be left alone. Each node keeps its own count; what they do too much, a 429 evens out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

PRIVATE_PER_S, PRIVATE_BURST = 1.0, 4.0
GROUP_PER_S, GROUP_BURST = 20 / 60, 6.0
ALL_PER_S, ALL_BURST = 30.0, 30.0
KEPT_FOR_REPLIES = 2.0  # what typing and drafts leave of a chat's burst
MAX_CHATS = 10_000

Clock = Callable[[], float]


@dataclass(slots=True)
class Bucket:
    """Fills with `per_s` tokens a second up to `burst`."""

    per_s: float
    burst: float
    tokens: float
    filled_at: float
    closed_until: float = 0.0

    def wait_s(self, now: float, needed: float) -> float:
        self.tokens = min(self.burst, self.tokens + (now - self.filled_at) * self.per_s)
        self.filled_at = now
        return max(self.closed_until - now, (needed - self.tokens) / self.per_s, 0.0)


class Budget:
    """`clock` in seconds, never backwards."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._chats: dict[int, Bucket] = {}
        self._all = Bucket(ALL_PER_S, ALL_BURST, ALL_BURST, clock())

    def spend(self, chat_id: int, cost: float = 1.0, *, aside: bool = False) -> float:
        """Take `cost` tokens and return 0, or take none and return the seconds to wait.

        A call that costs more than is there may go out as long as one token is left: the next waits for the debt.

        Args:
            aside: typing and drafts, which leave the replies something.
        """
        now = self._clock()
        chat = self._bucket(chat_id, now)
        needed = 1.0 + KEPT_FOR_REPLIES if aside else 1.0
        wait_s = max(chat.wait_s(now, needed), self._all.wait_s(now, 1.0))
        if wait_s <= 0.0:
            chat.tokens -= cost
            self._all.tokens -= cost
        return wait_s

    def close(self, chat_id: int, seconds: float) -> None:
        """Telegram wants no call to this chat for so long."""
        now = self._clock()
        chat = self._bucket(chat_id, now)
        chat.closed_until = max(chat.closed_until, now + seconds)

    def closed_s(self, chat_id: int) -> float:
        """How long the chat must still be left alone."""
        chat = self._chats.get(chat_id)
        return max(0.0, chat.closed_until - self._clock()) if chat else 0.0

    def _bucket(self, chat_id: int, now: float) -> Bucket:
        found = self._chats.get(chat_id)
        if found is None:
            if len(self._chats) >= MAX_CHATS:
                self._forget(now)
            per_s, burst = (GROUP_PER_S, GROUP_BURST) if chat_id < 0 else (PRIVATE_PER_S, PRIVATE_BURST)
            found = self._chats[chat_id] = Bucket(per_s, burst, burst, now)
        return found

    def _forget(self, now: float) -> None:
        """Drop the chats that are as if they had never been called."""
        for chat_id, bucket in list(self._chats.items()):
            if bucket.wait_s(now, bucket.burst) <= 0.0:
                del self._chats[chat_id]
