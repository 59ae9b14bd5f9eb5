"""The application: builds the core, loads the plugins, runs the channels, ends in order.

Nodes are equal and hold no state that matters: any number of Apps may run against one database.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from pydantic import SecretStr

from bot import plugins
from bot.channel import Channel
from bot.conversation.booking import Bookings
from bot.conversation.composing import Composer
from bot.conversation.tools import Tool
from bot.conversation.turns import Turns
from bot.embedding import Embedder
from bot.errors import PluginError
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
from bot.tasks import Tasks, end
from bot.types import LedgerMessage

COMPARE_S = 15.0  # how often followed sessions are compared with the ledger: the net under lost hints
MAX_SILENCE_S = 5.0  # of the exchange with other nodes, once the database is back
MAX_WARMING_PAUSE_S = 600.0  # a package that cannot be loaded is not there soon
REMIND_S = 5.0  # how often waiting guests are looked for


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
        self.tasks = Tasks()
        self.ready = False
        self._ending_since: float | None = None  # time.monotonic

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
            ending.push_async_callback(self.tasks.drain)
            self._take_up_duties()
            ending.push_async_callback(self.hooks.observe, "shutdown", app=self)
            ending.push_async_callback(self.poster.drain, self.settings.turn.shutdown_grace_s)
            ending.push_async_callback(self.sender.drain, self.settings.turn.shutdown_grace_s)
            ending.push_async_callback(self._drain_turns)
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
            duties = [
                self.tasks.supervise(f"channel {channel.name}", partial(channel.run, self.turns.accept))
                for channel in chosen
            ]
            try:
                await asyncio.wait([duty.task for duty in duties])
            finally:
                self._ending_since = time.monotonic()
                await end(duty.task for duty in duties)
        failures = [duty.error for duty in duties if duty.error is not None]
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

    async def _drain_turns(self) -> None:
        """The channels have waited for turns already, from the same time that the node has for its end."""
        waited_s = time.monotonic() - self._ending_since if self._ending_since else 0.0
        await self.turns.drain(max(0.0, self.settings.turn.shutdown_grace_s - waited_s))

    def _take_up_duties(self) -> None:
        """Vital is what guests of this node would miss at once."""
        turn, tasks = self.settings.turn, self.tasks
        tasks.supervise("hints to nodes", self.bus.send, max_pause_s=MAX_SILENCE_S)
        tasks.supervise("hints from nodes", self._listen, vital=True, max_pause_s=MAX_SILENCE_S)
        tasks.repeat("comparison", self._compare, COMPARE_S)
        tasks.repeat("lease renewal", self.turns.renew, turn.lease_s / 3, vital=True)
        tasks.repeat("abandoned turns", self.turns.sweep, turn.sweep_interval_s, vital=True)
        tasks.repeat("outbox", self.sender.sweep, turn.sweep_interval_s, vital=True)
        tasks.supervise("posts", lambda: self.poster.run(turn.sweep_interval_s), vital=True)
        tasks.repeat("staff replies", self.desk.release, turn.sweep_interval_s, vital=True)
        tasks.repeat("reminders", self.desk.remind, REMIND_S)
        if self.models:
            tasks.supervise("models", self.models.warm, max_pause_s=MAX_WARMING_PAUSE_S)
        if self.settings.jobs.enabled:
            tasks.supervise("scheduled work", self._work_jobs)

    async def _listen(self) -> None:
        await self.bus.listen(
            self.hub.ahead,
            self._speaker_changed,
            self._links_changed,
            lambda: self.turns.spawn(self._compare()),
        )

    async def _work_jobs(self) -> None:
        from bot import jobs  # only nodes with scheduled work pay for the library

        await jobs.run(self.database.url, self.settings.jobs, self.ledger, self.settings.turn.shutdown_grace_s)

    async def _compare(self) -> None:
        seen: dict[UUID, int] = self.hub.seen()
        if seen:
            for session_id in await self.ledger.sessions_ahead(seen):
                self.hub.ahead(session_id, seen[session_id] + 1)


def _models(settings: OpenAISettings, key: SecretStr | None, database: Database) -> Models | None:
    """None where there is neither a key nor a server of one's own."""
    return Models(settings, key, Budget(database, settings)) if key or settings.base_url else None
