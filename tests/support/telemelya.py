"""telemelya, somebody else's imitation of the Bot API, run beside ours. `.ci/counterparts` installs it.

Lacks getUpdates, albums, drafts, setMyCommands and the secret header, and checks no markup.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support import foreign

VERSION = "0.2.2"
INSTALLED = Path(sys.prefix) / f"counterparts/telemelya-{VERSION}"
FOLDER = Path(os.environ.get("LOBBY_TELEMELYA", INSTALLED))
SERVER = Path(__file__).with_name("telemelya_server.py")
SESSION = "agreement"
HEADERS = {"Authorization": "Bearer any", "X-Test-Session": SESSION}
ANSWER_S = 30.0


def missing() -> str | None:
    """Why it cannot be run here, and what to install; None: it can."""
    if not (FOLDER / "installed").is_file():
        return f"telemelya is not installed: run .ci/counterparts (pip install telemelya=={VERSION} fakeredis)"
    return None


@asynccontextmanager
async def serving() -> AsyncIterator[str]:
    """Yields its address on the loopback interface, without a slash at its end."""

    def command(listener: socket.socket) -> tuple[str, ...]:
        return (str(FOLDER / "bin/python"), "-P", str(SERVER), str(listener.fileno()))  # -P: we are not telemelya

    async with foreign.serving(command, "/", ANSWER_S) as url:
        yield url
