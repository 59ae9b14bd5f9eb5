"""The funnel: how many visitors came, wrote, got an offer and booked, by day, channel and campaign.

Reports read the roll-up `funnel_daily` (sql/migrations/…_add_funnel.sql), which is brought up to date first.
Verification counts the log of events again and compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from bot.errors import NotFound
from bot.store import rows
from bot.store.database import Connection, Database
from bot.store.queries import load

SQL = load("funnel")

STAGES = ("visit", "open", "message", "intent_complete", "offer", "lead", "reservation")  # each after the one before it
BESIDE = ("cancellation", "handoff")
ALL_TENANTS = UUID(int=0)  # no tenant's id: the transaction sees nobody's rows, the function sees to all

By = Literal["day", "channel", "campaign"]
Touch = Literal["first", "last"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the funnel. What a line is not about is None; empty source and campaign: came without one."""

    counts: Mapping[str, int]  # by stage, of STAGES and BESIDE; none is left out
    amounts: Mapping[str, Decimal] = field(default_factory=dict)  # by currency: reserved, less what was cancelled
    day: date | None = None
    channel: str | None = None
    source: str | None = None
    campaign: str | None = None

    @property
    def net(self) -> int:
        """Reservations that were not cancelled. Negative where more of earlier days were cancelled than made."""
        return self.counts["reservation"] - self.counts["cancellation"]

    def rate(self, stage: str) -> float | None:
        """The stage's count over that of the stage before it; None for the first, and where nobody got that far."""
        index = STAGES.index(stage)
        before = self.counts[STAGES[index - 1]] if index else 0
        return self.counts[stage] / before if before else None


@dataclass(frozen=True, slots=True)
class Topic:
    """What guests ask about: a topic of the reading (bot.types.reading) or the id of a feature."""

    topic: str
    count: int  # conversations


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of the roll-up that the log does not bear out; None: one of both has no such number at all."""

    tenant: str
    day: date
    touch: str
    stage: str
    channel: str
    source: str
    campaign: str
    currency: str
    rolled_up: int | None
    counted: int | None
    amount_rolled_up: Decimal | None
    amount_counted: Decimal | None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A row without its event, or an event without its row."""

    tenant: str
    check: Literal["session", "reservation"]
    id: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What verification went through, and what it found wrong."""

    tenants: int = 0
    events: int = 0  # counted again
    waiting: int = 0  # of transactions that had not ended, or have come since: not in the roll-up yet
    numbers: int = 0  # of the roll-up
    differences: tuple[Difference, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.differences and not self.mismatches

    def __add__(self, other: Verification) -> Verification:
        return Verification(
            self.tenants + other.tenants,
            self.events + other.events,
            self.waiting + other.waiting,
            self.numbers + other.numbers,
            self.differences + other.differences,
            self.mismatches + other.mismatches,
        )


@dataclass(frozen=True, slots=True)
class _Number:
    """One of the roll-up's; what was not asked for is None."""

    day: date | None
    channel: str | None
    source: str | None
    campaign: str | None
    stage: str
    currency: str
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class _Tenant:
    tenant_id: UUID
    slug: str


@dataclass(frozen=True, slots=True)
class _Sizes:
    events: int
    waiting: int
    numbers: int


