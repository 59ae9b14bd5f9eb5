"""The proper names of a tenant's catalog, as guests may write them: where it has units, and what they are called."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

from bot.store import rows
from bot.store.database import Connection
from bot.store.queries import load
from bot.words.folding import fold

SQL = load("catalog")
FRESH_S = 60.0  # a name of a new unit is known after this at the latest
MAX_TENANTS = 200
_HEAD = re.compile(r"(?:[^\W\d_a-z]\w+ )+[^\W\d_a-z]\w+")  # "Sa Caleta" of "Sa Caleta apartment with loft"


@dataclass(frozen=True, slots=True)
class ProperNames:
    """Folded."""

    places: frozenset[str] = frozenset()  # neighbourhoods and towns of live units
    homes: frozenset[str] = frozenset()  # names of live units


_known: OrderedDict[UUID, tuple[float, ProperNames]] = OrderedDict()  # by tenant: fresh until, and the names


def known_names(tenant_id: UUID) -> ProperNames | None:
    """What was read a moment ago; None: it is to be read (`read_names`)."""
    fresh_until, names = _known.get(tenant_id, (0.0, ProperNames()))
    return names if time.monotonic() < fresh_until else None


async def read_names(conn: Connection, tenant_id: UUID) -> ProperNames:
    """Read them, in a transaction of the tenant's."""
    found = [await rows.values(conn, SQL[query], {"tenant_id": tenant_id}) for query in ("places", "home_names")]
    places, homes = found
    heads = [head[0] for name in homes if (head := _HEAD.match(name))]
    names = ProperNames(frozenset(map(fold, places)), frozenset(map(fold, [*homes, *heads])))
    _known[tenant_id] = (time.monotonic() + FRESH_S, names)
    _known.move_to_end(tenant_id)
    if len(_known) > MAX_TENANTS:
        _known.popitem(last=False)
    return names
