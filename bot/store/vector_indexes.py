"""Builds the partial HNSW index of each tenant that has outgrown the exact scan.

CREATE INDEX CONCURRENTLY: it runs outside a transaction and holds up neither searches nor publishing.
"""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from psycopg import sql

from bot.errors import NotAdministrator, StoreError, StoreUnavailable

M, EF_CONSTRUCTION = 32, 200  # m = 16 stops getting better on near-duplicates, whatever ef_search
BUILD_MEMORY = "512MB"  # of one build; beyond it pgvector goes on, slower

_MISSING = "SELECT tenant_id, units, index_name FROM lobby.missing_vector_indexes(%s) ORDER BY units"


def build_missing(
    admin_url: str, above: int, report: Callable[[str, int], None] = lambda name, units: None
) -> list[str]:
    """Build what lobby.missing_vector_indexes names. Returns the indexes' names.

    Args:
        admin_url: of a role that owns accommodation_unit_vectors.
        above: how many live units a tenant may have without an index.

    Raises:
        StoreUnavailable: no connection. NotAdministrator: the address is the bot's own. StoreError: a build failed;
            those before it stay.
    """
    built: list[str] = []
    try:
        with psycopg.connect(admin_url, autocommit=True) as conn:
            conn.execute("SELECT set_config('maintenance_work_mem', %s, false)", (BUILD_MEMORY,))
            for tenant_id, units, name in conn.execute(_MISSING, (above,)).fetchall():
                report(name, units)
                _build(conn, str(tenant_id), name)
                built.append(name)
    except psycopg.errors.InsufficientPrivilege as error:
        raise NotAdministrator from error
    except psycopg.OperationalError as error:
        raise StoreUnavailable from error
    except psycopg.Error as error:
        raise StoreError(f"a vector index could not be built: {error}") from error
    return built


def _build(conn: psycopg.Connection, tenant_id: str, name: str) -> None:
    index = sql.Identifier(name)
    conn.execute(sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS public.{}").format(index))  # an interrupted build's rest
    conn.execute(
        sql.SQL(
            "CREATE INDEX CONCURRENTLY {} ON public.accommodation_unit_vectors USING hnsw (e halfvec_cosine_ops)"
            " WITH (m = {}, ef_construction = {}) WHERE tenant_id = {}"
        ).format(index, sql.Literal(M), sql.Literal(EF_CONSTRUCTION), sql.Literal(tenant_id))
    )
