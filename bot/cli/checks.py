"""`bot checks`: what the fact gate has changed in the bot's replies, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import JsonFlag, run_async, settings, show

if TYPE_CHECKING:
    from bot.ledger.corrections import Correction


def register(parent: typer.Typer) -> None:
    parent.command("checks")(checks)


def checks(
    tenant: Annotated[
        str, typer.Option(metavar="SLUG", help="Whose replies; by default those of the demo page's tenant.")
    ] = "",
    days: Annotated[int, typer.Option(min=1, max=3660, help="How far back.")] = 7,
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 20,
    as_json: JsonFlag = False,
) -> None:
    """Show sentences that guards have changed, newest first. They are deleted with their conversation."""
    found = run_async(_latest(tenant, days, count))
    rows = [
        {"at": c.created_at, "session_id": c.session_id, "sentence": c.sentence, "instead": c.instead,
         "reasons": list(c.reasons)}
        for c in found
    ]  # fmt: skip
    show(rows, "\n\n".join(map(_described, found)) or "nothing was changed", as_json=as_json)


async def _latest(slug: str, days: int, count: int) -> list[Correction]:
    from bot.ledger.corrections import Corrections
    from bot.ledger.tenants import Tenants
    from bot.store.database import Database
    from bot.store.storage import prepared

    chosen = settings()
    database = Database((await prepared(chosen)).url, pool_size=1)
    await database.open()
    try:
        tenant = await Tenants(database).find(slug or chosen.web.demo_tenant)
        return await Corrections(database).latest(tenant.tenant_id, days, count)
    finally:
        await database.close()


def _described(check: Correction) -> str:
    at = f"{check.created_at:%Y-%m-%d %H:%M}" if check.created_at else ""
    instead, reasons = check.instead or "(left out)", ", ".join(check.reasons)
    return f"{at}  {check.session_id}\n  was:     {check.sentence}\n  said:    {instead}\n  because: {reasons}"
