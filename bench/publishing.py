"""Publishing by a provider's embeddings: milliseconds a unit, requests, and what a second run costs.

    python -m bench.publishing [--units 1000] [--latency 200]

The units are the demo's, repeated; the provider is a stand-in on the loopback interface that answers after `latency`
milliseconds with vectors of 3072 numbers. DATA.md §6 asks for at most 500 ms a unit.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import cycle, islice
from uuid import UUID

import psycopg
from pydantic import SecretStr

from bench.database import OwnDatabase, own_database
from bench.lies import units
from bot.app import App
from bot.catalog.drafts import PublishReport
from bot.catalog.importing import import_units
from bot.catalog.listing import SourceUnit
from bot.catalog.publishing import publish_units
from bot.core import Core
from bot.settings import Secrets, Settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--latency", type=int, default=200, help="of the provider, in milliseconds")
    chosen = parser.parse_args()
    with own_database() as database:
        asyncio.run(_measure(database, chosen.units, chosen.latency / 1000))


async def _measure(database: OwnDatabase, count: int, latency_s: float) -> None:
    with psycopg.connect(database.admin_url, autocommit=True) as conn:
        conn.execute("INSERT INTO tenant_registry (slug, name, settings) VALUES ('bench', 'Bench', '{}')")
    requests: list[int] = []
    async with provider(latency_s, requests) as base_url:
        settings = Settings(
            openai={"base_url": base_url},
            channels={"enabled": (), "entry_points": False},
            jobs={"enabled": False},
        )
        app = App(settings, Secrets(openai_api_key=SecretStr("sk-bench")), database.url)
        async with app.started() as core:
            await _run(core, count, requests)


async def _run(core: Core, count: int, requests: list[int]) -> None:
    tenant = await core.tenants.find("bench")
    homes = units()
    rows = [
        SourceUnit(number, str(number), replace(home, name=f"Home {number}", unit_id=UUID(int=number + 1)), None)
        for number, home in enumerate(islice(cycle(homes), count))
    ]
    async with core.database.tenant(tenant.tenant_id) as conn:
        await import_units(conn, tenant.tenant_id, rows)
    for name in ("the provider's encoder, first run", "the same again"):
        await _published(core, core.embedders.preferred, name, count, requests)
    local = next(embedder for embedder in core.embedders.values() if embedder is not core.embedders.preferred)
    await _published(core, local, "switched to the local encoder", count, requests)
    await _published(core, core.embedders.preferred, "switched back", count, requests)


async def _published(core: Core, embedder: object, name: str, count: int, requests: list[int]) -> None:
    tenant = await core.tenants.find("bench")
    before, started = len(requests), time.perf_counter()
    report: PublishReport = await publish_units(
        lambda: core.database.tenant(tenant.tenant_id), tenant.tenant_id, embedder  # type: ignore[arg-type]  # one of core.embedders
    )  # fmt: skip
    seconds = time.perf_counter() - started
    counts = (
        f"{report.published} published, {report.unchanged} unchanged, {report.embedded} embedded,"
        f" {len(report.failed)} failed"
    )
    each = seconds / count * 1000
    print(f"{name}: {seconds:.1f} s, {each:.1f} ms a unit, {len(requests) - before} requests; {counts}")


@asynccontextmanager
async def provider(latency_s: float, requests: list[int]) -> AsyncIterator[str]:
    """An embeddings server; `requests` gets the number of texts of each request."""
    rng = random.Random(1)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            length = next(
                int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
            )
            asked = json.loads(await reader.readexactly(length))
            requests.append(len(asked["input"]))
            await asyncio.sleep(latency_s)
            vectors = [[round(rng.gauss(0, 1), 6) for _ in range(3072)] for _ in asked["input"]]
            found = [{"object": "embedding", "index": n, "embedding": vector} for n, vector in enumerate(vectors)]
            body = {
                "object": "list",
                "data": found,
                "model": asked["model"],
                "usage": {"prompt_tokens": 9, "total_tokens": 9},
            }
            raw = json.dumps(body).encode()
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(raw) + raw
            )
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


if __name__ == "__main__":
    main()
