"""What to search for: the part of the conversation that describes a place."""

from __future__ import annotations

import re

from bot.conversation.turn import Turn
from bot.words.features import BY_ID, label
from plugins.retrieval.words import telling

ENOUGH_WORDS = 3  # a message with fewer leans on the one before ("and with a pool?")
MAX_WORDS = 60
_COURTESIES = ("greet", "thank", "leave")  # acts that look for nothing
_CERTAIN = 0.9  # a search too many is cheaper than one too few
_COMMAND = re.compile(r"[/!]\w")


def needs_units(turn: Turn) -> bool:
    """False only when the messages are nothing but courtesies and stated nothing."""
    return turn.action is not None or bool(turn.captured) or not turn.reading.is_only(*_COURTESIES, confidence=_CERTAIN)


def query_words(turn: Turn) -> list[str]:
    """Words to search by: the guest's own, else what is known to be wanted. Empty: nothing describes a place.

    Numbers, dates and small words are left out, and wishes are not repeated beside the guest's words: both cost
    precision (bench/retrieval.py).
    """
    words = telling(turn.text)
    if len(words) < ENOUGH_WORDS:
        words += _earlier(turn)
    return words[:MAX_WORDS] or _wanted(turn)


def _wanted(turn: Turn) -> list[str]:
    kind = [turn.intent.accommodation_type] if turn.intent.accommodation_type else []
    return kind + [label(item, "en") for item in turn.intent.preferences if item in BY_ID]


def _earlier(turn: Turn) -> list[str]:
    """The newest earlier message of the guest that describes something; a command ("/start") does not."""
    said = (
        telling(item.content)
        for item in reversed(turn.session.history)
        if item.role == "user" and not _COMMAND.match(item.content)
    )
    return next((words for words in said if words), [])
