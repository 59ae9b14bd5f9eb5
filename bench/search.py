"""Filtered vector search: recall@4 and latency of one tenant's search, next to the floors, in one run.

    python -m bench.search [--units 1000 10000 100000] [--queries 400]

Catalogs of very uneven tenants (median about 35 units, the largest a tenth of all) in clusters with near-duplicates.
Queries are spread uniformly over tenants (U), weighted by size (W), and for the largest tenant (L). Floors: `SELECT 1`
over the same connection, and an exact numpy scan in memory. Recall is against the exact scan in full precision.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import psycopg
from pgvector.psycopg import register_vector
from rich.console import Console
from rich.table import Table

from bench.database import own_database
from bot.store.vector_indexes import build_missing

DIMENSIONS = 1024
LATENT_DIMENSIONS = 64
MATCHES = 4
ANY_SIMILARITY = -1.0
QUESTION_NOISE = 0.5  # how much of any other unit's vector is mixed into a question about one
EXACT_UP_TO = 1000  # live units of a tenant without an index of its own
SEARCH = "SELECT id, content, similarity FROM match_accommodations_public(%b::vector, %b, %b, %b)"

Array = np.ndarray[Any, np.dtype[np.float32]]


class Catalog:
    """Units of many tenants: `vectors` float32 (units, 1024), unit length; `owner` the tenant's number of each."""

    def __init__(self, units: int, rng: np.random.Generator) -> None:
        tenants = max(units // 100, 1)
        self.tenants = [uuid4() for _ in range(tenants)]
        self.owner = np.repeat(np.arange(tenants), _sizes(units, tenants, rng))
        self.ids = np.array([uuid4() for _ in range(len(self.owner))])
        self.vectors = _clustered(len(self.owner), rng)
        self.largest = int(np.bincount(self.owner).argmax())

    def nearest(self, tenant: int, query: Array) -> set[UUID]:
        """The exact answer."""
        rows = self.rows(tenant)
        similarity = self.vectors[rows] @ query
        return set(self.ids[rows][np.argsort(-similarity)[:MATCHES]])

    def rows(self, tenant: int) -> slice:
        """Where a tenant's units lie, one behind the other."""
        return slice(*np.searchsorted(self.owner, [tenant, tenant + 1]))


def _sizes(units: int, tenants: int, rng: np.random.Generator) -> Any:
    """A tenth of all in the largest, the rest log-normal."""
    if tenants == 1:
        return np.array([units])
    weights = rng.lognormal(0, 1.3, tenants - 1)
    rest = np.maximum(1, (weights / weights.sum() * units * 0.9).astype(int))
    return np.concatenate([[units - rest.sum()], rest])


def _clustered(count: int, rng: np.random.Generator) -> Array:
    """Clusters with near-duplicates in few latent dimensions, as sentence encoders give for one kind of text."""
    centres = rng.normal(size=(max(count // 50, 1), LATENT_DIMENSIONS)).astype(np.float32)
    spread = rng.choice([0.05, 0.4, 0.9], size=(count, 1)).astype(np.float32)
    noise = rng.normal(size=(count, LATENT_DIMENSIONS)).astype(np.float32)
    latent = centres[rng.integers(len(centres), size=count)] + spread * noise
    projection = rng.normal(size=(LATENT_DIMENSIONS, DIMENSIONS)).astype(np.float32)
    rest = rng.normal(size=(count, DIMENSIONS)).astype(np.float32)
    return _unit_length(_unit_length(latent @ projection) + 0.05 * _unit_length(rest))


def _unit_length(vectors: Array) -> Array:
    length: Array = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return length


def load(conn: psycopg.Connection[Any], catalog: Catalog) -> float:
    """Fill an empty database; seconds it took. The index across tenants is left out: no tenant's search uses it."""
    started = time.perf_counter()
    conn.execute("DROP INDEX IF EXISTS idx_accommodation_public_embedding_fast_hnsw")
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO tenant_registry (tenant_id, slug, name) VALUES (%s, %s, 'Bench')",
            [(id_, f"bench-{n}") for n, id_ in enumerate(catalog.tenants)],
        )
        columns = "tenant_id, unit_id, name, unit_type, description, amenities, embedding_fast, embedding_model"
        with cursor.copy(f"COPY accommodation_units_public ({columns}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["uuid", "uuid", "text", "varchar", "text", "jsonb", "vector", "text"])
            for owner, id_, vector in zip(catalog.owner, catalog.ids, catalog.vectors, strict=True):
                text = f"Unit {id_} with a terrace, two bedrooms and a view of the harbour. " * 8
                amenities = psycopg.types.json.Jsonb({"max_guests": 4, "features": ["wifi", "terrace"]})
                copy.write_row(
                    (catalog.tenants[owner], id_, f"Unit {id_}", "apartment", text, amenities, vector, "bench")
                )
    conn.execute("ANALYZE")
    return time.perf_counter() - started


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = call()
    return (time.perf_counter() - started) * 1000, result


def measure(conn: psycopg.Connection[Any], catalog: Catalog, tenants: Any, rng: np.random.Generator) -> dict[str, Any]:
    """Interleaves the floors and the product query by query."""
    took: dict[str, list[float]] = {"select 1": [], "numpy exact": [], "product": []}
    found = wanted = short = 0
    for tenant in tenants:
        rows = catalog.rows(tenant)
        unit, other = catalog.vectors[rng.integers(rows.start, rows.stop)], rng.choice(catalog.vectors)
        query = _unit_length(unit + QUESTION_NOISE * other)
        took["select 1"].append(timed(lambda: conn.execute("SELECT 1", prepare=True).fetchone())[0])
        ms, exact = timed(lambda t=tenant, q=query: catalog.nearest(t, q))
        took["numpy exact"].append(ms)
        parameters = (query, catalog.tenants[tenant], ANY_SIMILARITY, MATCHES)
        ms, answer = timed(lambda p=parameters: conn.execute(SEARCH, p, prepare=True).fetchall())
        took["product"].append(ms)
        found += len(exact & {row[0] for row in answer})
        wanted += len(exact)
        short += len(answer) < len(exact)
    return {"recall": found / wanted, "short": short, "took": took}


def report(console: Console, units: int, catalog: Catalog, results: dict[str, dict[str, Any]]) -> None:
    sizes = np.bincount(catalog.owner)
    title = f"{units:,} units, {len(sizes):,} tenants (median {int(np.median(sizes))}, largest {sizes.max():,})"
    table = Table(title=title)
    for column in (
        "queries",
        "recall@4",
        "short",
        "select 1 p50/p95",
        "numpy p50/p95",
        "product p50/p95 ms",
        "p50 / select 1",
    ):
        table.add_column(column, justify="right")
    for name, result in results.items():
        p50 = {key: np.percentile(values, [50, 95]) for key, values in result["took"].items()}
        table.add_row(
            name, f"{result['recall']:.4f}", str(result["short"]),
            *(f"{p50[key][0]:.2f}/{p50[key][1]:.2f}" for key in ("select 1", "numpy exact", "product")),
            f"{p50['product'][0] / p50['select 1'][0]:.1f}",
        )  # fmt: skip
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--queries", type=int, default=400)
    options = parser.parse_args()
    console = Console()
    for units in options.units:
        with own_database() as database:
            run(console, database.admin_url, units, options.queries)


def run(console: Console, url: str, units: int, queries: int) -> None:
    rng = np.random.default_rng(units)
    catalog = Catalog(units, rng)
    with psycopg.connect(url, autocommit=True) as conn:
        register_vector(conn)
        seconds = load(conn, catalog)
        ms, built = timed(lambda: build_missing(url, EXACT_UP_TO))
        console.print(f"loaded in {seconds:.0f} s; {len(built)} tenants' indexes built in {ms / 1000:.0f} s")
        conn.execute("VACUUM ANALYZE")
        conn.execute("SET ROLE lobby_bot")
        spread = {
            "U": rng.integers(len(catalog.tenants), size=queries),
            "W": catalog.owner[rng.integers(len(catalog.owner), size=queries)],
            "L": np.full(queries, catalog.largest),
        }
        measure(conn, catalog, spread["W"][:50], rng)  # warm
        report(console, units, catalog, {name: measure(conn, catalog, t, rng) for name, t in spread.items()})


if __name__ == "__main__":
    main()
