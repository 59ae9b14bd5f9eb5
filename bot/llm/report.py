"""What models have cost, for operators."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import psycopg

from bot.store.queries import load
from bot.types import JSON

By = Literal["day", "tenant", "conversation", "model"]

SQL = load("usage")


def model_usage(conn: psycopg.Connection[Any], by: By, first: date, slug: str | None) -> list[JSON]:
    """A row for each day, tenant, conversation or model with calls since `first` (UTC).

    Keys: key, calls, input_tokens, output_tokens, open_tokens (reserved and not settled), cost (US dollars, a Decimal),
    unpriced_tokens (of calls that no price was known for).

    Args:
        conn: an administrator's, with rows as dictionaries (bot.ledger.tenant_admin.connect).
        slug: None for all tenants.
    """
    return conn.execute(SQL["model_usage"], {"by": by, "first": first, "slug": slug}).fetchall()
