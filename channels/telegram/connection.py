"""The library's connections to Telegram, with what we need to know of an answer kept."""

from __future__ import annotations

import json
from typing import Any

from telegram.error import TelegramError
from telegram.request import HTTPXRequest, RequestData

from bot.types import JSON

TOO_MANY = 429
UNSTATED_WAIT_S = 5.0
_NOTHING = b'{"ok":true,"result":[]}'


class FloodWait(TelegramError):
    """Telegram wants to be left alone for so many seconds.

    Source: https://core.telegram.org/bots/api#responseparameters (2026-11). The library's own RetryAfter is about to
    change the type of its number, and warns of it whenever one is made.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__("Too many requests")
        self.seconds = seconds


class Connection(HTTPXRequest):
    """Raises FloodWait for every answer 429."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        status, payload = await super().do_request(url, method, request_data, *args, **kwargs)
        if status == TOO_MANY:
            raise FloodWait(_wait_s(payload))
        return status, payload


class UpdatesConnection(Connection):
    """For getUpdates; keeps the answer as JSON.

    The library would refuse a whole batch, and log it, for one update that it cannot read.
    """

    _payload = b""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        status, self._payload = await super().do_request(url, method, request_data, *args, **kwargs)
        return (status, _NOTHING) if 200 <= status <= 299 else (status, self._payload)

    def updates(self) -> list[JSON]:
        """Those of the last answer.

        Raises:
            ValueError: it is none.
        """
        answer = json.loads(self._payload)
        found = answer.get("result") if isinstance(answer, dict) else None
        if not isinstance(found, list):
            raise ValueError("no list of updates")
        return [update for update in found if isinstance(update, dict)]


def _wait_s(payload: bytes) -> float:
    try:
        return max(0.0, float(json.loads(payload)["parameters"]["retry_after"]))
    except (ValueError, TypeError, KeyError):
        return UNSTATED_WAIT_S
