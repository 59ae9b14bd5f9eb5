"""A whole conversation read again, turn by turn: what its last message states and what is known after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.types import Extraction, HistoryItem, Intent
from plugins.intent_rules.extract import CONVERSATION_LENGTH, extract


class Replayed(NamedTuple):
    extraction: Extraction  # of the last message
    intent: Intent  # known after it
    before: Intent  # known before it


def replay(text: str, *, history: Sequence[HistoryItem], today: date, locale: str | None = None) -> Replayed:
    """Read it all; `history` is oldest first, the bot's turns included."""
    before, intent, language, read = Intent(), Intent(), None, Extraction()
    messages = [*history, HistoryItem("user", text, "")]
    for index, message in enumerate(messages):
        if message.role != "user":
            continue
        reply = messages[index + 1].content if index + 1 < len(messages) and messages[index + 1].role != "user" else ""
        read = extract(
            message.content,
            today=today,
            history=messages[max(0, index - CONVERSATION_LENGTH) : index],
            locale=locale,
            language=language,
            intent=intent,
            reply=reply,
        )
        before, intent = intent, intent.changed(read.change)
        language = read.language or language
    return Replayed(read, intent, before)
