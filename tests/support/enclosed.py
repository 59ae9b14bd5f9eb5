"""Runs a server that listens on every address in a network of its own, and lets one loopback port in.

    unshare -rn python -m tests.support.enclosed FD PORT COMMAND …

FD is an inherited socket that listens in the outer network; what arrives there is handed to PORT of the inner one,
where COMMAND shall listen. Ends, and ends COMMAND, when its standard input is closed. Works for root and for ordinary
users (user namespaces): a socket stays in the network where it was made, so nothing but this one port crosses.
"""

from __future__ import annotations

import asyncio
import fcntl
import socket
import struct
import sys

SIOCSIFFLAGS = 0x8914  # linux/sockios.h
IFF_UP = 0x1  # linux/if.h
START_S = 10.0
CHUNK_BYTES = 65536


def raise_loopback() -> None:
    """A new network namespace has its loopback interface down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP))


async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while chunk := await reader.read(CHUNK_BYTES):
            writer.write(chunk)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def reach(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the server, which may still be starting."""
    async with asyncio.timeout(START_S):
        while True:
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)


async def run(listener: socket.socket, port: int, command: list[str]) -> None:
    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await reach(port)
        await asyncio.gather(copy(reader, inner_writer), copy(inner_reader, writer))

    program = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL)
    try:
        async with await asyncio.start_server(relay, sock=listener):
            await asyncio.to_thread(sys.stdin.buffer.read)
    finally:
        program.kill()
        await program.wait()


def main() -> None:
    raise_loopback()
    listener = socket.socket(fileno=int(sys.argv[1]))
    asyncio.run(run(listener, int(sys.argv[2]), sys.argv[3:]))


if __name__ == "__main__":
    main()
