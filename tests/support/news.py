"""News that nobody follows, for parts that are tested without an application."""

from __future__ import annotations

from uuid import UUID

from bot.channel import Channels
from bot.news.announcing import News
from bot.news.followers import Followers
from bot.news.nodes import PostgresNodes
from bot.store.database import Database
from bot.types import LedgerMessage


def unheard_news(database: Database) -> News:
    return News(Followers(_nothing), PostgresNodes(database), Channels(), _nobody)


async def _nothing(tenant_id: UUID, session_id: UUID, seq: int) -> list[LedgerMessage]:
    return []


async def _nobody(seen: dict[UUID, int]) -> list[UUID]:
    return []
