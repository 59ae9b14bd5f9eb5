"""The conversation core: its finished parts, as plugins and channels are given them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.act_reading import ActReaders
from bot.channel import Channels
from bot.conversation.booking import Bookings
from bot.conversation.tools import Tools
from bot.conversation.turn import Clock
from bot.conversation.turns import Turns
from bot.embedding import Embedders
from bot.health import Health
from bot.hooks import Hooks
from bot.ledger.corrections import Corrections
from bot.ledger.funnel import Funnel
from bot.ledger.ledger import Ledger
from bot.ledger.links import Links
from bot.ledger.privacy import Privacy
from bot.ledger.tenants import Tenants
from bot.llm.models import Models
from bot.news.announcing import News
from bot.settings import Secrets, Settings
from bot.staff.desk import Desk
from bot.staff.posts import Posts
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Core:
    """Every part works from the beginning, as far as the database is open. What plugins bring (`channels`, `tools`,
    `embedders`, `act_readers`, and the implementations behind `hooks`) is there once all of them are loaded: at the
    hook `startup`, not yet while a plugin is built."""

    settings: Settings
    secrets: Secrets
    clock: Clock
    database: Database
    tenants: Tenants
    ledger: Ledger
    news: News
    hooks: Hooks
    channels: Channels
    tools: Tools
    embedders: Embedders
    act_readers: ActReaders
    models: Models | None  # None: there is neither a key nor a server of one's own
    turns: Turns
    bookings: Bookings
    desk: Desk
    posts: Posts
    links: Links
    privacy: Privacy
    funnel: Funnel
    corrections: Corrections
    health: Health
