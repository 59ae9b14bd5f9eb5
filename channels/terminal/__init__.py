"""The terminal channel: `bot chat`. Under `bot run` it is silent; the terminal belongs to the logs there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from bot.hookspecs import hookimpl

if TYPE_CHECKING:
    from bot.app import App
    from bot.channel import Channel


class Settings(BaseModel):
    """`[channels.terminal]`; `bot chat` sets `chatting` and what its options say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tenant: str = "demo"  # whose concierge answers
    locale: str | None = None  # BCP 47; None: the tenant's
    chatting: bool = False
    fresh: bool = False  # leave the conversation of the last time alone
    output: Literal["auto", "rich", "plain", "json"] = "auto"  # auto: rich on a terminal


class Plugin:
    def __init__(self, app: App, settings: Settings) -> None:
        self._settings = settings

    @hookimpl
    def register_channels(self, app: App, register: Callable[[Channel], None]) -> None:
        if self._settings.chatting:
            from channels.terminal.channel import TerminalChannel

            register(TerminalChannel(app, self._settings))
