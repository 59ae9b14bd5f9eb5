"""The application: builds the core, loads the plugins, runs the channels, ends in order.

Nodes are equal and hold no state that matters: any number of Apps may run against one database.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from pydantic import SecretStr

from bot import plugins
from bot.channel import Channel
from bot.conversation.booking import Bookings
from bot.conversation.composing import Composer
from bot.conversation.tools import Tool
from bot.conversation.turns import Turns
from bot.embedding import Embedder
from bot.errors import Permanent, PluginError, StoreUnavailable
from bot.hooks import Hooks
from bot.ledger.corrections import Checks
from bot.ledger.funnel import Funnel
from bot.ledger.ledger import Ledger
from bot.ledger.links import Links
from bot.ledger.privacy import Privacy
from bot.ledger.tenants import Tenants
from bot.llm.budget import Budget
from bot.llm.models import Models
from bot.news.followers import Hub, LinksChanged, SpeakerChanged
from bot.news.nodes import Bus, PostgresBus
from bot.sending.sender import Sender
from bot.settings import OpenAISettings, Secrets, Settings
from bot.staff.desk import Desk
from bot.staff.poster import Poster
from bot.staff.posts import Posts
from bot.staff.values import StaffDesk
from bot.store.database import Database
from bot.types import LedgerMessage

COMPARE_S = 15.0  # how often followed sessions are compared with the ledger: the net under lost hints
RESTART_PAUSE_S = 2.0
REMIND_S = 5.0  # how often waiting guests are looked for

log = logging.getLogger(__name__)


class App:
    """What plugins and channels are given. `url` is the database as lobby_bot (bot.store.storage finds it).

    Public: settings, secrets, database, ledger, tenants, hub, turns, bookings, desk, funnel, links, checks, posts,
    privacy, models, embedder, embedders, tools, channels, loaded.
    `clock` tells the time (aware); a scenario sets another.
    """

    def __init__(self, settings: Settings, secrets: Secrets, url: str) -> None:
        self.settings = settings
        self.secrets = secrets
        self.database = Database(url, settings.database.pool_size)
        self.ledger = Ledger(self.database, timedelta(seconds=settings.turn.lease_s))
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.tenants = Tenants(self.database)
        self.hub = Hub(self.ledger.messages_after)
        self.bus: Bus = PostgresBus(self.database)
        self.desk = Desk(self)
        self.funnel = Funnel(self.database)
        self.links = Links(self.database, self.links_changed)
        self.checks = Checks(self.database)
        self.posts = Posts(self.database, self.tenants)
        self.privacy = Privacy(self)
        self.models = _models(settings.openai, secrets.openai_api_key, self.database)
        self.manager, self.loaded = plugins.load(self, settings.plugins, settings.channels)
        self.hooks = Hooks(self.manager, settings.hooks)
        self.channels = self._channels()
        self.outbox = frozenset(name for name, channel in self.channels.items() if channel.outbox)
        found: list[Embedder] = [found for found in self.manager.hook.register_embedder(app=self) if found is not None]
        self.embedders = {embedder.model: embedder for embedder in found}
        self.embedder: Embedder | None = found[0] if found else None
        self.tools = self._tools()
        composer = Composer(self.hooks, self.hub, settings.hooks)
        self.turns = Turns(self, self.ledger, self.tenants, self.hooks, self.hub, composer, settings.turn)
        self.bookings = Bookings(self)
        outbox_channels = {name: self.channels[name] for name in self.outbox}
        hold = timedelta(seconds=settings.turn.delivery_hold_s)
        self.sender = Sender(self, self.ledger, self.hooks, outbox_channels, hold)
        desks = {name: channel for name, channel in self.channels.items() if isinstance(channel, StaffDesk)}
        self.poster = Poster(self.posts, outbox_channels | desks, hold)
        self.ready = False

    @asynccontextmanager
    async def started(self) -> AsyncIterator[App]:
        """The core without channels: database open, plugins started, background work running.

        On leaving, turns in progress finish first.
        """
        async with AsyncExitStack() as ending:  # every step of the end is taken, whatever the one before it did
            await self.database.open()
            ending.push_async_callback(self.database.close)
            if self.models:
                ending.push_async_callback(self.models.close)
            background = asyncio.create_task(self._background(), name="background")
            ending.push_async_callback(_cancelled, background)
            ending.push_async_callback(self.hooks.observe, "shutdown", app=self)
            ending.push_async_callback(self.poster.drain, self.settings.turn.shutdown_grace_s)
            ending.push_async_callback(self.sender.drain, self.settings.turn.shutdown_grace_s)
            ending.push_async_callback(self.turns.drain)
            await self.hooks.observe("startup", app=self)
            self.ready = True
            try:
                yield self
            finally:
                self.ready = False

    async def run(self, names: tuple[str, ...] | None = None) -> None:
        """Run the channels (`names`, else all) until cancelled, each supervised and restarted alone.

        Raises:
            Permanent: no channel is left, because starting again is of no use (a port is taken, a token is wrong).
        """
        chosen = [channel for name, channel in self.channels.items() if names is None or name in names]
        async with self.started():
            ends = await asyncio.gather(*(self._supervise(channel) for channel in chosen))
        failures = [end for end in ends if end is not None]
        if failures and len(failures) == len(chosen):
            raise failures[0]

    def announce(self, message: LedgerMessage, *, outbox: bool = False) -> None:
        """The ledger holds a new message: tell this node's followers, the other nodes, and the sender."""
        self.hub.committed(message)
        self.bus.publish(message.session_id, message.seq)
        if outbox:
            self.sender.wake(message.session_id)
        self.poster.wake()

    def speaker_changed(self, session_id: UUID, change: SpeakerChanged) -> None:
        """Staff have taken over, or the bot speaks again: tell this node's followers and turns, and the other nodes."""
        self._speaker_changed(session_id, change)
        self.bus.publish_speaker(session_id, change)
        self.poster.wake()

    def links_changed(self, session_id: UUID) -> None:
        """Another channel has joined the session or left it: tell this node's followers, and the other nodes."""
        self._links_changed(session_id)
        self.bus.publish_links(session_id)

    def _links_changed(self, session_id: UUID) -> None:
        self.hub.tell(session_id, LinksChanged())

    def _speaker_changed(self, session_id: UUID, change: SpeakerChanged) -> None:
        self.turns.fence(session_id)
        self.hub.tell(session_id, change)

    def _channels(self) -> dict[str, Channel]:
        channels: dict[str, Channel] = {}

        def register(channel: Channel) -> None:
            if channel.name in channels:
                raise PluginError(f"two channels are called {channel.name}; remove one of them in bot.toml")
            channels[channel.name] = channel

        self.manager.hook.register_channels(app=self, register=register)
        return channels

    def _tools(self) -> dict[str, Tool]:
        tools: dict[str, Tool] = {}

        def register(tool: Tool) -> None:
            if tool.name in tools:
                raise PluginError(f"two tools are called {tool.name}; remove one of their plugins in bot.toml")
            tools[tool.name] = tool

        self.manager.hook.register_tools(app=self, register=register)
        return tools

    async def _supervise(self, channel: Channel) -> Permanent | None:
        """Until the channel ends by itself (None), or cannot be started at all."""
        while True:
            try:
                await channel.run(self.turns.accept)
                return None
            except Permanent as error:
                log.error("channel is off: %s", error, extra={"channel": channel.name})
                return error
            except Exception:
                log.exception("channel failed; it is started again", extra={"channel": channel.name})
                await asyncio.sleep(RESTART_PAUSE_S)

    async def _listen(self) -> None:
        while True:
            try:
                await self.bus.run(
                    self.hub.ahead,
                    self._speaker_changed,
                    self._links_changed,
                    lambda: self.turns.spawn(self._compare()),
                )
            except Exception:
                log.exception("the bus failed; it is started again")
                await asyncio.sleep(RESTART_PAUSE_S)

    async def _background(self) -> None:
        turn = self.settings.turn
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            if self.models:
                tasks.create_task(self.models.warm())
            tasks.create_task(_every(turn.sweep_interval_s, "sweep", self.turns.sweep))
            tasks.create_task(_every(turn.sweep_interval_s, "outbox sweep", self.sender.sweep))
            tasks.create_task(self.poster.run(turn.sweep_interval_s))
            tasks.create_task(_every(turn.sweep_interval_s, "staff replies", self.desk.release))
            tasks.create_task(_every(REMIND_S, "reminders", self.desk.remind))
            tasks.create_task(_every(turn.lease_s / 3, "lease renewal", self.turns.renew))
            tasks.create_task(_every(COMPARE_S, "comparison", self._compare))
            if self.settings.jobs.enabled:
                from bot import jobs  # only nodes with scheduled work pay for the library

                tasks.create_task(jobs.run(self.database.url, self.settings.jobs, self.ledger, turn.shutdown_grace_s))

    async def _compare(self) -> None:
        seen: dict[UUID, int] = self.hub.seen()
        if seen:
            for session_id in await self.ledger.sessions_ahead(seen):
                self.hub.ahead(session_id, seen[session_id] + 1)


def _models(settings: OpenAISettings, key: SecretStr | None, database: Database) -> Models | None:
    """None where there is neither a key nor a server of one's own."""
    return Models(settings, key, Budget(database, settings)) if key or settings.base_url else None


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _every(seconds: float, name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Repeat until cancelled; a failure is logged and the next round tries again."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except StoreUnavailable:
            log.warning("%s: the database cannot be reached", name)
        except Exception:
            log.exception("%s failed", name)
