"""Conversations that are in no ledger, read by all plugins that read intents: what the bot would know at their end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from uuid import UUID

from bot.app import App
from bot.conversation.turn import Turn
from bot.core import Core
from bot.errors import ConfigError
from bot.settings import Secrets, Settings
from bot.types import HISTORY_LENGTH, GuestMessage, HistoryItem, Intent, Session, Tenant
from bot.words.languages import primary

NOWHERE = Tenant(UUID(int=0), "nowhere", "Nowhere")
NO_MODEL = "No model is configured: set OPENAI_API_KEY, or [openai] base_url (docs/models.md)."


class Reader:
    """Built by `reading`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def read(
        self, messages: Sequence[HistoryItem], today: date, locale: str | None = None, tenant: Tenant = NOWHERE
    ) -> Intent:
        """What is known after `messages` (oldest first, the bot's included): each of the guest's is a turn."""
        intent, language = Intent(), None
        for index, message in enumerate(messages):
            if message.role == "user":
                earlier = tuple(messages[max(0, index - HISTORY_LENGTH) : index])
                turn = self._turn(tenant, message, earlier, intent, language, today, locale)
                async for _, extraction in self._core.hooks.each("extract_intent", turn=turn):
                    if extraction is not None:
                        turn.read(extraction)
                intent, language = turn.intent, turn.language
        return intent

    def _turn(
        self,
        tenant: Tenant,
        message: HistoryItem,
        history: tuple[HistoryItem, ...],
        intent: Intent,
        language: str | None,
        today: date,
        locale: str | None,
    ) -> Turn:
        now = datetime.combine(today, time(12), UTC)
        id_ = UUID(int=len(history))
        session = Session(
            id_, tenant.tenant_id, "cli", language=language, locale=locale, history=history, intent=intent
        )
        spoken = language or primary(locale or tenant.locale)
        messages = (GuestMessage(1, str(id_), message.content, now),)
        return Turn(tenant, session, messages, now, intent, spoken, self._core.database)


@asynccontextmanager
async def reading(settings: Settings, secrets: Secrets) -> AsyncIterator[Reader]:
    """The configured plugins and model, without a database and outside every budget: an operator asks.

    Raises:
        ConfigError: there is no model.
    """
    core = App(settings, secrets, "", metered=False).core
    if core.models is None:
        raise ConfigError(NO_MODEL)
    try:
        yield Reader(core)
    finally:
        await core.models.close()
