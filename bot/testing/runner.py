"""Lets a guest go through a scenario on one channel: a real App on a real database, step by step.

A step is over when the ledger holds the answer and the channel has shown it; then it is compared with what the
scenario expects.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.app import App, now
from bot.channel import Accept, Accepted
from bot.conversation.turn import Clock
from bot.core import Core
from bot.news.followers import Event, Follower
from bot.settings import Secrets, Settings
from bot.testing import expecting
from bot.testing.databases import Databases
from bot.testing.driver import WAIT_S, Drivable, Driver, Needs, Rendered, Visit
from bot.testing.errors import NotShown, ScenarioError, ScenarioFailed
from bot.testing.format import Scenario, Step
from bot.testing.team import Team
from bot.types import LedgerMessage, Message, Tenant

POLL_S = 0.02
TICK = timedelta(seconds=10)  # between two looks at the clock: no limit by the minute is reached
# A guest of a scenario types faster than any guest.
_LIMITS = {"messages_per_minute": 1000, "address_messages_per_minute": 10_000, "address_sessions_per_minute": 10_000}


@dataclass(frozen=True, slots=True)
class Scene:
    """A step as it went: what was done, and what the channel showed then."""

    act: str  # "guest writes: …"
    shown: tuple[Rendered, ...]


Transcript = list[Scene]


async def run(scenario: Scenario, channel: Drivable, databases: Databases, transcript: Transcript) -> None:
    """Go through the scenario; `transcript` grows with every step, also when one fails.

    Raises:
        ScenarioFailed: the conversation did not go as the scenario says.
        ScenarioError: the scenario cannot be run on this channel.
    """
    driver = channel.driver()
    async with driver.platform(scenario.tenant.slug) as needs:

        @asynccontextmanager
        async def without_channels(url: str) -> AsyncIterator[Core]:
            async with _app(scenario, Needs(), url).started() as core:
                yield core

        async with databases.cloned(scenario, without_channels) as database:
            clock = _Clock()
            async with _app(scenario, needs, database.url, clock).started() as core:
                tenant = await core.tenants.find(scenario.tenant.slug)
                clock.time = scenario.start(tenant.time_zone)
                await _go_through(scenario, channel.name, driver, core, tenant, transcript)


def _app(scenario: Scenario, needs: Needs, url: str, clock: Clock = now) -> App:
    sections: dict[str, Any] = {name: dict(section) for name, section in needs.settings.items()}
    own = sections.pop("channels", {})
    sections["web"] = {"port": 0, **_LIMITS, **sections.get("web", {})}
    settings = Settings(
        plugins=scenario.plugins.section,
        channels={"enabled": needs.channels, "entry_points": False, **own},
        jobs={"enabled": False},
        **sections,
    )
    return App(settings, Secrets.model_validate(dict(needs.secrets)), url, clock=clock)


class _Clock:
    """Goes on whenever it is looked at. The scenario sets it once the tenant's time zone is known."""

    def __init__(self) -> None:
        self.time = now()

    def __call__(self) -> datetime:
        self.time += TICK
        return self.time


async def _go_through(
    scenario: Scenario, channel: str, driver: Driver, core: Core, tenant: Tenant, transcript: Transcript
) -> None:
    arrivals = Arrivals(core.turns.accept)
    async with driver.visit(core, tenant, arrivals.accept, scenario.locale) as visit:
        conversation = Conversation(core, tenant, channel, visit, arrivals)
        try:
            shown = await conversation.arrive()
            if shown:
                transcript.append(Scene("the guest arrives", tuple(shown)))
            for number, written in enumerate(scenario.step, 1):
                if step := written.on(channel):
                    await _take(conversation, number, step, transcript)
        finally:
            conversation.close()


async def _take(conversation: Conversation, number: int, step: Step, transcript: Transcript) -> None:
    before = await conversation.facts()
    try:
        shown = await conversation.take(step)
    except NotShown as error:
        raise ScenarioFailed(number, str(error)) from error
    except TimeoutError as error:
        raise ScenarioFailed(number, f"nothing more came within {WAIT_S:g} seconds") from error
    transcript.append(Scene(expecting.told(step), tuple(shown)))
    after = await conversation.facts()
    if problems := list(expecting.problems(step.expect, shown, before, after)):
        raise ScenarioFailed(number, "\n".join(problems))


