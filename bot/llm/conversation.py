"""What is said to a model and what it says, apart from any provider's wire format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from bot.types import JSON

Purpose = Literal["reply", "intent", "question", "publish", "doctor"]


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose budget a call is paid from. `session_id` None: the tenant's own work (publishing)."""

    tenant_id: UUID
    session_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A function that the model wants called. `arguments` is what it wrote: JSON, if all went well."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the conversation with the model."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str
    tool_calls: tuple[ToolCall, ...] = ()  # of an assistant's line
    tool_call_id: str | None = None  # of a tool's line: which call it answers


@dataclass(frozen=True, slots=True)
class Function:
    """A function offered to the model. `parameters` is a JSON schema that strict mode accepts: every property
    required, no additional ones."""

    name: str
    description: str
    parameters: JSON


@dataclass(frozen=True, slots=True)
class Usage:
    input_tokens: int
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of what a model said: the whole text, and the functions it wants called first (then `text` is seldom
    meant for the guest)."""

    text: str
    tool_calls: tuple[ToolCall, ...] = ()
