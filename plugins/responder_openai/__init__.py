"""Lets a language model answer guests, with tools that look things up; the local concierge stays behind it.

`prompt` says what the model is told, `tools` what it may call, `answering` holds the exchange. The model never books,
never prices and never decides what fits: tools do, and the fact gate reads what it says. Whatever goes wrong, the
stream ends without a reply and the concierge answers.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from bot.errors import ModelError
from plugins.responder_openai import tools
from plugins.responder_openai.answering import answer

if TYPE_CHECKING:
    from bot.conversation.tools import Tool
    from bot.core import Core

log = logging.getLogger(__name__)


class Plugin:
    def __init__(self, core: Core, settings: None) -> None:
        self._core = core

    @hookimpl
    def register_tools(self, core: Core, register: Callable[[Tool], None]) -> None:
        for tool in tools.built_in(self._core):
            register(tool)

    @hookimpl
    async def startup(self, core: Core) -> None:
        if core.models:
            log.info("a language model answers guests", extra={"model": core.models.chat_model})

    @hookimpl
    async def respond(self, turn: Turn) -> AsyncIterator[str | Reply]:
        """Nothing without a model, and nothing where the concierge's own dialogue is in order: a button was pressed, a
        request is being filled in, a date has two readings."""
        models = self._core.models
        if models is None or turn.action or turn.form or turn.clarifications:
            return
        try:
            async with aclosing(answer(turn, models, self._core.tools)) as pieces:
                async for piece in pieces:
                    yield piece
        except ModelError:
            return  # bot.llm has said it once; the next responder answers
