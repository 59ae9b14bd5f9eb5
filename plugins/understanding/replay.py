"""A whole conversation read again, turn by turn: what its last message states and what is known after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.types import Extraction, HistoryItem, Intent
from plugins.understanding.read import Setting, read


class Replayed(NamedTuple):
    extraction: Extraction  # of the last message
    intent: Intent  # known after it
    before: Intent  # known before it


def replay(text: str, setting: Setting, *, history: Sequence[HistoryItem] = ()) -> Replayed:
    """Read it all; `history` is oldest first, the bot's turns included."""
    before, intent, language, extraction = Intent(), Intent(), None, Extraction()
    messages = [*history, HistoryItem("user", text, "")]
    for index, message in enumerate(messages):
        if message.role != "user":
            continue
        extraction = read(message.content, setting, history=messages[:index], language=language, intent=intent)
        before, intent = intent, intent.changed(extraction.settled)
        language = extraction.language or language
    return Replayed(extraction, intent, before)
