"""Delivery of updates to the bot's webhook: in order within a chat, again and again until 2xx.

Source: https://core.telegram.org/bots/api#setwebhook and https://core.telegram.org/bots/webhooks
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from channels.standins.telegram.updates import Update, UpdateQueue

TIMEOUT_S = 60.0
MAX_BACK_OFF_S = 60.0
Reply = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass
class Webhook:
    """`back_off_s` doubles with each failure of an update, from the second on; the first repetition comes at once."""

    queue: UpdateQueue
    back_off_s: float = 1.0
    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    last_error: tuple[int, str] | None = None  # Unix time, message
    attempts: list[tuple[int, int | None]] = field(default_factory=list)  # (update id, status; None: no answer)
    reply: Reply | None = None  # performs a method that the bot answers with
    _running: asyncio.Task[None] | None = None

    def begin(self, url: str, secret_token: str, max_connections: int) -> None:
        self.end()
        self.url, self.secret_token, self.max_connections = url, secret_token, max_connections
        self.start()

    def end(self) -> None:
        """Forget the webhook; what is pending stays."""
        self._stop()
        self.url = self.secret_token = ""
        self.last_error = None

    def start(self) -> None:
        """Deliver, if a webhook is set: also after the stand-in was down."""
        if self.url and self._running is None:
            self._running = asyncio.create_task(self._run(), name="telegram stand-in webhook")

    async def close(self) -> None:
        """Stop delivering; `start` goes on."""
        if (stopped := self._stop()) is not None:
            await asyncio.gather(stopped, return_exceptions=True)

    def _stop(self) -> asyncio.Task[None] | None:
        running, self._running = self._running, None
        if running is not None:
            running.cancel()
        return running

    async def _run(self) -> None:
        """Starts a delivery for each update as it comes."""
        import aiohttp  # a client is only needed by who sets a webhook

        lanes: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        places = asyncio.Semaphore(self.max_connections)
        self.queue.unsent = dict(self.queue.pending)
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as deliveries:
            while True:
                for update in self._due():
                    deliveries.create_task(self._deliver(session, lanes[chat_of(update)], places, update))
                await self.queue.bell.wait()

    def _due(self) -> list[Update]:
        """What has not been begun; it stays pending until it is taken."""
        if self.queue.held:
            return []
        due = self.queue.again + list(self.queue.unsent.values())
        self.queue.again, self.queue.unsent = [], {}
        return due

    async def _deliver(self, session: Any, lane: asyncio.Lock, places: asyncio.Semaphore, update: Update) -> None:
        wait_s = 0.0
        async with lane:
            while True:
                async with places:
                    if await self._post(session, update):
                        self.queue.confirm(update["update_id"])
                        return
                await asyncio.sleep(wait_s)
                wait_s = min(MAX_BACK_OFF_S, wait_s * 2 or self.back_off_s)

    async def _post(self, session: Any, update: Update) -> bool:
        """Whether the bot has taken it."""
        import aiohttp

        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret_token} if self.secret_token else {}
        self.queue.delivered.append(update["update_id"])
        try:
            async with session.post(self.url, json=update, headers=headers, allow_redirects=False) as response:
                body = await response.read()
                self.attempts.append((update["update_id"], response.status))
                if 200 <= response.status < 300:
                    await self._perform(body)
                    return True
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
        except (aiohttp.ClientError, TimeoutError) as error:
            self.attempts.append((update["update_id"], None))
            self._failed("Connection timed out" if isinstance(error, TimeoutError) else "Connection refused")
        return False

    def _failed(self, message: str) -> None:
        self.last_error = int(time.time()), message

    async def _perform(self, body: bytes) -> None:
        """Source: https://core.telegram.org/bots/api#making-requests-when-getting-updates"""
        if self.reply is None or not body.startswith(b"{"):
            return
        try:
            call = json.loads(body)
        except ValueError:
            return
        if isinstance(call.get("method"), str):
            await self.reply(call)


def chat_of(update: Update) -> int:
    """The lane of an update: its chat; updates without one share a lane."""
    for body in update.values():
        if isinstance(body, dict):
            chat = body.get("chat") or body.get("message", {}).get("chat") or {}
            return int(chat.get("id", 0))
    return 0
