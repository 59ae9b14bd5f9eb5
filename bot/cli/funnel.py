"""`bot funnel`: from the visit to the reservation, by day, channel and campaign; what guests ask about; and whether the
numbers are right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar
from uuid import UUID

import typer

from bot.cli.console import JsonFlag, run_async, settings, show, table

if TYPE_CHECKING:
    from bot.ledger.funnel import Difference, Funnel, Row, Topic, Verification

T = TypeVar("T")

cli = typer.Typer(help="The funnel: who came, wrote, got an offer and booked.")
SHOWN_DIFFERENCES = 50
TITLES = {
    "visit": "visits", "open": "opened", "message": "wrote", "intent_complete": "intent", "offer": "offers",
    "lead": "leads", "reservation": "reserved", "cancellation": "cancelled", "net": "net", "handoff": "handoffs",
}  # fmt: skip
NO_CAMPAIGN = "(none)"


By = Literal["day", "channel", "campaign"]  # as in bot.ledger.funnel, which is imported in the commands
Touch = Literal["first", "last"]


def register(parent: typer.Typer) -> None:
    parent.add_typer(cli, name="funnel")


@cli.callback(invoke_without_command=True)
def funnel(
    context: typer.Context,
    tenant: Annotated[
        str, typer.Option(metavar="SLUG", help="Whose funnel; by default that of the demo page's tenant.")
    ] = "",
    days: Annotated[
        int | None, typer.Option(min=1, max=3660, help="The last days, today included; 7 by default.")
    ] = None,
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The first day, in its time zone."),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The last day; today by default."),
    ] = None,
    by: Annotated[By, typer.Option(help="What a line is.")] = "day",
    touch: Annotated[Touch, typer.Option(help="Which of a visitor's campaigns counts.")] = "last",
    topics: Annotated[
        bool, typer.Option("--topics", help="What guests ask about instead: in how many conversations.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Show the funnel: how many got to each stage, and how many of a hundred from the stage before."""
    if context.invoked_subcommand:
        return
    if days and first:
        raise typer.BadParameter("give either --days or --from", param_hint="--days")
    asked = _Asked(tenant, days or 7, _day(first), _day(last), by, touch)
    if topics:
        found, wrote = run_async(_topics(asked))
        show([_topic_json(topic, wrote) for topic in found], _listed(found, wrote), as_json=as_json)
        return
    rows = run_async(_report(asked))
    show([_in_json(row) for row in rows], _drawn(rows, by), as_json=as_json)


@cli.command()
def verify(as_json: JsonFlag = False) -> None:
    """Count every tenant's log of events again and compare. Exit code 1 when a number differs."""
    found = run_async(_with_funnel(lambda funnel: funnel.verify()))
    show({"ok": found.ok, **asdict(found)}, _described(found), as_json=as_json)
    if not found.ok:
        raise typer.Exit(1)


@cli.command()
def rebuild(as_json: JsonFlag = False) -> None:
    """Forget the roll-up and count all events anew; the log of events is not touched."""
    events = run_async(_with_funnel(lambda funnel: funnel.roll_up(anew=True)))
    show({"events": events}, f"{events} events counted", as_json=as_json)


# --- the work -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be reported."""

    slug: str  # of the tenant; empty: that of the demo page
    days: int  # the last, unless `first` is given
    first: date | None
    last: date | None
    by: By
    touch: Touch

    async def about(self, funnel: Funnel) -> tuple[UUID, date, date]:
        """The tenant, the first and the last day."""
        from bot.ledger.tenants import Tenants

        tenant_id = (await Tenants(funnel.database).find(self.slug or settings().web.demo_tenant)).tenant_id
        end = self.last or await funnel.today(tenant_id)
        start = self.first or end - timedelta(days=self.days - 1)
        if start > end:
            raise typer.BadParameter("the first day comes after the last", param_hint="--from")
        return tenant_id, start, end


async def _report(asked: _Asked) -> list[Row]:
    async def read(funnel: Funnel) -> list[Row]:
        return await funnel.between(*await asked.about(funnel), by=asked.by, touch=asked.touch)

    return await _with_funnel(read)


async def _topics(asked: _Asked) -> tuple[list[Topic], int]:
    """The topics, and in how many conversations guests wrote."""
    from bot.ledger.funnel import total

    async def read(funnel: Funnel) -> tuple[list[Topic], int]:
        about = await asked.about(funnel)
        wrote = total(await funnel.between(*about, by="channel")).counts["message"]
        return await funnel.topics(*about), wrote

    return await _with_funnel(read)


