"""Servers that others wrote, as programs of their own that end with the test."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from channels.standins.serving import address_of, listening


@asynccontextmanager
async def serving(
    command: Callable[[socket.socket], Sequence[str]], alive: str, answer_s: float, folder: Path | None = None
) -> AsyncIterator[str]:
    """Yields its address on the loopback interface, without a slash at its end.

    Args:
        command: the program and its arguments; it inherits the socket, which listens already, and it must end when
            its standard input is closed.
        alive: the path that it answers with 2xx, within `answer_s`.
        folder: where it runs.
    """
    with listening() as listener:
        url = f"http://{address_of(listener)}"
        program = await asyncio.create_subprocess_exec(
            *command(listener),
            pass_fds=(listener.fileno(),),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=folder,
        )
    assert program.stdin is not None
    try:
        async with httpx.AsyncClient(trust_env=False) as http:
            (await http.get(f"{url}{alive}", timeout=answer_s)).raise_for_status()
        yield url
    finally:
        program.stdin.close()
        await program.wait()
