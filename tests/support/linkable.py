"""A channel that visitors of the website can go on in. Without `address` it does not know (yet) where it is."""

from __future__ import annotations

from collections.abc import Callable

from bot import hookimpl
from bot.channel import Channel
from bot.core import Core
from bot.testing.fake_channel import FakeChannel


class Linked(FakeChannel):
    address: str | None = "https://t.example/bot?start=link_"

    def link_url(self, code: str) -> str | None:
        return f"{self.address}{code}" if self.address else None


@hookimpl
def register_channels(core: Core, register: Callable[[Channel], None]) -> None:
    register(Linked(name="telegram"))


def linked_channel(core: Core) -> Linked:
    channel = core.channels["telegram"]
    assert isinstance(channel, Linked)
    return channel