@dataclass(slots=True)
class Arrivals:
    """What reached the ledger through the channel, as it arrives."""

    _accept: Accept
    _queue: asyncio.Queue[tuple[Message, Accepted]] = field(default_factory=asyncio.Queue)

    async def accept(self, message: Message) -> Accepted:
        """The `accept` that the channel is given."""
        accepted = await self._accept(message)
        if not accepted.duplicate:
            self._queue.put_nowait((message, accepted))
        return accepted

    async def next(self) -> tuple[Message, Accepted]:
        async with asyncio.timeout(WAIT_S):
            return await self._queue.get()


class Conversation:
    """One guest's conversation, followed in the ledger while the channel shows it."""

    def __init__(self, core: Core, tenant: Tenant, channel: str, visit: Visit, arrivals: Arrivals) -> None:
        self._core = core
        self._tenant = tenant
        self._channel = channel
        self._visit = visit
        self._arrivals = arrivals
        self._follower: Follower | None = None
        self._messages: asyncio.Queue[LedgerMessage] = asyncio.Queue()
        self._team = Team(core, tenant)

    async def arrive(self) -> list[Rendered]:
        """What the guest sees first."""
        try:
            seq = await self._wait_for_answer() if self._visit.has_written else 0
            return await self._visit.shown(seq)
        except TimeoutError as error:
            raise ScenarioError(f"the guest's arrival is not answered within {WAIT_S:g} seconds") from error

    async def take(self, step: Step) -> list[Rendered]:
        """Do what the step says; what is shown then."""
        if step.staff is not None:
            return await self._visit.shown(await self._do_as_staff(step))
        if step.press is not None:
            await self._visit.press(step.press, step.card)
        else:
            await self._visit.say(step.say or "")
        return await self._visit.shown(await self._wait_for_answer())

    async def facts(self) -> expecting.Facts:
        """What the ledger knows of the conversation now."""
        if self._follower is None:
            return expecting.Facts()
        return await expecting.facts(self._core, self._tenant, self._follower.session_id)

    def close(self) -> None:
        if self._follower:
            self._core.news.unfollow(self._follower)
            self._follower = None

    async def _wait_for_answer(self) -> int:
        """Wait until the guest's message is answered and the answer delivered; its number in the ledger.

        While staff speak there is no answer: the message's own number.
        """
        message, accepted = await self._arrivals.next()
        self._follow(accepted)
        if accepted.speaker == "staff":
            await self._wait_for_delivery(accepted.seq)
            return accepted.seq
        async with asyncio.timeout(WAIT_S):
            while True:
                reply = await self._messages.get()
                if message.external_id in reply.reply_to:
                    break
        await self._wait_for_delivery(reply.seq)
        return reply.seq

    async def _do_as_staff(self, step: Step) -> int:
        if self._follower is None or step.staff is None:
            raise ScenarioError("staff can only join a conversation that the guest has begun")
        seq = await self._team.act(self._follower.session_id, step.staff)
        await self._wait_for_delivery(seq)
        return seq

    def _follow(self, accepted: Accepted) -> None:
        """The session that the message went to; it may be another one than before (a link, a reset)."""
        if self._follower and self._follower.session_id == accepted.session_id:
            return
        self.close()
        tenant_id, session_id = self._tenant.tenant_id, accepted.session_id
        self._follower = Follower(tenant_id, session_id, accepted.seq - 1, self._take_event)
        self._core.news.follow(self._follower)
        self._core.news.look(session_id)

    def _take_event(self, event: Event) -> None:
        if isinstance(event, LedgerMessage):
            self._messages.put_nowait(event)

    async def _wait_for_delivery(self, seq: int) -> None:
        """Wait until nothing of the session is on its way to the channel any more: the database tells nobody."""
        if not self._core.channels.has_outbox(self._channel) or self._follower is None:
            return
        session_id = self._follower.session_id
        async with asyncio.timeout(WAIT_S):
            # asked of the database again and again: there is no event for "nothing is on its way any more"
            while await expecting.is_under_way(self._core, self._tenant, session_id, self._channel):  # noqa: ASYNC110
                await asyncio.sleep(POLL_S)