async def _with_funnel(work: Callable[[Funnel], Awaitable[T]]) -> T:
    from bot.ledger.funnel import Funnel
    from bot.store.database import Database
    from bot.store.storage import prepared

    database = Database((await prepared(settings())).url, pool_size=1)
    await database.open()
    try:
        return await work(Funnel(database))
    finally:
        await database.close()


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


# --- what people read ---------------------------------------------------------------------------------------------


def _in_json(row: Row) -> dict[str, Any]:
    from bot.ledger.funnel import STAGES

    about = {"day": row.day, "channel": row.channel, "source": row.source, "campaign": row.campaign}
    return {
        **{name: value for name, value in about.items() if value is not None},
        **row.counts,
        "net": row.net,
        "amounts": row.amounts,
        "rates": {stage: row.rate(stage) for stage in STAGES[1:]},
    }


def _topic_json(topic: Topic, wrote: int) -> dict[str, Any]:
    return {"topic": topic.topic, "count": topic.count, "rate": topic.count / wrote if wrote else None}


def _listed(topics: list[Topic], wrote: int) -> str:
    if not topics:
        return "nobody asked about anything in these days"
    width = max(len(str(topic.count)) for topic in topics)
    cells = (
        (topic.topic, f"{topic.count:{width}} {f'{topic.count / wrote:.0%}' if wrote else '':>5}") for topic in topics
    )
    return table(("topic", "conversations"), cells)


def _drawn(rows: list[Row], by: By) -> str:
    """Counts right-aligned, under each from the second on how many per cent of the stage before it; then the sum."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from bot.ledger.funnel import total

    if not rows:
        return "nothing happened in these days"
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    drawn.add_column(by, no_wrap=True)
    for title in TITLES.values():
        drawn.add_column(title, justify="right", no_wrap=True)
    drawn.add_column("amount", justify="right", no_wrap=True)
    for row in rows:
        drawn.add_row(_label(row), *_cells(row))
    drawn.add_section()
    drawn.add_row("all", *_cells(total(rows)), style="bold")
    return _as_text(drawn)


def _label(row: Row) -> str:
    if row.day is not None:
        return row.day.isoformat()
    if row.channel is not None:
        return row.channel
    return " / ".join(part for part in (row.source, row.campaign) if part) or NO_CAMPAIGN


def _cells(row: Row) -> Iterable[str]:
    from bot.ledger.funnel import STAGES

    for stage in TITLES:
        count = row.net if stage == "net" else row.counts[stage]
        rate = row.rate(stage) if stage in STAGES else None
        yield f"{count} {'' if rate is None else f'{rate:.0%}':>4}" if stage in STAGES[1:] else str(count)
    yield ", ".join(f"{amount:.2f} {currency}" for currency, amount in sorted(row.amounts.items()))


def _as_text(drawn: Any) -> str:
    """In colour on a terminal; nothing is cut, whatever its width."""
    import sys
    from io import StringIO

    from rich.console import Console

    console = Console(file=StringIO(), width=1000, force_terminal=sys.stdout.isatty())
    with console.capture() as capture:
        console.print(drawn)
    return "\n".join(line.rstrip() for line in capture.get().rstrip().splitlines())


def _described(found: Verification) -> str:
    counted = f"numbers: {found.numbers}, events: {found.events}, tenants: {found.tenants}"
    counted += f", events still to be counted: {found.waiting}" if found.waiting else ""
    if found.ok:
        return f"the roll-up says what the log of events says: {counted}"
    parts = [f"{len(found.differences)} numbers differ, {len(found.mismatches)} rows do not match; {counted}"]
    if found.differences:
        columns = ("tenant", "day", "touch", "channel", "source / campaign", "stage", "rolled up", "counted")
        parts.append(table(columns, map(_difference, found.differences[:SHOWN_DIFFERENCES])))
    if found.mismatches:
        rows = [(m.tenant, f"{m.check} and events", m.id) for m in found.mismatches[:SHOWN_DIFFERENCES]]
        parts.append(table(("tenant", "do not match", "id"), rows))
    if max(len(found.differences), len(found.mismatches)) > SHOWN_DIFFERENCES:
        parts.append(f"only {SHOWN_DIFFERENCES} of each are shown; --json gives all")
    if found.differences:
        parts.append("`bot funnel rebuild` counts all events anew")
    return "\n\n".join(parts)


def _difference(found: Difference) -> tuple[object, ...]:
    campaign = f"{found.source or NO_CAMPAIGN} / {found.campaign or NO_CAMPAIGN}"
    about = (found.tenant, found.day, found.touch, found.channel, campaign, found.stage)
    if not found.currency:
        return (*about, found.rolled_up, found.counted)
    sides = ((found.rolled_up, found.amount_rolled_up), (found.counted, found.amount_counted))
    return (*about, *(None if count is None else f"{count} ({amount:.2f} {found.currency})" for count, amount in sides))
