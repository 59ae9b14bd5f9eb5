"""What the bot's last message asked for."""

from __future__ import annotations

from plugins.understanding.message import Message


def asked(message: Message) -> frozenset[str]:
    """Fields of the intent."""
    return frozenset()
