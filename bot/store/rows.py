"""Rows by name: each query fills one frozen dataclass, or gives one value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, LiteralString, TypeVar

import psycopg
from psycopg.rows import class_row, scalar_row

Connection = psycopg.AsyncConnection[Any]
Params = Mapping[str, Any]
Row = TypeVar("Row")


async def every(conn: Connection, kind: type[Row], query: LiteralString, params: Params | None = None) -> list[Row]:
    """All rows, each as a `kind`, whose fields are the columns' names."""
    async with conn.cursor(row_factory=class_row(kind)) as cursor:
        return await (await cursor.execute(query, params)).fetchall()


async def one(conn: Connection, kind: type[Row], query: LiteralString, params: Params | None = None) -> Row | None:
    """The first row, as a `kind`."""
    async with conn.cursor(row_factory=class_row(kind)) as cursor:
        return await (await cursor.execute(query, params)).fetchone()


async def value(conn: Connection, query: LiteralString, params: Params | None = None) -> Any:
    """The first row's only column; None when there is no row."""
    async with conn.cursor(row_factory=scalar_row) as cursor:
        return await (await cursor.execute(query, params)).fetchone()


async def values(conn: Connection, query: LiteralString, params: Params | None = None) -> list[Any]:
    """The only column of every row."""
    async with conn.cursor(row_factory=scalar_row) as cursor:
        return await (await cursor.execute(query, params)).fetchall()
