"""People and bots. Source: https://core.telegram.org/bots/api#user"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass
class Account:
    """A user of Telegram, in its own eyes; what the bot sees is `to_json`."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    wrote: bool = False  # to the bot, in private: from then on the bot may write
    blocked: bool = False  # the bot
    deactivated: bool = False

    def to_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                shown[name] = value
        return shown
