"""A Telegram for tests: a strict Bot API server, people to play, faults to script.

It imports neither the core nor the channel: what it knows of the protocol it knows from Telegram's documentation
(https://core.telegram.org/bots/api) and from the open-source server's error messages
(github.com/tdlib/telegram-bot-api). Names are per chat: message ids start at 1 in each.
"""

from __future__ import annotations

from channels.telegram.standin.kit import TelegramStandin

__all__ = ["TelegramStandin"]
