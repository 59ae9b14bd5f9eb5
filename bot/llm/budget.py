"""Tokens are reserved in the database before a model is asked, and settled by what it really used."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

import psycopg

from bot.errors import BudgetExhausted, StoreUnavailable
from bot.llm.conversation import Payer, Purpose, Usage
from bot.settings import OpenAISettings
from bot.store.database import Database
from bot.store.queries import load

PER_MILLION = Decimal(1_000_000)
MAX_TOKENS = 2**31 - 1  # of a column; no model reads as many
OUTSIDE: frozenset[Purpose] = frozenset({"publish", "doctor"})  # an operator's own work: recorded, never refused
_EXHAUSTED = {
    "visitor": "this visitor has used up today's tokens ([openai] visitor_tokens)",
    "tenant": "this tenant's visitors have used up today's tokens ([openai] tenant_tokens)",
    "day": "all tenants together have used up today's tokens ([openai] day_tokens)",
}

SQL = load("usage")


@dataclass(frozen=True, slots=True)
class _Reserved:
    usage_id: UUID | None
    refused: str | None  # the limit in the way


class Budget:
    """The limits of [openai] for a visitor, a tenant and all of them in a day (UTC), the same on every node."""

    def __init__(self, database: Database, settings: OpenAISettings) -> None:
        self._database = database
        self._settings = settings

    async def reserve(self, payer: Payer, model: str, purpose: Purpose, tokens: int) -> UUID:
        """Set tokens aside; the id is for `settle`. What is never settled stays spent.

        Raises:
            BudgetExhausted: the visitor, the tenant or the day has not so many left.
        """
        is_outside = purpose in OUTSIDE
        values = {
            "tenant_id": str(payer.tenant_id),
            "session_id": str(payer.session_id) if payer.session_id else None,
            "model": model,
            "purpose": purpose,
            "tokens": min(tokens, MAX_TOKENS),
            "visitor": None if is_outside else self._settings.visitor_tokens,
            "tenant": None if is_outside else self._settings.tenant_tokens,
            "day": None if is_outside else self._settings.day_tokens,
        }
        try:
            reserved = await self._database.one(_Reserved, SQL["reserve_tokens"], values)
        except StoreUnavailable as error:
            if isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                raise BudgetExhausted("the budget is being counted elsewhere for too long") from error
            raise
        assert reserved is not None  # noqa: S101  # the function returns one
        if reserved.usage_id is None:
            raise BudgetExhausted(_EXHAUSTED[reserved.refused or "day"])
        return reserved.usage_id

    async def settle(self, payer: Payer, usage_id: UUID, model: str, usage: Usage | None) -> None:
        """Replace the reservation by what was used (None: nothing was). Only the first time counts."""
        used = usage or Usage(0, 0)
        values = {
            "tenant_id": str(payer.tenant_id),
            "session_id": str(payer.session_id) if payer.session_id else None,
            "usage_id": usage_id,
            "input_tokens": min(max(used.input_tokens, 0), MAX_TOKENS),
            "output_tokens": min(max(used.output_tokens, 0), MAX_TOKENS),
            "cost": self.cost(model, used),
        }
        await self._database.value(SQL["settle_tokens"], values)

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        """US dollars; None: the model has no price in the settings, and it was used."""
        if not (usage.input_tokens or usage.output_tokens):
            return Decimal(0)
        price = self._settings.prices.get(model)
        if price is None:
            return None
        return (price.input * usage.input_tokens + price.output * usage.output_tokens) / PER_MILLION


class Unmetered:
    """In the place of a budget: an operator asks, and there need not be a database."""

    async def reserve(self, payer: Payer, model: str, purpose: Purpose, tokens: int) -> UUID:
        return uuid4()

    async def settle(self, payer: Payer, usage_id: UUID, model: str, usage: Usage | None) -> None:
        return None
