"""Frames on their way to a visitor: in order, without waiting, and never more than a few for who does not read."""

from __future__ import annotations

import asyncio
import logging

from starlette.types import Send

from bot.tasks import Tasks

MAX_WAITING = 1_000
CLOSE_S = 1.0

log = logging.getLogger(__name__)


class FrameWriter:
    """Writes for the task that creates it. A task of its own lives only while something waits."""

    __slots__ = ("_owner", "_send", "_tasks", "_waiting", "overrun", "task")

    def __init__(self, send: Send, tasks: Tasks) -> None:
        self._send = send
        self._tasks = tasks
        self._owner = asyncio.current_task()
        self._waiting: list[str] = []
        self.overrun = False  # the client does not read: the owner was cancelled
        self.task: asyncio.Task[None] | None = None

    def put(self, frame: str) -> None:
        if self.overrun:
            return
        self._waiting.append(frame)
        if len(self._waiting) > MAX_WAITING:
            self.overrun = True
            self._waiting.clear()
            log.info("socket closed: the client does not read")
            if self._owner:
                self._owner.cancel()
        elif self.task is None:
            self.task = self._tasks.start(self._write())

    async def close(self, code: int) -> None:
        """Say goodbye behind what still waits, to a client that listens."""
        try:
            async with asyncio.timeout(CLOSE_S):
                if self.task:
                    await asyncio.shield(self.task)
                await self._send({"type": "websocket.close", "code": code})
        except (TimeoutError, OSError, RuntimeError):
            if self.task:
                self.task.cancel()

    async def _write(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, []
                for frame in waiting:
                    await self._send({"type": "websocket.send", "text": frame})
        except (OSError, RuntimeError):
            self._waiting.clear()  # gone, or closed while we wrote
        finally:
            self.task = None