class Funnel:
    def __init__(self, database: Database) -> None:
        self.database = database

    async def roll_up(self, *, anew: bool = False) -> int:
        """Count the events that are not counted yet; returns how many. `anew`: begin again from the first."""
        async with self.database.tenant(ALL_TENANTS) as conn:
            await _without_limit(conn)
            return int(await rows.value(conn, SQL["roll_up"], {"anew": anew}))

    async def today(self, tenant_id: UUID) -> date:
        """The day that it is now for the tenant.

        Raises:
            NotFound: no such tenant.
        """
        await self.roll_up()  # which takes new tenants up
        async with self.database.tenant(tenant_id) as conn:
            today: date | None = await rows.value(conn, SQL["today"], {"tenant_id": tenant_id})
        if today is None:
            raise NotFound("There is no tenant with that id.", "unknown_tenant")
        return today

    async def day(self, tenant_id: UUID, day: date, *, by: By = "channel", touch: Touch = "last") -> list[Row]:
        """One day's funnel up to this moment; no rows when nothing happened."""
        return await self.between(tenant_id, day, day, by=by, touch=touch)

    async def between(
        self, tenant_id: UUID, first: date, last: date, *, by: By = "day", touch: Touch = "last"
    ) -> list[Row]:
        """The funnel of these days (both included) up to this moment.

        By day: every day in order, also those without anything. By channel or campaign: the largest first.
        """
        await self.roll_up()
        asked = {"tenant_id": tenant_id, "first": first, "last": last, "by": by, "touch": touch}
        async with self.database.tenant(tenant_id) as conn:
            found = await rows.every(conn, _Number, SQL["counts"], asked)
        lines = _lines(found)
        if by == "day":
            days = {row.day: row for row in lines}
            every = (first + timedelta(days=n) for n in range((last - first).days + 1))
            return [days.get(day) or Row(_nothing(), day=day) for day in every]
        return sorted(lines, key=lambda row: [-row.counts[stage] for stage in STAGES])

    async def topics(self, tenant_id: UUID, first: date, last: date) -> list[Topic]:
        """What guests asked about in these days (both included), the most frequent first."""
        await self.roll_up()
        async with self.database.tenant(tenant_id) as conn:
            return await rows.every(conn, Topic, SQL["topics"], {"tenant_id": tenant_id, "first": first, "last": last})

    async def verify(self) -> Verification:
        """Count every tenant's log of events again and compare; the roll-up is brought up to date first."""
        await self.roll_up()
        found = Verification()
        for tenant in await self.database.every(_Tenant, SQL["tenants"]):
            async with self.database.tenant(tenant.tenant_id) as conn:
                await _without_limit(conn)
                found += await _verify(conn, tenant)
        return found


def total(rows: Iterable[Row]) -> Row:
    """All of them as one line."""
    counts = _nothing()
    amounts: dict[str, Decimal] = {}
    for row in rows:
        for stage, count in row.counts.items():
            counts[stage] += count
        for currency, amount in row.amounts.items():
            amounts[currency] = amounts.get(currency, Decimal()) + amount
    return Row(counts, amounts)


async def _without_limit(conn: Connection) -> None:
    """For this transaction: a large log takes longer than anything that a guest waits for."""
    await conn.execute("SET LOCAL statement_timeout = 0")


async def _verify(conn: Connection, tenant: _Tenant) -> Verification:
    named = {"tenant_id": tenant.tenant_id, "tenant": tenant.slug}
    differences = await rows.every(conn, Difference, SQL["differences"], named)
    differences += await rows.every(conn, Difference, SQL["topic_differences"], named)
    sizes = await rows.one(conn, _Sizes, SQL["sizes"], named) or _Sizes(0, 0, 0)
    sessions = await rows.values(conn, SQL["sessions_unopened"], named)
    reservations = await rows.values(conn, SQL["reservations_unmatched"], named)
    mismatches = (
        *(Mismatch(tenant.slug, "session", str(id_)) for id_ in sessions),
        *(Mismatch(tenant.slug, "reservation", id_) for id_ in reservations),
    )
    return Verification(1, sizes.events, sizes.waiting, sizes.numbers, tuple(differences), mismatches)


def _nothing() -> dict[str, int]:
    return dict.fromkeys((*STAGES, *BESIDE), 0)


def _lines(found: Iterable[_Number]) -> list[Row]:
    """Lines out of single numbers: those of one day, channel or campaign belong together."""
    lines: dict[tuple[date | None, str | None, str | None, str | None], tuple[dict[str, int], dict[str, Decimal]]] = {}
    for number in found:
        about = (number.day, number.channel, number.source, number.campaign)
        counts, amounts = lines.setdefault(about, (_nothing(), {}))
        counts[number.stage] += number.count
        if number.currency:
            sign = -1 if number.stage == "cancellation" else 1
            amounts[number.currency] = amounts.get(number.currency, Decimal()) + sign * number.amount
    return [Row(counts, amounts, *about) for about, (counts, amounts) in lines.items()]
