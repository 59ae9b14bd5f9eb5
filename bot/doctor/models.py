"""Whether the models of [openai] answer: one short question to each, outside every budget."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bot.doctor.finding import Finding
from bot.errors import ModelError
from bot.llm.budget import Unmetered
from bot.llm.conversation import Answer, Line, Payer, Usage
from bot.llm.models import Models
from bot.settings import Secrets, Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

NOBODY = Payer(UUID(int=0))
TOKENS = 100
QUESTION = [Line("user", "Reply with the single word: ready")]
READY = {
    "type": "object",
    "properties": {"word": {"type": "string"}},
    "required": ["word"],
    "additionalProperties": False,
}
OFF = "none: the local concierge answers"
TURN_ON = "set OPENAI_API_KEY, or [openai] base_url for a server of your own (docs/models.md)"


def examine(settings: Settings, secrets: Secrets) -> Iterator[Finding]:
    key = secrets.openai_api_key
    if not (key or settings.openai.base_url):
        yield Finding("models", None, OFF, TURN_ON)
        return
    yield from asyncio.run(_ask_all(Models(settings.openai, key, Unmetered())))


async def _ask_all(models: Models) -> list[Finding]:
    checks: dict[str, tuple[str, Callable[[], Awaitable[Any]]]] = {
        "chat model": (models.chat_model, lambda: _chat(models))
    }
    if models.intent_model != models.chat_model:
        checks["intent model"] = (models.intent_model, lambda: models.structured(QUESTION, "ready", READY, NOBODY))
    if models.settings.embedding_model:
        checks["embedding model"] = (models.settings.embedding_model, lambda: _embedding(models))
    try:
        return [await _try_ask(name, model, ask) for name, (model, ask) in checks.items()]
    finally:
        await models.close()


async def _try_ask(name: str, model: str, ask: Callable[[], Awaitable[Any]]) -> Finding:
    try:
        await ask()
    except ModelError as error:
        return Finding(name, False, f"{model}: {error}", "the local concierge answers until it does (docs/models.md)")
    return Finding(name, True, f"{model} answers")


async def _chat(models: Models) -> Answer:
    *_, answer = [piece async for piece in models.stream(QUESTION, (), NOBODY, "doctor")]
    assert isinstance(answer, Answer)  # noqa: S101  # a stream ends in one, or raises
    return answer


async def _embedding(models: Models) -> None:
    model = models.settings.embedding_model

    async def send(client: AsyncOpenAI) -> Any:
        return await client.embeddings.create(model=model, input=["ready"])

    await models.call(
        send,
        lambda answer: Usage(answer.usage.prompt_tokens),
        model=model,
        tokens=TOKENS,
        payer=NOBODY,
        purpose="doctor",
    )
