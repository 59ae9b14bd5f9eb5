"""match_accommodations_public: what it promises (DATA.md §3), by the exact scan and by a tenant's own index."""

from __future__ import annotations

import math
import random
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from pgvector import Vector
from pgvector.psycopg import register_vector
from psycopg.types.json import Jsonb

from bot.store.vector_indexes import build_missing
from tests.conftest import TestDatabase

MODEL = "test-model"
DIMENSIONS = 1024


def vector(angle: float) -> Vector:
    """In the plane of the first two axes: the similarity of two is the cosine of their difference."""
    return Vector([math.cos(angle), math.sin(angle)] + [0.0] * (DIMENSIONS - 2))


@pytest.fixture
def conn(db: TestDatabase) -> Any:
    with db.admin() as conn:
        register_vector(conn)
        yield conn


@pytest.fixture
def tenant(db: TestDatabase, conn: psycopg.Connection[Any]) -> UUID:
    return searchable(db, conn, "demo")


def searchable(db: TestDatabase, conn: psycopg.Connection[Any], slug: str, model: str = MODEL) -> UUID:
    tenant = db.add_tenant(slug)
    conn.execute("UPDATE tenant_registry SET embedding_model = %s WHERE tenant_id = %s", (model, tenant))
    return tenant


def add_units(conn: psycopg.Connection[Any], tenant: UUID, angles: list[float], **columns: Any) -> list[UUID]:
    values = {"description": "a home", "embedding_model": MODEL, **columns}
    names = ", ".join(values)
    marks = ", ".join(["%s"] * len(values))
    ids = []
    for angle in angles:
        row = conn.execute(
            f"INSERT INTO accommodation_units_public (tenant_id, name, embedding_fast, {names})"  # noqa: S608  # names of this file
            f" VALUES (%s, %s, %s, {marks}) RETURNING unit_id",
            (tenant, f"unit {angle:.3f}", vector(angle), *values.values()),
        ).fetchone()
        assert row
        ids.append(row[0])
    return ids


