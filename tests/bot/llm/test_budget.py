"""Tokens of visitors, tenants and days: never more than allowed, whoever asks at the same time; settled once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from bot.errors import BudgetExhausted
from bot.llm.budget import Budget
from bot.llm.conversation import Payer, Usage
from bot.settings import ModelPrice, OpenAISettings
from bot.store.database import Database
from tests.conftest import TestDatabase

MODEL = "model-1"


def budget(database: Database, **limits: Any) -> Budget:
    prices = {MODEL: ModelPrice(input=Decimal("0.40"), output=Decimal("1.60"))}
    return Budget(database, OpenAISettings(**{"prices": prices, **limits}))


def spent(db: TestDatabase) -> dict[str, int]:
    """Tokens by scope, of all holders together."""
    with db.admin() as conn:
        return dict(conn.execute("SELECT scope, sum(tokens)::integer FROM llm_spending GROUP BY scope").fetchall())


@pytest.fixture
async def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant()


async def test_reservation_is_replaced_by_what_was_used(db: TestDatabase, database: Database, tenant: UUID) -> None:
    payer, kept = Payer(tenant, uuid4()), budget(database)
    id_ = await kept.reserve(payer, MODEL, "reply", 1000)
    assert spent(db) == {"visitor": 1000, "tenant": 1000, "day": 1000}
    await kept.settle(payer, id_, MODEL, Usage(300, 50))
    assert spent(db) == {"visitor": 350, "tenant": 350, "day": 350}
    with db.admin() as conn:
        row = conn.execute(
            "SELECT purpose, reserved_tokens, input_tokens, output_tokens, cost FROM llm_usage"
        ).fetchone()
    assert row == ("reply", 1000, 300, 50, Decimal("0.000200"))


async def test_second_settlement_changes_nothing(db: TestDatabase, database: Database, tenant: UUID) -> None:
    payer, kept = Payer(tenant, uuid4()), budget(database)
    id_ = await kept.reserve(payer, MODEL, "reply", 1000)
    await kept.settle(payer, id_, MODEL, None)
    await kept.settle(payer, id_, MODEL, Usage(900, 90))
    assert spent(db) == {"visitor": 0, "tenant": 0, "day": 0}


async def test_lost_reservation_stays_spent(db: TestDatabase, database: Database, tenant: UUID) -> None:
    kept = budget(database, visitor_tokens=1500)
    payer = Payer(tenant, uuid4())
    await kept.reserve(payer, MODEL, "reply", 1000)  # and the node dies
    with pytest.raises(BudgetExhausted, match="visitor_tokens"):
        await kept.reserve(payer, MODEL, "reply", 600)


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        ({"visitor_tokens": 999}, "visitor_tokens"),
        ({"tenant_tokens": 999}, "tenant_tokens"),
        ({"day_tokens": 999}, "day_tokens"),
        ({"visitor_tokens": 0}, "visitor_tokens"),
    ],
)
async def test_refusal_names_the_limit_and_costs_nothing(
    db: TestDatabase, database: Database, tenant: UUID, limits: dict[str, int], named: str
) -> None:
    with pytest.raises(BudgetExhausted, match=named):
        await budget(database, **limits).reserve(Payer(tenant, uuid4()), MODEL, "reply", 1000)
    assert set(spent(db).values()) <= {0}
    with db.admin() as conn:
        assert conn.execute("SELECT count(*) FROM llm_usage").fetchone() == (0,)


async def test_visitors_and_tenants_have_budgets_of_their_own(
    db: TestDatabase, database: Database, tenant: UUID
) -> None:
    kept = budget(database, visitor_tokens=1000, tenant_tokens=2000, day_tokens=3000)
    for _ in range(2):
        await kept.reserve(Payer(tenant, uuid4()), MODEL, "reply", 1000)
    with pytest.raises(BudgetExhausted, match="tenant_tokens"):
        await kept.reserve(Payer(tenant, uuid4()), MODEL, "reply", 1)
    other = db.add_tenant("other")
    await kept.reserve(Payer(other, uuid4()), MODEL, "reply", 1000)
    with pytest.raises(BudgetExhausted, match="day_tokens"):
        await kept.reserve(Payer(other, uuid4()), MODEL, "reply", 1)


@pytest.fixture
async def nodes(db: TestDatabase) -> AsyncIterator[list[Database]]:
    databases = [Database(db.url, pool_size=6) for _ in range(2)]
    for database in databases:
        await database.open()
    yield databases
    for database in databases:
        await database.close()


async def test_reservations_at_the_same_time_never_exceed_a_limit(
    db: TestDatabase, nodes: list[Database], tenant: UUID
) -> None:
    visitors = [Payer(tenant, uuid4()) for _ in range(20)]
    budgets = [budget(node, visitor_tokens=250, tenant_tokens=3000, day_tokens=2_550) for node in nodes]

    async def turn(number: int) -> int:
        kept, payer = budgets[number % 2], visitors[number % len(visitors)]
        try:
            id_ = await kept.reserve(payer, MODEL, "reply", 100)
        except BudgetExhausted:
            return 0
        if number % 3 == 0:
            await kept.settle(payer, id_, MODEL, Usage(90, 10))
        return 1

    granted = sum(await asyncio.gather(*(turn(number) for number in range(120))))
    assert granted == 25
    assert spent(db) == {"visitor": 2500, "tenant": 2500, "day": 2500}
    with db.admin() as conn:
        row = conn.execute("SELECT max(tokens) FROM llm_spending WHERE scope = 'visitor'").fetchone()
    assert row == (200,)


async def test_yesterdays_tokens_are_not_todays(db: TestDatabase, database: Database, tenant: UUID) -> None:
    kept, payer = budget(database, visitor_tokens=1000), Payer(tenant, uuid4())
    id_ = await kept.reserve(payer, MODEL, "reply", 1000)
    with db.admin() as conn:
        conn.execute("UPDATE llm_spending SET day = day - 1")
        conn.execute("UPDATE llm_usage SET created_at = created_at - interval '1 day'")
    await kept.reserve(payer, MODEL, "reply", 1000)
    await kept.settle(payer, id_, MODEL, Usage(10))  # counts for the day on which it was reserved
    with db.admin() as conn:
        rows = conn.execute("SELECT tokens FROM llm_spending WHERE scope = 'visitor' ORDER BY day").fetchall()
    assert rows == [(10,), (1000,)]


async def test_long_past_days_are_forgotten(db: TestDatabase, database: Database, tenant: UUID) -> None:
    kept = budget(database)
    await kept.reserve(Payer(tenant, uuid4()), MODEL, "reply", 1)
    with db.admin() as conn:
        conn.execute("UPDATE llm_spending SET day = day - 8")
    await kept.reserve(Payer(tenant, uuid4()), MODEL, "reply", 1)
    assert spent(db) == {"visitor": 1, "tenant": 1, "day": 1}


async def test_operators_work_is_recorded_and_never_refused(db: TestDatabase, database: Database, tenant: UUID) -> None:
    kept, payer = budget(database, tenant_tokens=0, day_tokens=0), Payer(tenant)
    id_ = await kept.reserve(payer, MODEL, "publish", 5_000_000_000)
    await kept.settle(payer, id_, MODEL, Usage(1_000_000))
    assert spent(db) == {}
    with db.admin() as conn:
        assert conn.execute("SELECT input_tokens, cost FROM llm_usage").fetchone() == (1_000_000, Decimal("0.4"))


async def test_model_without_a_price_has_no_cost(db: TestDatabase, database: Database, tenant: UUID) -> None:
    kept, payer = budget(database, prices={}), Payer(tenant, uuid4())
    id_ = await kept.reserve(payer, MODEL, "reply", 100)
    await kept.settle(payer, id_, MODEL, Usage(10, 1))
    with db.admin() as conn:
        assert conn.execute("SELECT cost, settled_at IS NOT NULL FROM llm_usage").fetchone() == (None, True)


async def test_nobody_spends_for_another(db: TestDatabase, database: Database, tenant: UUID) -> None:
    other, session = db.add_tenant("other"), uuid4()
    call = (
        "SELECT * FROM lobby.reserve_tokens(%s, %s, 'm', 'reply', 1, 10, 10, 10)",
        "SELECT lobby.settle_tokens(%s, %s, gen_random_uuid(), 1, 1, 0)",
    )
    for statement in call:
        for payer in ((other, session), (tenant, uuid4()), (tenant, None)):
            with pytest.raises(psycopg.Error) as caught:
                async with database.visitor(tenant, session) as conn:
                    await conn.execute(statement, payer)
            assert caught.value.sqlstate == "LB403"


async def test_nobody_settles_anothers_call(db: TestDatabase, database: Database, tenant: UUID) -> None:
    kept, payer = budget(database), Payer(tenant, uuid4())
    id_ = await kept.reserve(payer, MODEL, "reply", 100)
    await kept.settle(Payer(tenant, uuid4()), id_, MODEL, None)
    assert spent(db) == {"visitor": 100, "tenant": 100, "day": 100}


async def test_deleted_conversation_leaves_its_cost_and_not_its_name(
    db: TestDatabase, database: Database, tenant: UUID
) -> None:
    with db.admin() as conn:
        row = conn.execute(
            "INSERT INTO prospective_sessions (tenant_id, cookie_id) VALUES (%s, 'c') RETURNING session_id", (tenant,)
        ).fetchone()
        assert row is not None
        kept, payer = budget(database), Payer(tenant, row[0])
        done = await kept.reserve(payer, MODEL, "reply", 100)
        await kept.settle(payer, done, MODEL, Usage(100))
        running = await kept.reserve(payer, MODEL, "reply", 100)
        conn.execute("DELETE FROM prospective_sessions")
        await kept.settle(payer, running, MODEL, Usage(50))
        rows = conn.execute("SELECT session_id, cost, settled_at IS NULL FROM llm_usage ORDER BY created_at").fetchall()
    assert rows == [(None, Decimal("0.000040"), False), (None, Decimal("0.000020"), False)]
    assert spent(db) == {"tenant": 150, "day": 150}


async def test_bot_reads_no_sums(database: Database, tenant: UUID) -> None:
    async with database.tenant(tenant) as conn:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await conn.execute("SELECT * FROM llm_spending")


async def test_row_that_somebody_holds_stops_nobody_for_long(
    db: TestDatabase, database: Database, tenant: UUID
) -> None:
    kept = budget(database)
    await kept.reserve(Payer(tenant, uuid4()), MODEL, "reply", 1)
    with db.admin() as stalled, stalled.transaction():
        stalled.execute("SELECT 1 FROM llm_spending WHERE scope = 'day' FOR UPDATE")
        with pytest.raises(BudgetExhausted, match="counted elsewhere"):
            await kept.reserve(Payer(tenant, uuid4()), MODEL, "reply", 1)
    await kept.reserve(Payer(tenant, uuid4()), MODEL, "reply", 1)
