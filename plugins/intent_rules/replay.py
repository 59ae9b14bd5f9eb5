"""A whole conversation read again, turn by turn: what its last message states and what is known after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.types import Extraction, HistoryItem, Intent
from plugins.intent_rules.extract import CONVERSATION_LENGTH, extract


def replay(
    text: str, *, history: Sequence[HistoryItem], today: date, locale: str | None = None
) -> tuple[Extraction, Intent]:
    """The last message's extraction and the accumulated intent; `history` is oldest first, bot's turns included."""
    intent, language, read = Intent(), None, Extraction()
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
        intent = intent.changed(read.change)
        language = read.language or language
    return read, intent
