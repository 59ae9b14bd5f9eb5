"""Website visitors over real sockets while their nodes are killed again and again.

    python -m bench.crashes [--nodes 4] [--kills 200] [--visitors 20] [--seed 1]

Nodes are `bot run` processes with the echo responder on one embedded database. Each visitor talks to a node drawn for
every connection, sends its next message when the last is answered, and after any failure connects anywhere and repeats
what is not answered under the same id. Visitors talk until all kills are done. Then the ledger is compared with what
was sent, and each visitor's transcript as every node tells it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import psycopg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench.turns import bench_database, environment, free_port

TENANT = "bench"
ANSWER_S = 10.0  # then a visitor tries another node
LEASE_S = "2"
PAUSE_S = (0.0, 0.6)  # between a node's start and its end


@dataclass
class Node:
    """A `bot run` on a port of its own; killed and started again under the same port."""

    settings: dict[str, str]
    extra: dict[str, str] = field(default_factory=dict)  # of the environment, as it is: secrets
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            env={**os.environ, **environment(self.port, **self.settings), **self.extra},
        )

    async def serving(self) -> None:
        assert self.process is not None
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                return
            except OSError:
                if self.process.returncode is not None:
                    raise RuntimeError(f"the node on port {self.port} ended by itself") from None
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


@dataclass
class Visitor:
    name: str
    nodes: list[Node]
    random: random.Random
    token: str | None = None
    session_id: str = ""
    sent: dict[str, str] = field(default_factory=dict)  # {id: text}, in order
    accepted: set[str] = field(default_factory=set)
    failures: int = 0

    async def talk(self, enough: asyncio.Event, at_least: int) -> None:
        while len(self.sent) < at_least or not enough.is_set():
            id_ = str(uuid4())
            self.sent[id_] = f"{self.name} {len(self.sent)}"
            while not await self._answered(id_):
                self.failures += 1
                await asyncio.sleep(0.1)

    async def _answered(self, id_: str) -> bool:
        """Connect anywhere; send the message until the conversation or the socket shows its answer."""
        try:
            async with asyncio.timeout(ANSWER_S), self._socket(self.random.choice(self.nodes)) as socket:
                shown = (await self._hello(socket))["messages"]
                await socket.send(json.dumps({"type": "message", "id": id_, "text": self.sent[id_]}))
                while not any(id_ in message.get("reply_to", ()) for message in shown):
                    frame = json.loads(await socket.recv())
                    shown = [frame]
                    if frame["type"] == "accepted":
                        self.accepted.add(frame["id"])
                    elif frame["type"] == "error":
                        return False
                return True
        except (OSError, TimeoutError, WebSocketException):
            return False

    async def transcript(self, node: Node) -> bytes:
        """The conversation as this node tells it to who knows nothing yet."""
        async with asyncio.timeout(30), self._socket(node) as socket:
            return json.dumps((await self._hello(socket))["messages"]).encode()

    def _socket(self, node: Node) -> connect:
        return connect(f"ws://127.0.0.1:{node.port}/ws", proxy=None, compression=None, open_timeout=5)

    async def _hello(self, socket: ClientConnection) -> dict[str, Any]:
        hello = {"type": "hello", "v": 1, "tenant": TENANT, "token": self.token, "last_seq": 0}
        await socket.send(json.dumps(hello))
        welcome: dict[str, Any] = json.loads(await socket.recv())
        if welcome["type"] != "welcome":
            raise OSError(welcome)
        self.token, self.session_id = welcome["token"], welcome["session_id"]
        return welcome


@dataclass(frozen=True)
class Outcome:
    messages: int
    accepted: int
    kills: int
    failures: int  # connections or answers that visitors had to try again
    unanswered: int
    answered_twice: int
    out_of_order: int  # visitors whose messages or answers lie in another order than they were sent
    gaps: int  # sessions whose numbers have a hole
    differing: int  # visitors whose transcript differs between two nodes
    seconds: float

    @property
    def held(self) -> bool:
        return not (self.unanswered or self.answered_twice or self.out_of_order or self.gaps or self.differing)


def node_settings(url: str, admin_url: str) -> dict[str, str]:
    return {
        "DATABASE__URL": url,
        "DATABASE__ADMIN_URL": admin_url,
        "DATABASE__POOL_SIZE": "4",
        "PLUGINS__ENABLED": '["bench.echo"]',
        "TURN__LEASE_S": LEASE_S,
        "TURN__SWEEP_INTERVAL_S": "0.3",
        "JOBS__ENABLED": "false",
        "LOG__LEVEL": "error",
    }


async def run(
    admin_url: str, settings: dict[str, str], nodes: int, kills: int, visitors: int, messages: int, seed: int
) -> Outcome:
    """`messages`: how many each visitor sends at least."""
    began, draw = time.perf_counter(), random.Random(seed)
    cluster = [Node(settings) for _ in range(nodes)]
    guests = [Visitor(f"v{n}", cluster, random.Random(seed + n)) for n in range(visitors)]
    try:
        await asyncio.gather(*(node.start() for node in cluster))
        await asyncio.gather(*(node.serving() for node in cluster))
        enough = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            for guest in guests:
                tasks.create_task(guest.talk(enough, messages))
            for _ in range(kills):
                node = draw.choice(cluster)
                await asyncio.sleep(draw.uniform(*PAUSE_S))
                await node.kill()
                await node.start()
                await node.serving()
            enough.set()
        differing = 0
        for guest in guests:
            differing += len({await guest.transcript(node) for node in cluster}) != 1
    finally:
        await asyncio.gather(*(node.kill() for node in cluster if node.process))
    return judged(admin_url, guests, kills, differing, time.perf_counter() - began)


def judged(admin_url: str, guests: list[Visitor], kills: int, differing: int, seconds: float) -> Outcome:
    """Compare what was sent with the ledger."""
    unanswered = twice = disorder = gaps = 0
    with psycopg.connect(admin_url) as conn:
        for guest in guests:
            rows = conn.execute(
                "SELECT seq, role, external_id, reply_to, content FROM messages WHERE session_id = %s ORDER BY seq",
                (UUID(guest.session_id),),
            ).fetchall()
            asked = [external_id for _, role, external_id, _, _ in rows if role == "user"]
            said = [text for _, role, _, _, text in rows if role == "assistant"]
            answers = [id_ for _, role, _, reply_to, _ in rows if role == "assistant" for id_ in reply_to]
            unanswered += len(guest.sent.keys() - set(answers))
            twice += len(answers) - len(set(answers))
            disorder += not (
                asked == answers == list(guest.sent) and said == [f"echo: {t}" for t in guest.sent.values()]
            )
            gaps += [seq for seq, *_ in rows] != list(range(1, len(rows) + 1))
    return Outcome(
        sum(len(guest.sent) for guest in guests), sum(len(guest.accepted) for guest in guests), kills,
        sum(guest.failures for guest in guests), unanswered, twice, disorder, gaps, differing, seconds,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=4)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--messages", type=int, default=10, help="of each visitor, at least")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with bench_database() as database:
        url, settings = database.admin_url, node_settings(database.url, database.admin_url)
        outcome = asyncio.run(
            run(url, settings, options.nodes, options.kills, options.visitors, options.messages, options.seed)
        )
    print(
        f"{options.nodes} nodes, {outcome.kills} killed, {options.visitors} visitors, {outcome.seconds:.0f} s:"
        f" {outcome.messages:,} messages ({outcome.accepted:,} seen accepted), {outcome.failures:,} tries failed;"
        f" {outcome.unanswered} unanswered, {outcome.answered_twice} answered twice,"
        f" {outcome.out_of_order} visitors out of order, {outcome.gaps} with gaps,"
        f" {outcome.differing} transcripts differing between nodes"
    )
    sys.exit(not outcome.held)


if __name__ == "__main__":
    main()
