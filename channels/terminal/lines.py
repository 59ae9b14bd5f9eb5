"""Lines of standard input without blocking the event loop, whatever it is: a terminal, a pipe, a file."""

from __future__ import annotations

import asyncio
import codecs
import os
import threading

CHUNK_BYTES = 65_536


class Lines:
    """Reads in a daemon thread and with os.read: a buffered reader that waits would hold up the end of the process."""

    def __init__(self, file_number: int = 0) -> None:
        self._file_number = file_number
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, name="stdin", daemon=True).start()

    async def next(self) -> str | None:
        """The next line without its end; None after the last."""
        return await self._queue.get()

    def _read(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        rest = ""
        while True:
            try:
                chunk = os.read(self._file_number, CHUNK_BYTES)
            except OSError:
                chunk = b""
            *lines, rest = (rest + decoder.decode(chunk, final=not chunk)).split("\n")
            if not chunk and rest:
                lines.append(rest)
            try:
                for line in lines:
                    self._loop.call_soon_threadsafe(self._queue.put_nowait, line.rstrip("\r"))
                if not chunk:
                    self._loop.call_soon_threadsafe(self._queue.put_nowait, None)
                    return
            except RuntimeError:  # the loop has ended
                return
