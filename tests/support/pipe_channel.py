"""An outbox channel over pipes: JSON lines on stdin are guests' messages, an append-only file is the platform.

`{"tenant","user","id","text"}` is answered on stdout with `{"id","seq","duplicate"}` once the ledger holds it; that is
the moment a platform would be told "received". What is sent goes to the file $PIPE_OUT as `{"user","text","seq"}`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from uuid import UUID

from bot import Message, hookimpl
from bot.channel import Accept, Channel, Outgoing
from bot.core import Core


class PipeChannel:
    name = "pipe"

    async def run(self, accept: Accept) -> None:
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        async with asyncio.TaskGroup() as tasks:
            while line := await reader.readline():
                tasks.create_task(self._receive(json.loads(line), accept))

    async def _receive(self, item: dict[str, str], accept: Accept) -> None:
        accepted = await accept(Message(UUID(item["tenant"]), self.name, item["user"], item["id"], item["text"]))
        print(json.dumps({"id": item["id"], "seq": accepted.seq, "duplicate": accepted.duplicate}), flush=True)

    async def send(self, outgoing: Outgoing) -> str | None:
        message = outgoing.message
        await pause("send")
        line = json.dumps({"user": outgoing.channel_user_id, "text": message.text, "seq": message.seq})
        file = os.open(os.environ["PIPE_OUT"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(file, f"{line}\n".encode())  # one write: lines of several processes do not mix
        os.close(file)
        return f"platform-{message.seq}"


async def pause(phase: str) -> None:
    """Stop here for good when the test wants to kill the node in this phase."""
    if os.environ.get("PIPE_STOP_IN") == phase:
        os.close(os.open(os.environ["PIPE_OUT"] + ".stopped", os.O_CREAT))
        await asyncio.sleep(3600)


@hookimpl
def register_channels(core: Core, register: Callable[[Channel], None]) -> None:
    register(PipeChannel())
