"""The two wire formats of a chat: /v1/responses, and /v1/chat/completions, which every compatible server has.

Each turns our words into a request and the provider's stream into ours: pieces of text, the Usage when it is told, and
at last the Answer. A stream that ends without saying that it is complete is a fault: the client raises nothing then.
Sources: https://platform.openai.com/docs/api-reference/chat, …/responses (2026-11)
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bot.errors import ModelUnavailable
from bot.llm.conversation import Answer, Function, Line, ToolCall, Usage
from bot.types import JSON

if TYPE_CHECKING:
    from openai import AsyncOpenAI

Piece = str | Usage | Answer


@dataclass(frozen=True, slots=True)
class Request:
    model: str
    lines: Sequence[Line]
    max_output_tokens: int
    functions: Sequence[Function] = ()
    format: tuple[str, JSON] | None = None  # name and JSON schema of the object to be answered
    extra_body: JSON = field(default_factory=dict)


class Endpoint(Protocol):
    def stream(self, client: AsyncOpenAI, request: Request) -> AsyncIterator[Piece]:
        """Ask. Raises what the client raises, and ModelUnavailable for an answer that was cut."""


class ChatCompletions:
    """/v1/chat/completions."""

    async def stream(self, client: AsyncOpenAI, request: Request) -> AsyncIterator[Piece]:
        text, calls, finish = "", _Calls(), None
        async with await client.chat.completions.create(**self._body(request)) as stream:
            async for chunk in stream:
                if chunk.usage:
                    yield Usage(chunk.usage.prompt_tokens, chunk.usage.completion_tokens)
                for choice in chunk.choices[:1]:
                    for call in choice.delta.tool_calls or ():
                        function = call.function
                        calls.add(call.index, call.id, function and function.name, function and function.arguments)
                    if choice.delta.content:
                        text += choice.delta.content
                        yield choice.delta.content
                    finish = choice.finish_reason or finish
        if finish not in {"stop", "tool_calls", "function_call"}:
            raise ModelUnavailable(f"the model's answer is not whole ({finish or 'cut'})")
        yield Answer(text, calls.all())

    def _body(self, request: Request) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": request.model,
            "messages": [_message(line) for line in request.lines],
            "max_tokens": request.max_output_tokens,  # the newer max_completion_tokens is unknown to older servers
            "stream": True,
            "stream_options": {"include_usage": True},
            "extra_body": request.extra_body,
        }
        if "max_completion_tokens" in request.extra_body:
            del body["max_tokens"]
        if request.functions:
            body["tools"] = [{"type": "function", "function": _function(f)} for f in request.functions]
        if request.format:
            name, schema = request.format
            json_schema = {"name": name, "schema": schema, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": json_schema}
        return body


class Responses:
    """/v1/responses. Nothing is stored at the provider."""

    async def stream(self, client: AsyncOpenAI, request: Request) -> AsyncIterator[Piece]:
        text, calls, status = "", _Calls(), None
        async with await client.responses.create(**self._body(request)) as stream:
            async for event in stream:
                if event.type == "response.output_text.delta":
                    text += event.delta
                    yield event.delta
                elif event.type == "response.output_item.done" and event.item.type == "function_call":
                    calls.add(event.output_index, event.item.call_id, event.item.name, event.item.arguments)
                elif event.type in {"response.completed", "response.incomplete", "response.failed"}:
                    status = event.response.status
                    if usage := event.response.usage:
                        yield Usage(usage.input_tokens, usage.output_tokens)
        if status != "completed":
            raise ModelUnavailable(f"the model's answer is not whole ({status or 'cut'})")
        yield Answer(text, calls.all())

    def _body(self, request: Request) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": request.model,
            "input": [item for line in request.lines for item in _items(line)],
            "max_output_tokens": request.max_output_tokens,
            "stream": True,
            "store": False,
            "extra_body": request.extra_body,
        }
        if request.functions:
            body["tools"] = [{"type": "function", **_function(f)} for f in request.functions]
        if request.format:
            name, schema = request.format
            body["text"] = {"format": {"type": "json_schema", "name": name, "schema": schema, "strict": True}}
        return body


class _Calls:
    """Function calls as they are put together from a stream."""

    def __init__(self) -> None:
        self._parts: dict[int, list[str]] = {}

    def add(self, index: int, id_: str | None, name: str | None, arguments: str | None) -> None:
        part = self._parts.setdefault(index, ["", "", ""])
        part[0] = part[0] or id_ or ""
        part[1] += name or ""
        part[2] += arguments or ""

    def all(self) -> tuple[ToolCall, ...]:
        return tuple(ToolCall(id_ or f"call_{n}", name, text) for n, (id_, name, text) in sorted(self._parts.items()))


def _function(function: Function) -> JSON:
    return {
        "name": function.name,
        "description": function.description,
        "parameters": function.parameters,
        "strict": True,
    }


def _message(line: Line) -> JSON:
    if line.role == "tool":
        return {"role": "tool", "tool_call_id": line.tool_call_id, "content": line.content}
    message: JSON = {"role": line.role, "content": line.content}
    if line.tool_calls:
        message["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in line.tool_calls
        ]
    return message


def _items(line: Line) -> list[JSON]:
    if line.role == "tool":
        return [{"type": "function_call_output", "call_id": line.tool_call_id, "output": line.content}]
    items: list[JSON] = [{"role": line.role, "content": line.content}] if line.content else []
    return items + [
        {"type": "function_call", "call_id": call.id, "name": call.name, "arguments": call.arguments}
        for call in line.tool_calls
    ]