def match(
    conn: psycopg.Connection[Any], tenant: UUID, angle: float = 0.0, threshold: float = 0.3, count: int = 4
) -> list[tuple[UUID, float]]:
    rows = conn.execute(
        "SELECT id, similarity FROM match_accommodations_public(%s, %s, %s, %s)",
        (vector(angle), tenant, threshold, count),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def test_match_returns_the_nearest_best_first_with_their_cosine(conn: psycopg.Connection[Any], tenant: UUID) -> None:
    angles = [0.9, 0.1, 0.5, 0.3, 0.7]
    ids = dict(zip(angles, add_units(conn, tenant, angles), strict=True))
    found = match(conn, tenant)
    assert [id_ for id_, _ in found] == [ids[a] for a in (0.1, 0.3, 0.5, 0.7)]
    assert [similarity for _, similarity in found] == pytest.approx(
        [math.cos(a) for a in (0.1, 0.3, 0.5, 0.7)], abs=1e-3
    )


def test_match_has_the_specified_defaults_and_columns(conn: psycopg.Connection[Any], tenant: UUID) -> None:
    add_units(conn, tenant, [0.1 * n for n in range(8)] + [1.4])  # cos 1.4 = 0.17: below the default threshold
    cursor = conn.execute("SELECT * FROM match_accommodations_public(%s, %s)", (vector(0.0), tenant))
    assert [column.name for column in cursor.description or ()] == [
        "id", "content", "similarity", "source_file", "pricing", "photos", "metadata",
    ]  # fmt: skip
    assert len(cursor.fetchall()) == 4
    assert match(conn, tenant, angle=2.0, count=20) == match(conn, tenant, angle=2.0, threshold=0.3, count=20)


@pytest.mark.parametrize("count", [1, 4, 9, 10, 50])
def test_match_returns_as_many_as_asked_whenever_they_exist(
    db: TestDatabase, conn: psycopg.Connection[Any], tenant: UUID, count: int
) -> None:
    add_units(conn, tenant, [0.01 * n for n in range(10)])
    for n in range(5):  # many nearer ones of other tenants do not crowd them out
        add_units(conn, searchable(db, conn, f"other-{n}"), [0.0] * 20)
    assert len(match(conn, tenant, threshold=0.0, count=count)) == min(count, 10)


def test_match_above_the_threshold_only(conn: psycopg.Connection[Any], tenant: UUID) -> None:
    add_units(conn, tenant, [0.0, 1.0, 2.0])
    assert len(match(conn, tenant, threshold=0.5)) == 2
    assert len(match(conn, tenant, threshold=0.6)) == 1
    assert match(conn, tenant, threshold=1.0) == []
    assert len(match(conn, tenant, threshold=-1.0)) == 3


def test_match_sees_active_and_bookable_units_of_the_tenant_only(
    db: TestDatabase, conn: psycopg.Connection[Any], tenant: UUID
) -> None:
    [live] = add_units(conn, tenant, [0.5])
    add_units(conn, tenant, [0.0], is_active=False)
    add_units(conn, tenant, [0.0], is_bookable=False)
    add_units(conn, searchable(db, conn, "other"), [0.0])
    assert [id_ for id_, _ in match(conn, tenant)] == [live]


def test_match_follows_every_change_of_a_unit(conn: psycopg.Connection[Any], tenant: UUID) -> None:
    [unit] = add_units(conn, tenant, [0.0])
    for change, expected in (
        ("is_active = false", []), ("is_active = true", [unit]),
        ("is_bookable = false", []), ("is_bookable = true", [unit]),
        ("embedding_model = 'another'", []), (f"embedding_model = '{MODEL}'", [unit]), ("embedding_fast = NULL", []),
    ):  # fmt: skip
        conn.execute(f"UPDATE accommodation_units_public SET {change}")  # noqa: S608  # of this test
        assert [id_ for id_, _ in match(conn, tenant)] == expected, change
    conn.execute("DELETE FROM accommodation_units_public")
    assert conn.execute("SELECT count(*) FROM accommodation_unit_vectors").fetchone() == (0,)


def test_match_never_compares_vectors_of_different_models(conn: psycopg.Connection[Any], tenant: UUID) -> None:
    [ours] = add_units(conn, tenant, [0.5])
    add_units(conn, tenant, [0.0], embedding_model="another")
    add_units(conn, tenant, [0.0], embedding_model=None)
    assert [id_ for id_, _ in match(conn, tenant)] == [ours]


def test_match_null_columns_never_drop_a_row(conn: psycopg.Connection[Any], tenant: UUID) -> None:
    [bare] = add_units(conn, tenant, [0.0])
    [full] = add_units(
        conn, tenant, [0.1], unit_number="12", unit_type="house", short_description="By the sea", virtual_tour_url="https://t",
        highlights=Jsonb(["Pool"]), amenities=Jsonb({"bedrooms": 3, "max_guests": 6, "features": ["sea_view"]}),
        pricing=Jsonb({"base_price_night": 100}), photos=Jsonb([{"url": "u"}]), metadata=Jsonb({"city": "Maó"}),
    )  # fmt: skip
    rows = conn.execute("SELECT * FROM match_accommodations_public(%s, %s)", (vector(0.0), tenant)).fetchall()
    assert [row[0] for row in rows] == [bare, full]
    assert all(value is not None for row in rows for value in row)
    assert [row[3] for row in rows] == [f"accommodation_units_public/{bare}", "accommodation_units_public/12"]
    content = rows[1][1]
    for part in ("unit 0.100", "a home", "house", "12", "Pool", "sea view", "Bedrooms: 3", "up to 6"):
        assert part in content
    assert rows[1][6] == {
        "city": "Maó", "unit_id": str(full), "name": "unit 0.100", "unit_type": "house", "unit_number": "12",
        "short_description": "By the sea", "highlights": ["Pool"], "is_bookable": True, "virtual_tour_url": "https://t",
        "amenities": {"bedrooms": 3, "max_guests": 6, "features": ["sea_view"]},
    }  # fmt: skip


@pytest.mark.parametrize("wrong", ["'[]'", "'{}'", "'null'", "'\"text\"'", "'3'"])
def test_match_survives_json_of_another_shape(conn: psycopg.Connection[Any], tenant: UUID, wrong: str) -> None:
    add_units(conn, tenant, [0.0])
    conn.execute(
        f"UPDATE accommodation_units_public SET highlights = {wrong}, amenities = {wrong}, pricing = {wrong},"  # noqa: S608  # of this test
        f" photos = {wrong}, metadata = CASE WHEN jsonb_typeof({wrong}) = 'object' THEN {wrong}::jsonb ELSE '{{}}' END"
    )
    assert len(match(conn, tenant)) == 1


def test_match_with_nothing_to_go_by_finds_nothing(conn: psycopg.Connection[Any], tenant: UUID) -> None:
    add_units(conn, tenant, [0.0])
    assert match(conn, uuid4()) == []
    assert match(conn, tenant, count=0) == []
    assert conn.execute("SELECT * FROM match_accommodations_public(NULL, %s)", (tenant,)).fetchall() == []


@pytest.mark.parametrize("role", ["anon", "authenticated", "lobby_bot", "service_role"])
def test_match_may_be_called_by_who_may(conn: psycopg.Connection[Any], tenant: UUID, role: str) -> None:
    add_units(conn, tenant, [0.0])
    conn.execute(f"SET ROLE {role}")
    assert len(match(conn, tenant)) == 1


def test_match_may_not_be_called_by_everybody(conn: psycopg.Connection[Any], tenant: UUID) -> None:
    conn.execute("CREATE ROLE stranger")
    try:
        conn.execute("SET ROLE stranger")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            match(conn, tenant)
    finally:
        conn.execute("RESET ROLE")
        conn.execute("DROP ROLE stranger")


def test_match_by_a_tenants_own_index_finds_what_the_exact_scan_finds(
    db: TestDatabase, conn: psycopg.Connection[Any], tenant: UUID
) -> None:
    chance = random.Random(7)  # noqa: S311  # the same vectors every time
    units, queries = scattered(chance, 400), scattered(chance, 20)
    conn.cursor().executemany(
        "INSERT INTO accommodation_units_public (tenant_id, name, description, embedding_fast, embedding_model)"
        " VALUES (%s, 'unit', 'a home', %s, %s)",
        [(tenant, unit, MODEL) for unit in units],
    )
    exact = [nearest(conn, tenant, query) for query in queries]
    reported: list[tuple[str, int]] = []
    [name] = build_missing(db.admin_url, 100, lambda index, size: reported.append((index, size)))
    assert reported == [(name, 400)]
    assert build_missing(db.admin_url, 100) == []
    by_index = [nearest(conn, tenant, query) for query in queries]
    conn.execute("SELECT pg_stat_force_next_flush()")
    scans = conn.execute("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = %s", (name,)).fetchone()
    assert scans == (len(queries),)
    assert all(len(found) == 10 for found in by_index)
    found = sum(len(set(one) & set(other)) for one, other in zip(exact, by_index, strict=True))
    assert found >= 0.98 * 10 * len(queries)  # an HNSW index is approximate


def scattered(chance: random.Random, count: int) -> list[Vector]:
    """Vectors in all directions of 32 dimensions."""
    return [Vector([chance.gauss(0, 1) for _ in range(32)] + [0.0] * (DIMENSIONS - 32)) for _ in range(count)]


def nearest(conn: psycopg.Connection[Any], tenant: UUID, query: Vector) -> list[UUID]:
    rows = conn.execute("SELECT id FROM match_accommodations_public(%s, %s, -1, 10)", (query, tenant)).fetchall()
    return [row[0] for row in rows]


def test_match_by_index_with_a_model_that_few_units_have_still_finds_them(
    db: TestDatabase, conn: psycopg.Connection[Any], tenant: UUID
) -> None:
    add_units(conn, tenant, [0.001 * n for n in range(200)], embedding_model="old")
    rare = add_units(conn, tenant, [2.0, 2.1, 2.2, 2.3])
    build_missing(db.admin_url, 100)
    assert [id_ for id_, _ in match(conn, tenant, threshold=-1.0)] == rare


def test_missing_index_of_an_interrupted_build_is_built_anew(
    db: TestDatabase, conn: psycopg.Connection[Any], tenant: UUID
) -> None:
    add_units(conn, tenant, [0.01 * n for n in range(20)])
    [name] = build_missing(db.admin_url, 10)
    conn.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass", (name,))
    assert len(match(conn, tenant)) == 4
    assert build_missing(db.admin_url, 10) == [name]
