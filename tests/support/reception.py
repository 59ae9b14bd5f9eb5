"""A channel for guests with an outbox, and a desk for staff, both in memory: what was sent and posted can be read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from bot import Message, hookimpl
from bot.channel import Accept, Accepted, Channel, Outgoing
from bot.core import Core
from bot.staff.values import Post
from bot.types import JSON, Attribution


@dataclass
class Phone:
    """An outbox channel. `fail` is raised by the next sends, one each; `sent` has what has begun to be sent."""

    name: str = "phone"
    sent: list[Outgoing] = field(default_factory=list)
    fail: list[Exception] = field(default_factory=list)
    slow: asyncio.Event | None = None  # a send lasts until it is set

    async def run(self, accept: Accept) -> None:
        await asyncio.Event().wait()

    async def send(self, outgoing: Outgoing) -> str | None:
        if self.fail:
            raise self.fail.pop(0)
        self.sent.append(outgoing)
        if self.slow:
            await self.slow.wait()
        return f"phone-{len(self.sent)}"

    def shown(self, user: str) -> list[tuple[str, str]]:
        """(role, text) of what a user was sent, or (notice, name)."""
        return [
            (
                o.message.content.notice or o.message.role,
                o.message.text or str(o.message.content.author),
            )
            for o in self.sent
            if o.channel_user_id == user
        ]


@dataclass
class Reception:
    """Where staff work."""

    name: str = "reception"
    posts: list[Post] = field(default_factory=list)
    fail: list[Exception] = field(default_factory=list)

    async def run(self, accept: Accept) -> None:
        await asyncio.Event().wait()

    async def post(self, post: Post) -> str:
        if self.fail:
            raise self.fail.pop(0)
        self.posts.append(post)
        return f"{post.address}:{post.post_id}"

    def alerts(self) -> list[Post]:
        return [post for post in self.posts if post.alert]

    def lines(self) -> list[tuple[str, str]]:
        return [(post.line.role, post.line.text) for post in self.posts if post.line]


@hookimpl
def register_channels(core: Core, register: Callable[[Channel], None]) -> None:
    register(Phone())
    register(Reception())


def phone(core: Core) -> Phone:
    channel = core.channels["phone"]
    assert isinstance(channel, Phone)
    return channel


def reception(core: Core) -> Reception:
    channel = core.channels["reception"]
    assert isinstance(channel, Reception)
    return channel


async def call(
    core: Core,
    tenant: UUID,
    user: str,
    text: str,
    action: JSON | None = None,
    id_: str | None = None,
    utm: dict[str, str] | None = None,
) -> Accepted:
    """A guest says something by phone."""
    attribution = Attribution(utm or {})
    return await core.turns.accept(
        Message(tenant, "phone", user, id_ or uuid4().hex, text, action, attribution=attribution)
    )


async def until(condition: Callable[[], object], seconds: float = 15) -> None:
    """Wait for what happens in the background."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)
