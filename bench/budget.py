"""A flood of anonymous visitors against the token budget: what is granted and refused, and that everybody is answered.

    python -m bench.budget [--visitors 1000] [--turns 3] [--nodes 2] [--connections 8]

First the budget alone: every visitor is a session of its own and asks for a reply again and again; nodes are pools of
connections; one call in ten is never settled, as after a crash. Then the product: as many guests talk to an application
with all built-in plugins, the demo's catalog and a model of a stand-in. Each time the sums in the database are compared
with the limits and with the calls' rows. Exit code 1 when a limit was exceeded, the sums differ or a guest got no
answer.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections import Counter
from uuid import UUID, uuid4

import psycopg

from bench.database import OwnDatabase, demo_database
from bot.app import App
from bot.errors import BudgetExhausted
from bot.llm.budget import Budget
from bot.llm.conversation import Payer, Usage
from bot.settings import OpenAISettings, Secrets, Settings
from bot.store.database import Database
from tests.support.chat_server import saying
from tests.support.guest import GuestOnTest

RESERVED, USED = 2_000, Usage(900, 150)
TOGETHER = 100
WISH = "A house with a pool for 4 people from 10 to 17 August 2027"
LIMITS = OpenAISettings(visitor_tokens=20_000, tenant_tokens=800_000, day_tokens=1_000_000)
TENANTS = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--nodes", type=int, default=2)
    parser.add_argument("--connections", type=int, default=8)
    chosen = parser.parse_args()
    with demo_database() as database:
        alone = asyncio.run(_flood(database, chosen))
        with psycopg.connect(database.admin_url, autocommit=True) as conn:
            conn.execute("DELETE FROM llm_usage")
            conn.execute("DELETE FROM llm_spending")
        sys.exit(asyncio.run(_talk(database, chosen.visitors)) or alone)


async def _flood(database: OwnDatabase, chosen: argparse.Namespace) -> int:
    with psycopg.connect(database.admin_url, autocommit=True) as conn:
        tenants = [_tenant(conn, f"tenant-{number}") for number in range(TENANTS)]
    nodes = [Database(database.url, chosen.connections) for _ in range(chosen.nodes)]
    for node in nodes:
        await node.open()
    budgets = [Budget(node, LIMITS) for node in nodes]
    outcomes: Counter[str] = Counter()
    times: list[float] = []
    visitors = (
        _visitor(budgets, Payer(tenants[number % TENANTS], uuid4()), chosen.turns, number, outcomes, times)
        for number in range(chosen.visitors)
    )
    started = time.perf_counter()
    await asyncio.gather(*visitors)
    seconds = time.perf_counter() - started
    for node in nodes:
        await node.close()
    return _report(database.admin_url, outcomes, times, seconds)


def _tenant(conn: psycopg.Connection[tuple[UUID]], slug: str) -> UUID:
    row = conn.execute(
        "INSERT INTO tenant_registry (slug, name, settings) VALUES (%s, %s, '{}') RETURNING tenant_id", (slug, slug)
    ).fetchone()
    assert row
    return row[0]


async def _visitor(
    budgets: list[Budget], payer: Payer, turns: int, number: int, outcomes: Counter[str], times: list[float]
) -> None:
    for turn in range(turns):
        budget = budgets[(number + turn) % len(budgets)]
        started = time.perf_counter()
        try:
            usage_id = await budget.reserve(payer, "model", "reply", RESERVED)
        except BudgetExhausted as error:
            outcomes[f"refused: {str(error).partition('(')[2].rstrip(')')}"] += 1
            continue
        finally:
            times.append(time.perf_counter() - started)
        outcomes["granted"] += 1
        if (number + turn) % 10:
            await budget.settle(payer, usage_id, "model", USED)
        else:
            outcomes["never settled"] += 1


async def _talk(database: OwnDatabase, visitors: int) -> int:
    """Every guest says one thing, a hundred at a time."""
    asked = Counter[str]()
    said = [{"content": "Menorca is lovely, and our team knows it well."}, {"finish_reason": "stop"}]
    async with saying(said) as base_url:
        settings = Settings(
            openai={**LIMITS.model_dump(exclude_defaults=True), "base_url": base_url, "embedding_model": ""},
            channels={"enabled": (), "entry_points": False},
            jobs={"enabled": False},
        )
        async with App(settings, Secrets(), database.url).started() as core:
            tenant = await core.tenants.find("demo")
            started = time.perf_counter()
            for first in range(0, visitors, TOGETHER):
                guests = [GuestOnTest(core, tenant.tenant_id, "en") for _ in range(min(TOGETHER, visitors - first))]
                answers = await asyncio.gather(*(guest.say(WISH) for guest in guests))
                asked.update("the model" if "lovely" in answer.text else "the concierge" for answer in answers)
            seconds = time.perf_counter() - started
    print(f"\nthe product: {visitors} guests in {seconds:.1f} s")
    for name, count in asked.most_common():
        print(f"answered by {name}: {count}")
    failed = _compared(database.admin_url)
    return failed or int(asked.total() != visitors)


def _report(admin_url: str, outcomes: Counter[str], times: list[float], seconds: float) -> int:
    print("the budget alone")
    for name, count in outcomes.most_common():
        print(f"{name}: {count}")
    quantiles = statistics.quantiles(times, n=100)
    p50, p95 = quantiles[49] * 1000, quantiles[94] * 1000
    waited = "mostly waiting for a connection"
    print(f"{len(times)} reservations in {seconds:.1f} s; p50 {p50:.0f}, p95 {p95:.0f} ms, {waited}")
    return _compared(admin_url)


def _compared(admin_url: str) -> int:
    """The sums against the limits and the calls' rows; 1 when something is wrong."""
    with psycopg.connect(admin_url) as conn:
        sums = dict(conn.execute("SELECT scope, max(tokens) FROM llm_spending GROUP BY scope").fetchall())
        row = conn.execute(
            "SELECT sum(coalesce(input_tokens + output_tokens, reserved_tokens)) FROM llm_usage"
        ).fetchone()
    limits = {"visitor": LIMITS.visitor_tokens, "tenant": LIMITS.tenant_tokens, "day": LIMITS.day_tokens}
    for scope, limit in limits.items():
        print(f"{scope}: {sums[scope]:,} of {limit:,} tokens")
    spent = int(row[0]) if row and row[0] else 0
    print(f"the calls' own rows add up to {spent:,}")
    return 0 if spent == sums["day"] and all(sums[scope] <= limit for scope, limit in limits.items()) else 1


if __name__ == "__main__":
    main()
