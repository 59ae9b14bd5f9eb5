"""The application's life: builds the core, loads the plugins, runs the channels, ends in order.

Nodes are equal and hold no state that matters: any number of Apps may run against one database.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from bot import plugins
from bot.act_reading import ActReaders
from bot.channel import Channels
from bot.conversation.booking import Bookings
from bot.conversation.composing import Composer
from bot.conversation.observing import Observers
from bot.conversation.tools import Tools
from bot.conversation.turn import Clock
from bot.conversation.turns import Turns
from bot.core import Core
from bot.embedding import Embedders
from bot.health import Health
from bot.hooks import Hooks
from bot.ledger.corrections import Corrections
from bot.ledger.funnel import Funnel
from bot.ledger.ledger import Ledger
from bot.ledger.links import Links
from bot.ledger.privacy import Privacy
from bot.ledger.tenants import Tenants
from bot.llm.budget import Budget, Unmetered
from bot.llm.models import Meter, Models
from bot.news.announcing import News
from bot.news.followers import Followers
from bot.news.nodes import PostgresNodes
from bot.sending.sender import Sender
from bot.settings import Secrets, Settings
from bot.staff.desk import Desk
from bot.staff.poster import Poster
from bot.staff.posts import Posts
from bot.store.database import Database
from bot.tasks import Tasks, end

COMPARE_S = 15.0  # how often followed sessions are compared with the ledger: the net under lost hints
REMIND_S = 5.0  # how often waiting guests are looked for
MAX_SILENCE_S = 5.0  # of the exchange with other nodes, once the database is back
MAX_WARMING_PAUSE_S = 600.0  # a package that cannot be loaded is not there soon


def now() -> datetime:
    return datetime.now(UTC)


class App:
    """One node: `core` is what its plugins and channels are given, `tasks` has what it does beside messages, `loaded`
    says which plugins there are. `url` is the database as lobby_bot (bot.store.storage finds it).

    `clock` tells the time (aware). `metered` is False where an operator asks models, who has no budget.

    Raises:
        PluginError, ConfigError: a plugin or a channel cannot be loaded.
    """

    def __init__(
        self, settings: Settings, secrets: Secrets, url: str, *, clock: Clock = now, metered: bool = True
    ) -> None:
        self._settings = settings
        self.tasks = Tasks()
        self._ending_since: float | None = None  # time.monotonic
        hold = timedelta(seconds=settings.turn.delivery_hold_s)

        manager = plugins.manager()
        hooks, channels = Hooks(manager, settings.hooks), Channels()
        database = Database(url, settings.database.pool_size)
        tenants = Tenants(database)
        ledger = Ledger(database, timedelta(seconds=settings.turn.lease_s))
        news = News(Followers(ledger.messages_after), PostgresNodes(database), channels, ledger.sessions_ahead)
        posts = Posts(database, tenants)
        desk = Desk(database, tenants, news, channels, settings.staff)
        self._observers = Observers(hooks)
        turns = Turns(
            ledger=ledger,
            tenants=tenants,
            news=news,
            channels=channels,
            desk=desk,
            composer=Composer(hooks, news, settings.hooks),
            observers=self._observers,
            settings=settings.turn,
            clock=clock,
        )
        self._sender = Sender(ledger, hooks, news, channels, hold)
        self._poster = Poster(posts, news, channels, hold)
        self.core = Core(
            settings=settings,
            secrets=secrets,
            clock=clock,
            database=database,
            tenants=tenants,
            ledger=ledger,
            news=news,
            hooks=hooks,
            channels=channels,
            tools=Tools(),
            embedders=Embedders(),
            act_readers=ActReaders(),
            models=_models(settings, secrets, Budget(database, settings.openai) if metered else Unmetered()),
            turns=turns,
            bookings=Bookings(ledger, news, channels, self._observers, clock),
            desk=desk,
            posts=posts,
            links=Links(database, news),
            privacy=Privacy(ledger),
            funnel=Funnel(database),
            corrections=Corrections(database),
            health=Health(self.tasks),
        )
        self.loaded = plugins.load(manager, self.core, settings.plugins, settings.channels)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Core]:
        """The plugins and an open database alone: nothing is answered, nothing is done in the background."""
        await self.core.database.open()
        try:
            yield self.core
        finally:
            await self.core.hooks.observe("shutdown")
            if self.core.models:
                await self.core.models.close()
            await self.core.database.close()

    @asynccontextmanager
    async def started(self) -> AsyncIterator[Core]:
        """The core without channels: database open, plugins started, background work running.

        On leaving, turns in progress finish first.
        """
        core, grace_s = self.core, self._settings.turn.shutdown_grace_s
        async with AsyncExitStack() as ending:  # every step of the end is taken, whatever the one before it did
            await core.database.open()
            ending.push_async_callback(core.database.close)
            if core.models:
                ending.push_async_callback(core.models.close)
            ending.push_async_callback(core.news.close)
            ending.push_async_callback(self.tasks.drain)
            self._take_up_duties()
            ending.push_async_callback(core.hooks.observe, "shutdown")
            ending.push_async_callback(self._poster.drain, grace_s)
            ending.push_async_callback(self._sender.drain, grace_s)
            ending.push_async_callback(core.desk.drain, grace_s)
            ending.push_async_callback(self._observers.drain, grace_s)
            ending.push_async_callback(self._drain_turns)
            async for _ in core.hooks.each("startup", timeout_s=core.settings.hooks.respond_timeout_s):
                pass  # what loads models takes seconds, on a busy machine many
            core.health.started = True
            try:
                yield core
            finally:
                core.health.started = False

    async def run(self, names: tuple[str, ...] | None = None) -> None:
        """Run the channels (`names`, else all) until cancelled, each supervised and restarted alone.

        Raises:
            Permanent: no channel is left, because starting again is of no use (a port is taken, a token is wrong).
        """
        chosen = [channel for name, channel in self.core.channels.items() if names is None or name in names]
        accept = self.core.turns.accept
        async with self.started():
            duties = [self.tasks.supervise(f"channel {c.name}", partial(c.run, accept)) for c in chosen]
            try:
                await asyncio.wait([duty.task for duty in duties])
            finally:
                self._ending_since = time.monotonic()
                await end(duty.task for duty in duties)
        failures = [duty.error for duty in duties if duty.error is not None]
        if failures and len(failures) == len(chosen):
            raise failures[0]

    async def _drain_turns(self) -> None:
        """The channels have waited for turns already, from the same time that the node has for its end."""
        waited_s = time.monotonic() - self._ending_since if self._ending_since else 0.0
        await self.core.turns.drain(max(0.0, self._settings.turn.shutdown_grace_s - waited_s))

    def _take_up_duties(self) -> None:
        """Vital is what guests of this node would miss at once."""
        core, turn, tasks = self.core, self._settings.turn, self.tasks
        tasks.supervise("hints to nodes", core.news.send, max_pause_s=MAX_SILENCE_S)
        tasks.supervise("hints from nodes", core.news.listen, vital=True, max_pause_s=MAX_SILENCE_S)
        tasks.repeat("comparison", core.news.compare, COMPARE_S)
        tasks.repeat("lease renewal", core.turns.renew, turn.lease_s / 3, vital=True)
        tasks.repeat("abandoned turns", core.turns.sweep, turn.sweep_interval_s, vital=True)
        tasks.repeat("outbox", self._sender.sweep, turn.sweep_interval_s, vital=True)
        tasks.supervise("posts", partial(self._poster.run, turn.sweep_interval_s), vital=True)
        tasks.repeat("staff replies", core.desk.release, turn.sweep_interval_s, vital=True)
        tasks.repeat("reminders", core.desk.remind, REMIND_S)
        if core.models:
            tasks.supervise("models", core.models.warm, max_pause_s=MAX_WARMING_PAUSE_S)
        if self._settings.jobs.enabled:
            tasks.supervise("scheduled work", self._work_jobs)

    async def _work_jobs(self) -> None:
        from bot import jobs  # only nodes with scheduled work pay for the library

        turn = self._settings.turn
        await jobs.run(self.core.database.url, self._settings.jobs, self.core.ledger, turn.shutdown_grace_s)


def _models(settings: Settings, secrets: Secrets, meter: Meter) -> Models | None:
    key = secrets.openai_api_key
    return Models(settings.openai, key, meter) if key or settings.openai.base_url else None
