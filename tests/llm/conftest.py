"""The demo with all built-in plugins, spoken for by a real small model. Only `make test-llm` comes here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from bot.settings import BUILT_IN_PLUGINS, OpenAISettings
from tests.plugins.conftest import Demo, StartDemo, start_demo
from tests.support.llama import missing, serving

__all__ = ["start_demo"]

PATIENCE = {"timeout_s": 200, "first_token_s": 200, "max_output_tokens": 250, "embedding_model": ""}
HOOKS = {"timeout_s": 120, "respond_timeout_s": 400}
READING = {"intent_openai": {"timeout_s": 100}}


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    if reason := missing():
        pytest.skip(reason)
    with serving() as url:
        yield url


@pytest.fixture
def openai(base_url: str) -> OpenAISettings:
    return OpenAISettings(base_url=base_url, chat_model="smollm2", **PATIENCE)


Start = Callable[..., Awaitable[Demo]]


@pytest.fixture
def start(start_demo: StartDemo, openai: OpenAISettings) -> Start:
    """`await start(**openai)`: the demo, with patience for a slow model."""

    async def begin(**own: Any) -> Demo:
        settings = openai.model_copy(update=own).model_dump()
        return await start_demo(plugins=BUILT_IN_PLUGINS, openai=settings, hooks=HOOKS, plugin_settings=READING)

    return begin
