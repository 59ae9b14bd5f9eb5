"""Who reads single messages for bench.intent: the rules, the configured model, both together, and two models that are
none: one that answers what the labels say and one that is always wrong. Between these two lies the merge with any."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Any, Self, cast
from uuid import UUID

from bot.conversation.turn import Turn
from bot.errors import ModelError
from bot.llm.budget import Unmetered
from bot.llm.conversation import Payer
from bot.llm.models import Models
from bot.settings import Secrets
from bot.settings_file import load
from bot.types import GuestMessage, HistoryItem, Intent, IntentChange, Session, Tenant
from plugins.intent_openai.merging import merged
from plugins.intent_openai.prompt import lines
from plugins.intent_openai.reading import NAME, SCHEMA, Reading, validated
from plugins.intent_openai.worth import text_to_read
from plugins.understanding.read import Setting
from plugins.understanding.replay import replay

READERS = ("rules", "model", "merge", "best", "worst")
ASKING = frozenset({"model", "merge"})
OFF = timedelta(days=7)
ID = UUID(int=0)
NOBODY = Payer(ID)


class Readers:
    """`with Readers(names) as readers:`; "model" and "merge" need a model."""

    def __init__(self, names: Sequence[str]) -> None:
        self._models = _models() if ASKING & set(names) else None
        self._runner = asyncio.Runner()
        self.forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._models:
            self._runner.run(self._models.close())
        self._runner.close()

    def forget(self) -> None:
        """Another set begins."""
        self._readings: dict[tuple[str, tuple[HistoryItem, ...]], Reading] = {}
        self.seconds: list[float] = []  # of each call
        self.failures = 0
        self.questions = 0  # that the last reader asks because of the model

    def read(
        self, name: str, text: str, history: tuple[HistoryItem, ...], today: date, label: IntentChange
    ) -> tuple[IntentChange, Intent]:
        """What `text` states, and what is known after it. `label`: what it states indeed."""
        rules = replay(text, Setting(today), history=history)
        if name == "rules":
            return rules.extraction.change, rules.intent
        turn = _turn(text, history, today, rules.before)
        reading = self._reading(turn, history) if name in ASKING else _told(label if name == "best" else _wrong(label))
        if name != "model":
            turn.read(rules.extraction)
        addition = merged(turn, reading)
        self.questions += bool(addition.clarifications)
        turn.read(addition)
        return turn.captured, turn.intent

    def _reading(self, turn: Turn, history: tuple[HistoryItem, ...]) -> Reading:
        key = (turn.text, history)
        if key not in self._readings:
            text = text_to_read(turn)
            self._readings[key] = self._runner.run(self._asked(turn, text)) if text else Reading()
        return self._readings[key]

    async def _asked(self, turn: Turn, text: str) -> Reading:
        assert self._models is not None
        started = time.perf_counter()
        try:
            found = await self._models.structured(lines(turn, text), NAME, SCHEMA, NOBODY)
        except ModelError as error:
            self.failures += 1
            print(f"  no answer: {error}", file=sys.stderr)
            return Reading()
        finally:
            self.seconds.append(time.perf_counter() - started)
        return validated(found, text, turn.today)


def _told(change: IntentChange) -> Reading:
    return Reading(change, dict.fromkeys(change, ""))


def _wrong(label: IntentChange) -> IntentChange:
    """Dates a week late, numbers one too many."""
    wrong = {name: value + (OFF if isinstance(value, date) else 1) for name, value in label.items()}  # type: ignore[operator]  # dates or counts
    return cast(IntentChange, wrong)


def _models() -> Models:
    settings, key = load(), Secrets.from_environment().openai_api_key
    if not (key or settings.openai.base_url):
        sys.exit("No model is configured: set OPENAI_API_KEY or BOT_OPENAI__BASE_URL, or measure --model rules.")
    patient = settings.openai.model_copy(update={"breaker_failures": sys.maxsize})  # every row is to be asked
    return Models(patient, key, Unmetered())


def _turn(text: str, history: tuple[HistoryItem, ...], today: date, before: Intent) -> Turn:
    now = datetime.combine(today, clock_time(12), UTC)
    session = Session(ID, ID, "bench", history=history, intent=before)
    messages = (GuestMessage(1, "1", text, now),)
    return Turn(Tenant(ID, "bench", "Bench"), session, messages, now, before, "en", cast(Any, None))
