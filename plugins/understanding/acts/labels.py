"""The labels of the learned reader and what they stand for (`labels.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from bot.types import Act


@cache
def _halves() -> dict[str, tuple[str, str | None]]:
    table = tomllib.loads((files(__package__) / "labels.toml").read_text("utf-8"))
    return {label: (act, topic or None) for label, (act, topic) in table.items()}


def labels() -> tuple[str, ...]:
    """All of them, in the table's order."""
    return tuple(_halves())


def act_of(label: str, confidence: float) -> Act:
    """Raises KeyError for a label outside the table."""
    act, topic = _halves()[label]
    return Act(label, act, topic, confidence)
