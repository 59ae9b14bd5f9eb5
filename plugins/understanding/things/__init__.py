"""The family of things."""

from __future__ import annotations

from bot.types import Mentioned
from plugins.understanding.message import Context, Message, Span, Stated


def read(message: Message, context: Context, taken: frozenset[int]) -> Stated:
    return Stated()


def mentioned(message: Message, span: Span) -> tuple[Mentioned, ...]:
    """Features that a clause speaks of, and how."""
    return ()


def ordinals(message: Message, span: Span) -> tuple[int, ...]:
    """Positions among the units shown that a clause names, from 1; -1: the last."""
    return ()
