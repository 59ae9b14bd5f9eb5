"""`bot usage`: what language models have cost, by day, tenant, conversation or model."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

import typer

from bot.cli.console import JsonFlag, settings, show, table

By = Literal["day", "tenant", "conversation", "model"]


def register(parent: typer.Typer) -> None:
    parent.command("usage")(usage)


def usage(
    tenant: Annotated[str, typer.Option(metavar="SLUG", help="One tenant's; by default all tenants'.")] = "",
    days: Annotated[int, typer.Option(min=1, max=3660, help="The last days (UTC), today included.")] = 7,
    by: Annotated[By, typer.Option(help="What a line is.")] = "day",
    as_json: JsonFlag = False,
) -> None:
    """Show tokens and cost of language models. Prices are those of [openai] prices when a call was made."""
    rows = _rows(tenant, days, by)
    show([{**row, "cost": str(row["cost"])} for row in rows], _described(rows, by), as_json=as_json)


def _rows(slug: str, days: int, by: By) -> list[dict[str, Any]]:
    from bot.errors import NotFound
    from bot.ledger import tenant_admin as admin
    from bot.llm.report import model_usage
    from bot.store.storage import prepare

    first = datetime.now(UTC).date() - timedelta(days=days - 1)
    with admin.connect(prepare(settings()).admin_url) as conn:
        if slug and slug not in {row["slug"] for row in admin.list_all(conn)}:
            raise NotFound(f"there is no tenant {slug}; `bot tenants list` shows those there are", "unknown_tenant")
        return model_usage(conn, by, first, slug or None)


def _described(rows: list[dict[str, Any]], by: By) -> str:
    if not rows:
        return "no model was asked"
    columns = (by, "calls", "tokens in", "tokens out", "not settled", "cost (USD)")
    lines = [
        (
            row["key"] or "(none)", row["calls"], row["input_tokens"], row["output_tokens"], row["open_tokens"],
            f"{row['cost']:.4f}",
        )
        for row in rows
    ]  # fmt: skip
    unpriced = sum(row["unpriced_tokens"] for row in rows)
    hint = f"\n\n{unpriced} tokens are of models without a price: set [openai] prices" if unpriced else ""
    return table(columns, lines) + hint
