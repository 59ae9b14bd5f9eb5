"""How a channel takes part: its `Driver` sits in the module `scenario` of the channel's package.

The core imports no channel: drivers are found by name (`channels.web` → `channels.web.scenario`), those of
installed packages by the entry-point group `lobby.channels`.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Coroutine, Hashable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, Protocol

from bot.tasks import beside
from bot.testing.errors import ScenarioError

if TYPE_CHECKING:
    from bot.channel import Accept
    from bot.core import Core
    from bot.types import Tenant

GROUP = "lobby.channels"
WAIT_S = 20.0  # for anything a platform or a channel is to do


@dataclass(frozen=True, slots=True)
class Needs:
    """What the Core must be configured with so that the channel runs."""

    channels: tuple[str, ...] = ()  # dotted names for [channels] enabled
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # further sections of bot.toml
    secrets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One thing that the channel has shown to the guest."""

    by: Literal["bot", "staff", "guest", "notice"]  # guest: a copy of what was written elsewhere
    text: str  # what the guest reads; expectations look here
    render: str  # how it looks on this platform, for the golden file
    cards: tuple[str, ...] = ()  # names
    suggestions: tuple[str, ...] = ()  # labels of the quick replies


class Seen:
    """How each message was shown the last time that the guest looked: on some platforms they change afterwards."""

    def __init__(self) -> None:
        self._shown: dict[Hashable, str] = {}

    def before(self, message: Hashable, now: str) -> str | None:
        """None: it is new. The next time, `now` was before."""
        before = self._shown.get(message)
        self._shown[message] = now
        return before


class Visit(Protocol):
    """A guest on the channel."""

    has_written: bool
    """Whether arriving was a message of its own, which the bot answers (Telegram's /start)."""

    async def say(self, text: str) -> None:
        """Send a message; return when the platform has it."""

    async def press(self, label: str, card: str | None) -> None:
        """Press the button with this label, of the last things shown that has one.

        Raises:
            NotShown: there is none.
        """

    async def shown(self, seq: int) -> list[Rendered]:
        """What was shown since the last call, up to and with message `seq` of the ledger (0: what an arrival shows)."""


class Driver(Protocol):
    def platform(self, tenant: str) -> AbstractAsyncContextManager[Needs]:
        """What the channel talks to, while the block runs: a stand-in server, or nothing. `tenant` is the slug of the
        one that the guest visits."""

    def visit(
        self, core: Core, tenant: Tenant, accept: Accept, locale: str | None
    ) -> AbstractAsyncContextManager[Visit]:
        """Run the channel on a started App, with `accept` to hand messages to, and let one guest arrive."""


@dataclass(frozen=True, slots=True)
class Drivable:
    """A channel that has a driver."""

    name: str
    module: str  # of the channel

    def driver(self) -> Driver:
        """A driver for one run.

        Raises:
            ScenarioError: the module has no class Driver, or cannot be imported.
        """
        dotted = f"{self.module}.scenario"
        try:
            driver: Driver = importlib.import_module(dotted).Driver()
        except (ImportError, AttributeError) as error:
            raise ScenarioError(f"{dotted} cannot be used as a driver: {error}") from error
        return driver


def drivable(modules: Iterable[str]) -> dict[str, Drivable]:
    """The channels among these modules and the installed packages that have a driver, by name."""
    found = [*modules, *(entry.module for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name))]
    return {name: Drivable(name, module) for module in found if _drives(module) for name in [module.rpartition(".")[2]]}


def _drives(module: str) -> bool:
    try:
        return find_spec(f"{module}.scenario") is not None
    except ModuleNotFoundError as error:  # the module itself, or it is no package
        if find_spec(module) is None:
            raise ScenarioError(f"there is no channel {module}") from error
        return False


@asynccontextmanager
async def running(work: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Run a channel while the block does.

    Raises:
        ScenarioError: the channel failed; whatever the block waited for in vain.
    """
    async with beside(work) as task:
        try:
            yield task
        except Exception:
            _raise_failure(task)
            raise
        else:
            _raise_failure(task)


def _raise_failure(task: asyncio.Task[None]) -> None:
    if task.done() and not task.cancelled() and (error := task.exception()):
        raise ScenarioError(f"the channel failed: {error}") from error
