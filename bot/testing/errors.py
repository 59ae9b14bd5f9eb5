"""What can go wrong with a scenario."""

from __future__ import annotations

from bot.errors import BotError


class ScenarioError(BotError):
    """The scenario cannot be run: its file, its catalog or its channel is wrong."""


class NotShown(ScenarioError):
    """The guest is to press something that is not there."""


def no_button(label: str, card: str | None) -> NotShown:
    return NotShown(f"there is no button {label!r}" + (f" of {card!r}" if card else ""))


class ScenarioFailed(BotError):
    """The conversation did not go as the scenario says; `step` counts from 1."""

    def __init__(self, step: int, message: str) -> None:
        super().__init__(f"step {step}: {message}")
        self.step = step
