"""The website channel: HTTP API, socket, widget and pages (docs: ARCHITECTURE.md §6.1 and §6.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.hookspecs import hookimpl

if TYPE_CHECKING:
    from bot.channel import Channel
    from bot.core import Core


@hookimpl
def register_channels(core: Core, register: Callable[[Channel], None]) -> None:
    from channels.web.channel import WebChannel  # the command line need not load a web framework

    register(WebChannel(core))
