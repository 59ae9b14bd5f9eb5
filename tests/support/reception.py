"""A channel for guests with an outbox, and a desk for staff, both in memory: what was sent and posted can be read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from bot import Message, hookimpl
from bot.channel import Accept, Accepted, Channel
from bot.core import Core
from bot.staff.values import Post
from bot.testing.fake_channel import FakeChannel
from bot.types import Action, Attribution


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
    register(FakeChannel("phone"))
    register(Reception())


def phone(core: Core) -> FakeChannel:
    channel = core.channels["phone"]
    assert isinstance(channel, FakeChannel)
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
    action: Action | None = None,
    id_: str | None = None,
    utm: dict[str, str] | None = None,
) -> Accepted:
    """A guest says something by phone."""
    attribution = Attribution(utm or {})
    return await core.turns.accept(
        Message(tenant, "phone", user, id_ or uuid4().hex, text, action, attribution=attribution)
    )


async def until(condition: Callable[[], object], seconds: float = 15, what: Callable[[], str] = str) -> None:
    """Wait for what happens in the background. Raises TimeoutError, which says `what()` there is instead."""
    try:
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise TimeoutError(what()) from None
