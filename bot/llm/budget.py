"""Tokens are reserved in the database before a model is asked, and settled by what it really used."""

from __future__ import annotations

from uuid import UUID

from bot.database import Database
from bot.llm.conversation import Payer, Purpose, Usage
from bot.settings import OpenAISettings


class Budget:
    def __init__(self, database: Database, settings: OpenAISettings) -> None:
        self._database = database
        self._settings = settings

    async def reserve(self, payer: Payer, model: str, purpose: Purpose, tokens: int) -> UUID:
        """Set tokens aside; the id is for `settle`.

        Raises:
            BudgetExhausted: the visitor, the tenant or the day has not so many left.
        """
        raise NotImplementedError

    async def settle(self, payer: Payer, usage_id: UUID, model: str, usage: Usage | None) -> None:
        """Replace the reservation by what was used. None: nothing was."""
        raise NotImplementedError
