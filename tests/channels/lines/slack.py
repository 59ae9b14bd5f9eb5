"""Guests in Slack, on a stand-in for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from bot.core import Core
from bot.testing.driver import Needs
from channels.standins.slack import Person, SlackStandin
from tests.channels.lines.line import Guest, Line

RETRIES_S = (0.05,) + (0.5,) * 60  # Slack brings an event again until somebody is there


class SlackGuest(Guest):
    def __init__(self, slack: SlackStandin) -> None:
        self.slack = slack
        self.person: Person = slack.staff("Ana")

    async def say(self, text: str) -> object:
        await self.person.dm(text)
        return self.slack.events("message")[-1]

    async def repeat(self, said: Any) -> None:
        await self.slack.duplicate(said).over.wait()

    def reads(self) -> list[str]:
        return [message.shown for message in self.person.direct.visible() if message.by_bot]


class SlackLine(Line):
    name = "slack"
    nobody = "U0NOBODY"

    @asynccontextmanager
    async def platform(self) -> AsyncIterator[Needs]:
        self.slack = SlackStandin(retries_s=RETRIES_S)
        workspace = self.slack.workspace
        async with self.slack.serving() as url:
            own = {"base_url": f"{url}/api/", "tenant": "demo", "undo_s": 0}
            tokens = {"slack_bot_token": workspace.bot_token, "slack_app_token": workspace.app_token}
            yield Needs(("channels.slack",), {"channels": {"slack": own}}, tokens)

    async def opened(self, core: Core) -> None:
        await self.slack.connected(timeout_s=20)

    def guest(self, tenant_id: UUID) -> SlackGuest:
        return SlackGuest(self.slack)

    async def lose(self, guest: SlackGuest) -> None:
        self.slack.limit("chat.postMessage", 1, guest.person.direct)

    async def forsake(self, guest: SlackGuest) -> None:
        guest.person.direct.archived = True

    async def reconcile(self, guest: SlackGuest) -> None:
        guest.person.direct.archived = False
