"""The Slack channel as staff meet it: a running node, a Slack of our own, real sockets between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from pydantic import SecretStr

from bot.core import Core
from bot.settings import Secrets, Settings
from bot.types import Action, LedgerMessage
from channels.slack.channel import SlackChannel
from channels.standins.slack import Channel, Message, Person, SlackStandin
from tests.conftest import TestDatabase
from tests.support import running
from tests.support.guest import GuestOnTest

ECHO = "tests.support.echo"
UNDO_S = 0.4
WAIT_S = 15.0
FAST: dict[str, Any] = {"acknowledge_s": 3.0, "retries_s": (0.05, 0.2, 0.5)}

Seen = TypeVar("Seen")


class Node(running.Node):
    """A running node with the channel."""

    @property
    def channel(self) -> SlackChannel:
        channel = self.core.channels["slack"]
        assert isinstance(channel, SlackChannel)
        return channel


@asynccontextmanager
async def node(
    db: TestDatabase,
    slack: SlackStandin,
    url: str,
    *,
    plugins: tuple[str, ...] = (ECHO,),
    channels: tuple[str, ...] = ("channels.slack",),
    connected: int = 1,
    secrets: dict[str, str] | None = None,
    **settings: Any,
) -> AsyncIterator[Node]:
    """A node until the block ends. `settings` are the channel's; `connected`: wait for so many sockets."""
    workspace = slack.workspace
    known = {"slack_bot_token": workspace.bot_token, "slack_app_token": workspace.app_token, **(secrets or {})}
    own = {"base_url": f"{url}/api/", "undo_s": UNDO_S, **settings}
    options = Settings(
        plugins={"enabled": plugins, "entry_points": False},
        channels={"enabled": channels, "entry_points": False, "slack": own},
        web={"port": 0},
        jobs={"enabled": False},
        turn={"sweep_interval_s": 0.1},
    )
    tokens = Secrets(**{name: SecretStr(value) for name, value in known.items()})

    async def ready(core: Core) -> None:
        await slack.connected(connected)

    async with running.node(db, options, tokens, ready) as node:
        yield Node(node.app, node.running)


@dataclass
class Desk:
    """A tenant with a room for its alerts, staff in it, and a guest on another channel."""

    db: TestDatabase
    slack: SlackStandin
    node: Node
    tenant_id: UUID
    room: Channel
    ana: Person
    ben: Person
    guest: GuestOnTest = field(init=False)

    def __post_init__(self) -> None:
        self.guest = GuestOnTest(self.node.core, self.tenant_id, "en")
        for person in (self.ana, self.ben):
            self.room.members.add(person.id)

    async def alert(self) -> Message:
        """The guest asks for a person; the alert."""
        await self.guest.say("Is anybody there?", Action("human"))
        return await self.room.wait_for("A guest asks for a person")

    async def taken(self) -> tuple[Message, Message]:
        """The alert that Ana has taken over, and the line below it with the buttons."""
        alert = await self.alert()
        await self.ana.press(alert, "Take over")
        return alert, await self.room.wait_for("has taken over")

    async def heard(self, count: int) -> list[str]:
        """What staff have said to the guest, once that are so many messages."""
        return await until(self.staff_texts, lambda texts: len(texts) >= count)

    async def staff_texts(self) -> list[str]:
        """What the guest sees of staff: corrected where they corrected it, without what they took back."""
        return [m.text for m in await self.ledger() if m.role == "staff" and not m.content.deleted]

    async def ledger(self) -> list[LedgerMessage]:
        assert self.guest.session_id is not None
        return await self.node.core.desk.transcript(self.tenant_id, self.guest.session_id)

    def lines(self, alert: Message) -> list[str]:
        return [reply.shown for reply in alert.replies if not reply.deleted]

    def hints(self, person: Person) -> list[str]:
        return [message.shown for message in self.room.ephemerals if message.ephemeral_to == person.id]

    async def hint(self, person: Person, part: str) -> str:
        message = await self.room.wait_for(lambda m: m.ephemeral_to == person.id and part in m.shown)
        return message.shown


@asynccontextmanager
async def desk(db: TestDatabase, tenant: dict[str, Any] | None = None, **options: Any) -> AsyncIterator[Desk]:
    """A connected node with an alert channel. `tenant` are more of the tenant's settings."""
    slack = SlackStandin(**FAST)
    room = slack.channel("front-desk")
    address = [f"slack:{room.id}"]
    alerts = dict.fromkeys(("handoff", "reservation", "lead", "cancellation"), address)
    tenant_id = db.add_tenant(**{"alerts": alerts, "time_zone": "Europe/Madrid", **(tenant or {})})
    plugins = options.pop("plugins", ("plugins.concierge", "plugins.commands"))
    async with slack.serving() as url, node(db, slack, url, plugins=plugins, **options) as node_:
        yield Desk(db, slack, node_, tenant_id, room, slack.staff("Ana Ruiz"), slack.staff("Ben Ode"))


async def until(look: Callable[[], Awaitable[Seen]], accepts: Callable[[Seen], bool]) -> Seen:
    """What `look` sees, once it is accepted."""
    seen = await look()
    try:
        async with asyncio.timeout(WAIT_S):
            while not accepts(seen):
                await asyncio.sleep(0.02)
                seen = await look()
    except TimeoutError:
        raise AssertionError(f"last seen: {seen!r}") from None
    return seen
