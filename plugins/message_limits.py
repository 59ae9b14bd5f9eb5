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

if TYPE_CHECKING:
    from uuid import UUID

    from bot.app import App

MINUTE_S, DAY_S = 60.0, 86_400.0
MAX_SESSIONS = 50_000  # whose times are kept; the least recently heard of is forgotten first

_SENTENCES = {
    "too_long": {
        "en": "Your message is too long for me: please keep it under {limit} characters.",
        "es": "Tu mensaje es demasiado largo para mí: escríbelo con menos de {limit} caracteres, por favor.",
        "pt": "A sua mensagem é demasiado longa: escreva menos de {limit} caracteres, por favor.",
        "fr": "Votre message est trop long : restez sous les {limit} caractères, s'il vous plaît.",
        "de": "Ihre Nachricht ist zu lang: Bitte schreiben Sie weniger als {limit} Zeichen.",
        "it": "Il suo messaggio è troppo lungo: scriva meno di {limit} caratteri, per favore.",
    },
    "rate_limited": {
        "en": "You are writing faster than I can answer. Please try again in {wait}.",
        "es": "Escribes más rápido de lo que puedo responder. Inténtalo de nuevo en {wait}, por favor.",
        "pt": "Escreve mais depressa do que consigo responder. Tente de novo dentro de {wait}, por favor.",
        "fr": "Vous écrivez plus vite que je ne peux répondre. Réessayez dans {wait}, s'il vous plaît.",
        "de": "Sie schreiben schneller, als ich antworten kann. Bitte versuchen Sie es in {wait} noch einmal.",
        "it": "Lei scrive più in fretta di quanto io possa rispondere. Riprovi tra {wait}, per favore.",
    },
}


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    per_minute: int = Field(20, ge=1, le=1_000)  # turns of one session
    per_day: int = Field(300, ge=1, le=100_000)
    max_chars: int = Field(2_000, ge=1, le=100_000)  # of one message


class Plugin:
    def __init__(self, app: App | None, settings: Settings) -> None:
        self._settings = settings
        self._turns: OrderedDict[UUID, deque[float]] = OrderedDict()

    @hookimpl
    async def allow_message(self, turn: Turn) -> Refusal | None:
        """A refused turn does not count: waiting as told is enough."""
        if any(len(message.text) > self._settings.max_chars for message in turn.messages):
            return _refusal("too_long", turn.language, limit=self._settings.max_chars)
        now = turn.now.timestamp()
        times = self._times(turn.session.session_id, now)
        wait_s = max(
            _wait_s(times, now, MINUTE_S, self._settings.per_minute), _wait_s(times, now, DAY_S, self._settings.per_day)
        )
        if wait_s > 0:
            return _refusal("rate_limited", turn.language, retry_after_s=math.ceil(wait_s))
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


def _refusal(code: str, language: str, *, limit: int = 0, retry_after_s: int | None = None) -> Refusal:
    sentences = _SENTENCES[code]
    text = sentences.get(language, sentences["en"]).format(limit=limit, wait=_duration(retry_after_s or 0))
    return Refusal(code, text, retry_after_s)


def _duration(seconds: int) -> str:
    """ "40 s", "12 min", "3 h": the same in every language."""
    if seconds < 100:
        return f"{seconds} s"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{math.ceil(minutes / 60)} h"
