"""Lets out what claims nothing, and of what is claimed only what rows, quotes, the owner or the guest bear out.

`claims` finds which claims the `clauses` of a sentence make, in any language; `facts` gathers what is known; `judging`
holds numbers, dates and times against it whatever is claimed, `proving` every claim by a proof of its kind; `mending`
says what is true instead. A guard that fails withholds the reply.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from bot.errors import StoreUnavailable
from bot.ledger.corrections import Correction
from bot.metrics import CORRECTIONS
from plugins.fact_gate.checking import checked, checked_among_others
from plugins.fact_gate.facts import facts_of

if TYPE_CHECKING:
    from bot.core import Core

log = logging.getLogger(__name__)


class Plugin:
    def __init__(self, core: Core, settings: None) -> None:
        self._core = core

    @hookimpl
    async def check_text(self, turn: Turn, shown: str, text: str) -> str | None:
        said, corrections = await asyncio.to_thread(checked, text, facts_of(turn), turn.language, shown)
        return said if corrections or said != text else None

    @hookimpl
    async def check_reply(self, turn: Turn, reply: Reply) -> Reply | None:
        """A booking's text is written by the core, after this, from the row that it commits. Of a reply that code has
        composed only what the owner wrote of a home is read: a description is no proof of a price."""
        if reply.booking:
            return None
        facts = facts_of(turn, reply)
        judged = facts.is_described if reply.composed else None
        said, corrections = await checked_among_others(reply.text, facts, turn.language, judged)
        if corrections:
            await self._record(turn, corrections)
        return replace(reply, text=said.strip()) if said != reply.text else None

    async def _record(self, turn: Turn, corrections: list[Correction]) -> None:
        """For staff. What cannot be recorded is still not let out."""
        CORRECTIONS.inc(len(corrections))
        try:
            await self._core.corrections.record(turn.tenant.tenant_id, turn.session.session_id, corrections)
        except StoreUnavailable:
            log.warning("corrections of a reply were not recorded", extra={"corrections": len(corrections)})
