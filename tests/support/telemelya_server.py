"""Runs telemelya, under its own interpreter, with its redis replaced by fakeredis and its S3 by a dictionary.

    .venv/counterparts/telemelya-…/bin/python -P tests/support/telemelya_server.py FD

FD is an inherited socket that listens already. Imports nothing of ours.
"""

from __future__ import annotations

import os
import socket
import sys
import threading

import fakeredis  # type: ignore[import-not-found]  # installed beside telemelya only
import uvicorn
from telemelya.server import app as served  # type: ignore[import-not-found]  # likewise
from telemelya.server.media import media_manager  # type: ignore[import-not-found]  # likewise
from telemelya.server.state import state_manager  # type: ignore[import-not-found]  # likewise


async def connect_state() -> None:
    state_manager._redis = fakeredis.FakeAsyncRedis(decode_responses=True)


async def nothing() -> None:
    pass


def end_with_parent() -> None:
    """Whoever started us holds our standard input; when it closes, nobody needs us."""
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    state_manager.connect = connect_state
    media_manager.connect = media_manager.close = nothing
    threading.Thread(target=end_with_parent, daemon=True).start()
    server = uvicorn.Server(uvicorn.Config(served.app, log_level="error"))
    server.run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()
