"""Turns per second, latency and memory of website visitors, beside the bare database floor in the same run.

    python -m bench.turns [--seconds 5] [--rounds 5] [--connections 1 32 256] [--idle 1000] [--understanding]

Floor and product serve the same client on the same database, in turns, each server alone on one core, database and
client on the other; medians of the rounds and the ratios are printed: absolute rates drift with the machine. The
product runs whole (ledger, hooks, isolation, synchronous_commit on) with an echo responder; `--understanding` adds a
second part with everything that answers guests on the demo catalog, without their limits.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import psutil
import psycopg
from rich.console import Console
from rich.table import Table

from bench.database import OwnDatabase, demo_database, own_database
from bench.floor import SCHEMA
from bench.load import Dialect, Floor, Lobby, Result, connect, converse
from bot.settings import BUILT_IN_PLUGINS

CONNECTIONS = (1, 32, 256)
TEXTS = ["Hello, is anybody there?", "Do you have something with a terrace?", "Thank you very much!"]
QUESTIONS = [
    "Hola, busco una casa con piscina para 5 personas del 10 al 17 de julio",
    "Do you have an apartment with parking for two adults and a child?",
    "¿Y algo más barato cerca de la playa?",
    "How much is it for a week in September?",
    "¿Se admiten mascotas?",
    "We are six people, three bedrooms would be great",
]
UNLIMITED = "1000000000"
START_S = 120
PORTS = range(20_000, 32_000)  # below those that systems give away: nobody else is given one of them meanwhile
UNDERSTANDING = json.dumps([name for name in BUILT_IN_PLUGINS if name != "plugins.message_limits"])
PRODUCT = [sys.executable, "-m", "bot", "run"]


class Server:
    """A process that answers on a port; `ready_s` is how long it took to."""

    def __init__(self, command: list[str], port: int, environment: dict[str, str]) -> None:
        started = time.perf_counter()
        self.port = port
        self.process = subprocess.Popen(command, env={**os.environ, **environment})
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if self.process.poll() is not None or time.perf_counter() - started > START_S:
                    raise RuntimeError(f"{command} did not start") from None
                time.sleep(0.02)
        self.ready_s = time.perf_counter() - started

    @property
    def rss_mib(self) -> float:
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20


def free_port() -> int:
    while True:
        port = random.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[Server]:
    server = Server(command, port, environment)
    pin(server.process.pid, 0)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(30)


def pin(pid: int, core: int) -> None:
    """Keep a process, its children and all their threads on one core, where there are two."""
    if os.cpu_count() == 1:
        return
    for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
        with suppress(psutil.NoSuchProcess, ProcessLookupError):  # servers have short-lived children
            for thread in process.threads():
                os.sched_setaffinity(thread.id, {core})


@contextmanager
def bench_database() -> Iterator[OwnDatabase]:
    """With a tenant `bench` and the floor's table, on the clients' core."""
    with own_database() as database:
        with psycopg.connect(database.admin_url, autocommit=True) as conn:
            conn.execute(SCHEMA.encode())
            conn.execute("INSERT INTO tenant_registry (slug, name) VALUES ('bench', 'Bench')")
        pin_database(database)
        yield database


def pin_database(database: OwnDatabase) -> None:
    if database.data_dir:
        pin(int((database.data_dir / "postmaster.pid").read_text().split()[0]), 1)


def environment(port: int, **settings: str) -> dict[str, str]:
    """The product on a port, without limits for the one address that all visitors share."""
    limits = ("WEB__MESSAGES", "WEB__ADDRESS_MESSAGES", "WEB__ADDRESS_SESSIONS")
    return {
        "BOT_WEB__PORT": str(port),
        "BOT_CHANNELS__ENABLED": '["channels.web"]',
        "BOT_LOG__LEVEL": "warning",
        **{f"BOT_{limit}_PER_MINUTE": UNLIMITED for limit in limits},
        **{f"BOT_{key}": value for key, value in settings.items()},
    }


def database_settings(database: OwnDatabase) -> dict[str, str]:
    return {"DATABASE__URL": database.url, "DATABASE__ADMIN_URL": database.admin_url}


def compare(console: Console, floor: Server, product: Server, options: argparse.Namespace) -> None:
    """The throughput table: rounds of the two servers in turns."""
    table = Table(title=f"turns, {options.rounds} rounds of {options.seconds} s, medians")
    for column in ("connections", "server", "turns/s", "p50 ms", "p95 ms", "÷ floor: turns/s", "p50", "p95"):
        table.add_column(column, justify="right")
    for connections in options.connections:
        results: dict[str, list[Result]] = {"floor": [], "product": []}
        for _ in range(options.rounds):
            for name, server, dialect in (("floor", floor, Floor()), ("product", product, Lobby("bench"))):
                results[name].append(asyncio.run(one_round(server, dialect, connections, TEXTS, options.seconds)))
        medians = {name: summary(rounds) for name, rounds in results.items()}
        for name, (rate, p50, p95) in medians.items():
            ratios = (
                [""] * 3
                if name == "floor"
                else [f"{a / b:.2f}" for a, b in zip(medians["product"], medians["floor"], strict=True)]
            )
            table.add_row(str(connections), name, f"{rate:,.0f}", f"{p50:.2f}", f"{p95:.2f}", *ratios)
    console.print(table)


async def one_round(server: Server, dialect: Dialect, connections: int, texts: list[str], seconds: float) -> Result:
    visitors = await connect(server.port, dialect, connections)
    await converse(visitors, dialect, texts, min(1.0, seconds))  # warm
    result = await converse(visitors, dialect, texts, seconds)
    for visitor in visitors:
        visitor.transport.close()
    return result


def summary(rounds: list[Result]) -> tuple[float, float, float]:
    return (
        statistics.median(r.turns_per_second for r in rounds),
        statistics.median(r.percentile(0.5) for r in rounds),
        statistics.median(r.percentile(0.95) for r in rounds),
    )


async def idle(console: Console, servers: dict[str, tuple[Server, Dialect]], count: int, seconds: float) -> None:
    """Memory of an idle connection, and what idle visitors do to the others' turns."""
    for name, (server, dialect) in servers.items():
        before_turns = await one_round(server, dialect, 8, TEXTS, seconds)
        before = server.rss_mib
        visitors = await connect(server.port, dialect, count)
        await asyncio.sleep(min(1.0, seconds))
        each_kib = (server.rss_mib - before) * 1024 / count
        among = await one_round(server, dialect, 8, TEXTS, seconds)
        console.print(
            f"{name}: {count:,} idle visitors, {each_kib:.1f} KiB each; 8 visitors' p95"
            f" {before_turns.percentile(0.95):.2f} ms without them, {among.percentile(0.95):.2f} ms among them"
        )
        for visitor in visitors:
            visitor.transport.close()


