"""The whole concierge as its owner starts it, and a wire to it that can be cut."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bot.store.embedded import BOT_ROLE, as_role

START_S = 120


@asynccontextmanager
async def running(folder: Path, admin_url: str) -> AsyncIterator[str]:
    """`bot run` on a database that holds the demo; gives its origin. What it says goes to the folder."""
    log = (folder / "log").open("wb")
    env = {
        **os.environ,
        "BOT_DATABASE__URL": as_role(admin_url, BOT_ROLE),
        "BOT_DATABASE__ADMIN_URL": admin_url,
        "BOT_WEB__PORT": "0",
        "BOT_WEB__MESSAGES_PER_MINUTE": "1000",
        "BOT_WEB__ADDRESS_MESSAGES_PER_MINUTE": "1000",
    }
    node = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--json", env=env, stdout=asyncio.subprocess.PIPE, stderr=log
    )
    try:
        assert node.stdout
        async with asyncio.timeout(START_S):
            line = await node.stdout.readline()
        assert line, (folder / "log").read_text()
        yield json.loads(line)["url"].rstrip("/")
    finally:
        if node.returncode is None:
            node.send_signal(signal.SIGTERM)
        await node.wait()
        log.close()


class Wire:
    """Carries bytes between a browser and a server until it is cut; then carries new connections again."""

    def __init__(self, origin: str) -> None:
        address = urlsplit(origin)
        self._host, self._port = str(address.hostname), int(address.port or 80)
        self._ends: set[asyncio.StreamWriter] = set()
        self.origin = ""  # the browser's end, once it is laid
        self.broken = False  # new connections are refused while it is

    def cut(self) -> None:
        for end in self._ends:
            end.transport.abort()

    @asynccontextmanager
    async def laid(self) -> AsyncIterator[str]:
        """Gives the origin of the browser's end."""
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()
            self.cut()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.broken:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(self._host, self._port)
        await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ends.add(writer)
        try:
            while chunk := await reader.read(65536):
                writer.write(chunk)
                await writer.drain()
        except OSError:
            pass  # cut
        finally:
            self._ends.discard(writer)
            writer.close()
