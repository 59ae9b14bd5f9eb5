"""local-slack, somebody else's imitation of Slack, in a network of its own (it listens on every address).

`.ci/counterparts` installs it. Lacks token checks, event retries, rate limits and streams.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.support import foreign

VERSION = "0.1.8"
INSTALLED = Path(sys.prefix) / f"counterparts/local-slack-{VERSION}/node_modules/local-slack-linux-x64/bin/local-slack"
PROGRAM = Path(os.environ.get("LOBBY_LOCAL_SLACK", INSTALLED))
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-local", "xapp-local", "local-signing-secret"
ENCLOSURE = ("unshare", "--map-root-user", "--net")
ANSWER_S = 15.0


def missing() -> str | None:
    """Why it cannot be run here, and what to install; None: it can."""
    if not PROGRAM.is_file():
        return f"local-slack is not installed: run .ci/counterparts (npm i local-slack-linux-x64@{VERSION})"
    if shutil.which(ENCLOSURE[0]) is None:
        return "local-slack listens on every address and needs a network of its own: install util-linux (unshare)"
    if subprocess.run([*ENCLOSURE, "true"], capture_output=True, check=False).returncode:
        return "local-slack listens on every address and needs a network of its own: unshare --net is not allowed here"
    return None


@asynccontextmanager
async def serving(config: dict[str, Any], folder: Path) -> AsyncIterator[str]:
    """Yields its address on the loopback interface, without a slash at its end.

    Args:
        config: its workspace, apps, users and channels.
        folder: a place of its own for the configuration and uploads.
    """
    configured = folder / "local-slack.json"
    configured.write_text(json.dumps(config))

    def command(listener: socket.socket) -> tuple[str, ...]:
        port = str(listener.getsockname()[1])
        served = (str(PROGRAM), "--config", str(configured), "--port", port, "--base-host", "127.0.0.1")
        enclosed = (*ENCLOSURE, sys.executable, "-m", "tests.support.enclosed", str(listener.fileno()), port)
        return (*enclosed, *served, "--files-dir", str(folder / "files"))

    async with foreign.serving(command, "/_control/state", ANSWER_S, Path(__file__).parents[2]) as url:
        yield url
