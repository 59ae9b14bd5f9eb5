"""Whose rows a transaction sees (sql/README.md): set for its time only, by whoever opens it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg

Connection = psycopg.AsyncConnection[Any]


async def enter_tenant(conn: Connection, tenant_id: UUID) -> None:
    """All of one tenant's rows: the core's own work."""
    await conn.execute(
        "SELECT set_config('app.tenant_id', %(tenant_id)s, true), set_config('app.scope', 'tenant', true)",
        {"tenant_id": str(tenant_id)},
    )


async def enter_visit(conn: Connection, tenant_id: UUID, session_id: UUID) -> None:
    """One visitor's rows and the tenant's public ones, whatever a query forgets."""
    await conn.execute(
        "SELECT set_config('app.tenant_id', %(tenant_id)s, true), set_config('app.session_id', %(session_id)s, true)",
        {"tenant_id": str(tenant_id), "session_id": str(session_id)},
    )
