"""The terminal channel: `bot chat`. Under `bot run` it is silent; the terminal belongs to the logs there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.hookspecs import hookimpl
from channels.terminal.settings import Settings

if TYPE_CHECKING:
    from bot.channel import Channel
    from bot.core import Core


__all__ = ["Plugin", "Settings"]


class Plugin:
    def __init__(self, core: Core, settings: Settings) -> None:
        self._settings = settings

    @hookimpl
    def register_channels(self, core: Core, register: Callable[[Channel], None]) -> None:
        if self._settings.chatting:
            from channels.terminal.channel import TerminalChannel

            register(TerminalChannel(core, self._settings))
