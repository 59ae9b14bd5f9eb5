"""Functions that a model-backed responder may offer to its model."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from bot.conversation.turn import Turn
from bot.registry import Registry
from bot.types import JSON, Action, Match


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool found. `content` is for the model to read, `cards` are what the guest is shown of it.

    `handoff` asks staff to take over (and says why); `action` leaves the turn to the next responder as if the guest
    had pressed a button with it. Either ends the model's turn.
    """

    content: JSON
    cards: tuple[Match, ...] = ()
    handoff: str | None = None
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """A function. `arguments` is its pydantic model, without defaults and with extra="forbid", as strict schemas want;
    `call` gets a validated instance of it and may raise InvalidInput, whose sentence the model reads."""

    name: str
    description: str
    arguments: type[BaseModel]
    call: Callable[[Turn, Any], Awaitable[ToolResult]]


class Tools(Registry[Tool]):
    """What plugins offer."""

    def __init__(self) -> None:
        super().__init__("tool", lambda tool: tool.name)
