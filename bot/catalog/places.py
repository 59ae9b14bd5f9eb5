"""The towns and areas where a tenant has units, as guests may name them."""

from __future__ import annotations

import time
from collections import OrderedDict
from uuid import UUID

from bot.store import rows
from bot.store.database import Connection
from bot.store.queries import load
from bot.words.folding import fold

SQL = load("catalog")
FRESH_S = 60.0  # a place of a new unit is known after this at the latest
MAX_TENANTS = 200

_known: OrderedDict[UUID, tuple[float, frozenset[str]]] = OrderedDict()  # by tenant: fresh until, and the places


def known_places(tenant_id: UUID) -> frozenset[str] | None:
    """What was read a moment ago; None: it is to be read (`read_places`)."""
    fresh_until, places = _known.get(tenant_id, (0.0, frozenset[str]()))
    return places if time.monotonic() < fresh_until else None


async def read_places(conn: Connection, tenant_id: UUID) -> frozenset[str]:
    """Neighbourhoods and towns of the tenant's live units, folded."""
    found = await rows.values(conn, SQL["places"], {"tenant_id": tenant_id})
    places = frozenset(map(fold, found))
    _known[tenant_id] = (time.monotonic() + FRESH_S, places)
    _known.move_to_end(tenant_id)
    if len(_known) > MAX_TENANTS:
        _known.popitem(last=False)
    return places