def understanding(console: Console, options: argparse.Namespace) -> None:
    """The whole concierge on the demo catalog, and what each hook takes."""
    port = free_port()
    with demo_database() as database:
        pin_database(database)
        settings = {**database_settings(database), "PLUGINS__ENABLED": UNDERSTANDING}
        with running(PRODUCT, port, environment(port, **settings)) as server:
            asyncio.run(one_round(server, Lobby("demo"), 1, QUESTIONS, 0))  # waits for the encoder, which loads late
            for connections in options.connections[:2]:
                result = asyncio.run(one_round(server, Lobby("demo"), connections, QUESTIONS, options.seconds * 2))
                console.print(
                    f"understanding, {connections} visitors: {result.turns_per_second:,.0f} turns/s on one core, p50"
                    f" {result.percentile(0.5):.1f} ms, p95 {result.percentile(0.95):.1f} ms;"
                    f" RSS {server.rss_mib:.0f} MiB"
                )
            console.print(steps(port))


def steps(port: int) -> Table:
    """Mean time of each hook, from /metrics."""
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
    sums: dict[tuple[str, str], dict[str, float]] = {}
    for kind, hook, plugin, value in re.findall(
        r'lobby_hook_seconds_(sum|count)\{hook="(\w+)",plugin="(\w+)"\} (\S+)', text
    ):
        sums.setdefault((hook, plugin), {})[kind] = float(value)
    table = Table(title="hooks")
    for column in ("hook", "plugin", "calls", "mean ms"):
        table.add_column(column, justify="right")
    for (hook, plugin), value in sums.items():
        table.add_row(hook, plugin, f"{value['count']:,.0f}", f"{value['sum'] / max(value['count'], 1) * 1000:.2f}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, nargs="+", default=CONNECTIONS)
    parser.add_argument("--idle", type=int, default=1000, help="visitors who only listen; 0: leave that part out")
    parser.add_argument("--understanding", action="store_true")
    options = parser.parse_args()
    console = Console(width=120)
    pin(os.getpid(), 1)
    with bench_database() as database, ExitStack() as stack:
        ports = free_port(), free_port()
        floor = stack.enter_context(
            running([sys.executable, "-m", "bench.floor", str(ports[0])], ports[0], {"DATABASE_URL": database.url})
        )
        settings = {**database_settings(database), "PLUGINS__ENABLED": '["bench.echo"]'}
        product = stack.enter_context(running(PRODUCT, ports[1], environment(ports[1], **settings)))
        console.print(f"ready after: floor {floor.ready_s:.2f} s, product {product.ready_s:.2f} s")
        console.print(f"RSS: floor {floor.rss_mib:.0f} MiB, product {product.rss_mib:.0f} MiB")
        servers: dict[str, tuple[Server, Dialect]] = {"floor": (floor, Floor()), "product": (product, Lobby("bench"))}
        if options.idle:  # first: afterwards freed memory is reused
            asyncio.run(idle(console, servers, options.idle, options.seconds))
        compare(console, floor, product, options)
        console.print(f"RSS afterwards: floor {floor.rss_mib:.0f} MiB, product {product.rss_mib:.0f} MiB")
    if options.understanding:
        understanding(console, options)


if __name__ == "__main__":
    main()
