"""What a guest can pick by number: the suggestions of the last reply, then the buttons of its cards."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.types import Action, Content


@dataclass(frozen=True, slots=True)
class Choice:
    label: str  # what is shown
    text: str  # what is sent
    action: Action | None = None


def choices(content: Content) -> tuple[Choice, ...]:
    """The choices that a reply offers, in the order of their numbers."""
    suggestions = [Choice(text, text) for text in content.suggestions]
    buttons = [
        Choice(f"{button.label}: {card.name}", button.label, Action(button.action, card.unit_id))
        for card in content.cards
        for button in card.actions
    ]
    return (*suggestions, *buttons)


def chosen(line: str, offered: tuple[Choice, ...]) -> Choice | None:
    """The choice that a typed number names; None: the line is a message.

    Where a choice speaks of that very number ("2 guests"), it is an answer and not the place in the list.
    """
    number = line.strip()
    if not number.isdecimal() or not 1 <= int(number) <= len(offered):
        return None
    if any(number in re.findall(r"\d+", choice.label) for choice in offered):
        return None
    return offered[int(number) - 1]
