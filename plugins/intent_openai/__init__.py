"""Lets a language model read the journey as well, after the rules; without one the rules read alone.

`worth` says what is worth a model's time, `prompt` what it is told, `reading` checks what it answers field by field,
`merging` puts it together with what the rules have read. It must be asked after them: list it before them in
`[plugins] enabled`. Whatever goes wrong, the rules' reading stands and the guest notices nothing.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from bot import hookimpl
from bot.breaker import Breaker
from bot.conversation.turn import Turn
from bot.errors import ModelError
from bot.llm.conversation import Payer
from bot.types import Extraction
from plugins.intent_openai.merging import merged
from plugins.intent_openai.prompt import lines
from plugins.intent_openai.reading import NAME, SCHEMA, validated
from plugins.intent_openai.worth import text_to_read

if TYPE_CHECKING:
    from bot.core import Core

SHARE_OF_HOOK = 0.9  # of the hook's own time limit, which would count a failure

log = logging.getLogger(__name__)


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    timeout_s: float = Field(4.0, gt=0)  # of one reading; never more than nine tenths of [hooks] timeout_s


class Plugin:
    def __init__(self, core: Core, settings: Settings) -> None:
        self._core = core
        self._limit_s = min(settings.timeout_s, SHARE_OF_HOOK * core.settings.hooks.timeout_s)
        openai = core.settings.openai
        self._breaker = Breaker(openai.breaker_failures, openai.breaker_pause_s)  # of readings that come too late

    @hookimpl
    async def extract_intent(self, turn: Turn) -> Extraction | None:
        """None: there is no model, nothing for it to read, or it did not answer."""
        models, text = self._core.models, text_to_read(turn)
        if models is None or not text:
            return None
        payer = Payer(turn.tenant.tenant_id, turn.session.session_id)
        if not self._breaker.allows():
            return None
        try:
            async with asyncio.timeout(self._limit_s):
                found = await models.structured(lines(turn, text), NAME, SCHEMA, payer, "intent")
        except TimeoutError:
            self._too_late()
            return None
        except ModelError:
            return None  # bot.llm has said it once
        self._breaker.succeeded()
        return merged(turn, validated(found, text, turn.today))

    def _too_late(self) -> None:
        self._breaker.failed()
        log.info("the model was too slow to read a message, the rules alone did")
        if self._breaker.failures == self._breaker.failures_allowed:
            log.warning("the model reads messages too slowly, the rules alone do", extra={"limit_s": self._limit_s})
