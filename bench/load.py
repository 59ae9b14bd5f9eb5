"""A load of socket visitors, light enough not to be what is measured: RFC 6455 client frames by hand.

Each visitor sends its next message when the reply to the last has arrived.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from uuid import uuid4

import orjson

HANDSHAKE = (
    "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class Dialect(Protocol):
    """How a server is spoken to."""

    def hello(self) -> bytes:
        """The first frame; its answer starts the conversation."""

    def message(self, text: str) -> bytes:
        """A message's frame."""

    def is_reply(self, frame: bytes) -> bool:
        """Whether a frame ends the turn."""


class Floor:
    def hello(self) -> bytes:
        return uuid4().hex.encode()

    def message(self, text: str) -> bytes:
        return text.encode()

    def is_reply(self, frame: bytes) -> bool:
        return frame.startswith(b"echo:")


@dataclass
class Lobby:
    tenant: str
    locale: str = "en"

    def hello(self) -> bytes:
        return orjson.dumps(
            {"type": "hello", "v": 1, "tenant": self.tenant, "token": None, "last_seq": 0, "locale": self.locale}
        )

    def message(self, text: str) -> bytes:
        return orjson.dumps({"type": "message", "id": str(uuid4()), "text": text})

    def is_reply(self, frame: bytes) -> bool:
        if b'"error"' in frame:
            raise RuntimeError(frame.decode())
        return b'"role":"assistant"' in frame


class Visitor(asyncio.Protocol):
    """One connection. `on_frame` is called with each text frame's payload."""

    def __init__(self) -> None:
        self.on_frame: Callable[[bytes], None] = lambda frame: None
        self.opened = asyncio.get_running_loop().create_future()
        self._buffer = b""
        self._upgraded = False
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(HANDSHAKE.encode())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._upgraded:
            head, separator, rest = self._buffer.partition(b"\r\n\r\n")
            if not separator:
                return
            assert b" 101 " in head, head
            self._upgraded, self._buffer = True, rest
            self.opened.set_result(None)
        while (frame := self._next_frame()) is not None:
            self.on_frame(frame)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("refused"))

    def send(self, payload: bytes) -> None:
        size = len(payload)
        head = bytes([0x81, 0x80 | size]) if size < 126 else bytes([0x81, 0xFE]) + size.to_bytes(2, "big")
        self.transport.write(head + b"\0\0\0\0" + payload)  # the mask of zeros changes nothing

    def _next_frame(self) -> bytes | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 0x7F, 2
        if size == 126:
            size, start = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + size:
            return None
        self._buffer = buffer[start + size :]
        return buffer[start : start + size]


@dataclass
class Result:
    seconds: float
    latencies_ms: list[float] = field(default_factory=list)

    @property
    def turns_per_second(self) -> float:
        return len(self.latencies_ms) / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies_ms)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


async def connect(port: int, dialect: Dialect, count: int) -> list[Visitor]:
    """`count` visitors that have said hello."""
    visitors = []
    for start in range(0, count, 100):  # not more at once than a listen queue holds
        visitors += await asyncio.gather(*(_connect_one(port, dialect) for _ in range(min(100, count - start))))
    return visitors


async def _connect_one(port: int, dialect: Dialect) -> Visitor:
    _, visitor = await asyncio.get_running_loop().create_connection(Visitor, "127.0.0.1", port)
    await visitor.opened
    welcome = asyncio.get_running_loop().create_future()
    visitor.on_frame = lambda frame: None if welcome.done() else welcome.set_result(frame)
    visitor.send(dialect.hello())
    async with asyncio.timeout(30):
        answer = await welcome
    assert b"error" not in answer, answer
    return visitor


async def converse(visitors: list[Visitor], dialect: Dialect, texts: list[str], seconds: float) -> Result:
    """Every visitor writes as soon as it is answered, for this long."""
    result = Result(seconds)
    deadline = time.perf_counter() + seconds
    await asyncio.gather(*(_converse_one(v, dialect, texts, deadline, result) for v in visitors))
    return result


async def _converse_one(visitor: Visitor, dialect: Dialect, texts: list[str], deadline: float, result: Result) -> None:
    done = asyncio.get_running_loop().create_future()
    number, sent_at = int.from_bytes(os.urandom(2), "big"), 0.0

    def send() -> None:
        nonlocal number, sent_at
        number += 1
        sent_at = time.perf_counter()
        visitor.send(dialect.message(texts[number % len(texts)]))

    def receive(frame: bytes) -> None:
        if done.done():
            return
        try:
            if not dialect.is_reply(frame):
                return
        except RuntimeError as error:
            done.set_exception(error)
            return
        now = time.perf_counter()
        result.latencies_ms.append((now - sent_at) * 1000)
        if now < deadline:
            send()
        else:
            done.set_result(None)

    visitor.on_frame = receive
    send()
    async with asyncio.timeout(deadline - time.perf_counter() + 60):
        await done
