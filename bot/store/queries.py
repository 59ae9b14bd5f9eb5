"""Named SQL queries: `sql/queries/<area>.sql`, read once.

A block begins with `-- name: <name>`; the comment lines that follow describe it. Python holds no SQL but
one-line probes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import LiteralString

from bot.errors import StoreError

_NAME = re.compile(r"^-- name: *(\w+)\s*$", re.MULTILINE)


class Queries(Mapping[str, LiteralString]):
    """The blocks of one area. An unknown name is an error that lists the known ones."""

    def __init__(self, area: str, blocks: Mapping[str, LiteralString]) -> None:
        self._area = area
        self._blocks = MappingProxyType(dict(blocks))

    def __getitem__(self, name: str) -> LiteralString:
        try:
            return self._blocks[name]
        except KeyError:
            raise StoreError(
                f"sql/queries/{self._area}.sql has no query {name}; it has {', '.join(self._blocks)}"
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)


@cache
def load(area: str) -> Queries:
    """The queries of `sql/queries/<area>.sql`.

    Raises:
        StoreError: no such file, or a name given twice.
    """
    source = files("sql").joinpath("queries", f"{area}.sql")
    if not source.is_file():
        raise StoreError(f"sql/queries/{area}.sql is missing: the installation is incomplete")
    parts = _NAME.split(source.read_text("utf-8"))[1:]
    names = parts[::2]
    if len(set(names)) != len(names):
        raise StoreError(f"sql/queries/{area}.sql: a name is given twice")
    blocks = {name: _statement(text) for name, text in zip(names, parts[1::2], strict=True)}
    return Queries(area, blocks)


def _statement(text: str) -> LiteralString:
    lines = [line for line in text.strip().splitlines() if not line.startswith("--")]
    return "\n".join(lines).strip().rstrip(";")
