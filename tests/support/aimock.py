"""aimock, somebody else's imitation of model providers, as a server on the loopback interface.

`.ci/counterparts` installs it. Chat completions, Responses and embeddings, streamed where asked, with errors, delays
and cuts on order. A test takes the fixture `aimock`.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from bot.settings import Secrets

VERSION = "1.43.0"
PROGRAM = Path(sys.prefix) / f"counterparts/aimock-{VERSION}/node_modules/@copilotkit/aimock/dist/cli.js"
KEY = "sk-aimock"  # any other is refused
START_S = 20.0
NOTHING = {"match": {"userMessage": "\0"}, "response": {"content": ""}}  # it does not start without a fixture


def missing() -> str | None:
    """Why it cannot be run here, and what to install; None: it can."""
    if shutil.which("node") is None:
        return "aimock needs Node.js: install it (Debian: apt-get install nodejs npm)"
    if not PROGRAM.is_file():
        return f"aimock is not installed: run .ci/counterparts (npm i @copilotkit/aimock@{VERSION})"
    return None


class Aimock:
    """The running server, told what to answer. The first fixture that matches answers."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._http = httpx.Client(base_url=origin, timeout=10, headers={"Authorization": f"Bearer {KEY}"})

    @property
    def base_url(self) -> str:
        """For `[openai] base_url`."""
        return f"{self.origin}/v1"

    @property
    def secrets(self) -> Secrets:
        return Secrets(openai_api_key=SecretStr(KEY))

    def reset(self) -> None:
        """Forget fixtures, counts and the journal."""
        self._http.post("/__aimock/reset").raise_for_status()

    def on(self, match: dict[str, Any], response: dict[str, Any], **options: Any) -> None:
        """Answer so what matches.

        Args:
            match: userMessage, systemMessage, inputText, model, hasToolResult, toolName, sequenceIndex, endpoint …
                ({}: everything).
            response: {"content"}, {"toolCalls": [{"name", "arguments"}]}, {"embedding"}, {"error", "status"} …
            options: latency (ms between pieces), chunkSize, truncateAfterChunks, disconnectAfterMs, streamingProfile …
        """
        fixture = {"match": match, "response": response, **options}
        self._http.post("/__aimock/fixtures", json={"fixtures": [fixture]}).raise_for_status()

    def says(self, text: str, **options: Any) -> None:
        """Answer everything with a text."""
        self.on({"endpoint": "chat"}, {"content": text}, **options)

    def fails_once(self, status: int, message: str = "on order", **error: Any) -> None:
        """The next request fails."""
        body = {"message": message, **error}
        self._http.post("/__aimock/error", json={"status": status, "body": body}).raise_for_status()

    def requests(self, path: str | None = None) -> list[dict[str, Any]]:
        """The journal, oldest first: entries with path, headers, body and response."""
        found: list[dict[str, Any]] = self._http.get("/__aimock/journal").json()
        return [entry for entry in found if path is None or entry["path"].endswith(path)]

    def close(self) -> None:
        self._http.close()


@contextmanager
def serving(folder: Path) -> Iterator[Aimock]:
    """Start it; `folder` is for its files."""
    fixtures = folder / "fixtures.json"
    fixtures.write_text(json.dumps({"fixtures": [NOTHING]}))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = ["-p", str(port), "-h", "127.0.0.1", "-f", str(fixtures), "--log-level", "silent"]
    environment = {"PATH": str(Path(shutil.which("node") or "").parent), "AIMOCK_API_KEYS": KEY}
    program = subprocess.Popen(
        ["node", str(PROGRAM), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    aimock = Aimock(f"http://127.0.0.1:{port}")
    try:
        _wait_for(aimock, program)
        yield aimock
    finally:
        aimock.close()
        program.kill()
        program.wait()


def _wait_for(aimock: Aimock, program: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_S
    while True:
        try:
            aimock.reset()
        except httpx.HTTPError:
            assert program.poll() is None, "aimock ended at its start"
            assert time.monotonic() < until, "aimock does not answer"
            time.sleep(0.05)
        else:
            return
