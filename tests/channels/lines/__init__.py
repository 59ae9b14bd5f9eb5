"""Every channel as the contract sees it: a guest who writes and reads over it, and what can go wrong on its platform.

A channel has an outbox, and its platform may refuse what is sent; or clients follow the session (website, terminal),
and what may go wrong is that a client is not there. `Line` says both in the same words.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.channels.lines.fake import FakeLine
from tests.channels.lines.line import Guest, Line
from tests.channels.lines.slack import SlackLine
from tests.channels.lines.telegram import TelegramLine
from tests.channels.lines.terminal import TerminalLine
from tests.channels.lines.web import WebLine

__all__ = ["LINES", "Guest", "Line"]

LINES: dict[str, Callable[[], Line]] = {
    line.name: line for line in (WebLine, TelegramLine, SlackLine, TerminalLine, FakeLine)
}
