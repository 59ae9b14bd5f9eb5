"""Every named query is understood by the server, and used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import psycopg
import pytest

from bot.store.queries import load
from bot.testing.throwaway import ThrowawayServer
from tests.sql.support import SQL_FOLDER

ROOT = SQL_FOLDER.parent
AREAS = sorted(file.stem for file in (SQL_FOLDER / "queries").glob("*.sql"))
BUTTONS = ("bot.words.features",)  # rows of something else than a query
QUERIES = [(area, name) for area in AREAS for name in load(area)]


def numbered(query: str) -> str:
    """psycopg's placeholders as the server's."""
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        name = found["name"] or f"#{len(names)}"
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return re.sub(r"%%|%(\((?P<name>\w+)\))?[sbt]", number, query)


@pytest.mark.parametrize(("area", "name"), QUERIES)
def test_query_named_can_be_prepared(server: ThrowawayServer, area: str, name: str) -> None:
    with psycopg.connect(server.url()) as conn:
        conn.execute(f"PREPARE checked AS {numbered(load(area)[name])}")


def test_queries_take_their_values_by_name() -> None:
    positional = [(area, name) for area, name in QUERIES if re.search(r"%s", load(area)[name])]
    assert positional == []


def test_rows_of_named_queries_are_read_by_name() -> None:
    """No `row[3]`, no `Value(*row)`, no `database.row(SQL[…])`, which would give a tuple."""
    found = []
    for name, module in _modules().items():
        for node in ast.walk(module):
            match node:
                case ast.Subscript(value=ast.Name(id="row"), slice=ast.Constant(value=int())):
                    found.append((name, node.lineno))
                case ast.Starred(value=ast.Name(id="row")) if not name.startswith(BUTTONS):
                    found.append((name, node.lineno))
                case ast.Call(func=ast.Attribute(attr="row" | "rows"), args=[ast.Subscript(), *_]):
                    found.append((name, node.lineno))
    assert found == []


@cache
def _modules() -> dict[str, ast.Module]:
    """{dotted name: the module} of everything that may run a query."""
    files = [file for room in ("bot", "channels", "plugins") for file in (ROOT / room).rglob("*.py")]
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            file.read_text("utf-8")
        )
        for file in files
    }


@cache
def _areas_known() -> list[tuple[str, ast.Module, dict[str, str]]]:
    """Each module with {the variable: the area} of what it loads, or imports from a module that does."""
    modules = _modules()
    loaded = {name: _areas_loaded(module) for name, module in modules.items()}
    found = []
    for name, module in modules.items():
        known = dict(loaded[name])
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom):
                theirs = loaded.get(node.module or "", {})
                known |= {a.asname or a.name: theirs[a.name] for a in node.names if a.name in theirs}
        found.append((name, module, known))
    return found


def _assignments(module: ast.Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    """(target, value) of each assignment, `a, b = c, d` taken apart."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    yield from zip(target.elts, node.value.elts, strict=True)
                else:
                    yield target, node.value


def _areas_loaded(module: ast.Module) -> dict[str, str]:
    """{the variable: the area} of `SQL = load("area")`."""
    found = {}
    for target, value in _assignments(module):
        if isinstance(target, ast.Name) and isinstance(value, ast.Call) and getattr(value.func, "id", "") == "load":
            [area] = value.args or [None]
            if isinstance(area, ast.Constant) and area.value in AREAS:
                found[target.id] = str(area.value)
    return found


def test_queries_none_is_unused() -> None:
    mentioned: dict[str, set[object]] = {area: set() for area in AREAS}
    for _, module, areas in _areas_known():
        constants = {node.value for node in ast.walk(module) if isinstance(node, ast.Constant)}
        for area in areas.values():
            mentioned[area] |= constants
    assert [(area, name) for area, name in QUERIES if name not in mentioned[area]] == []


def test_queries_none_is_missing() -> None:
    missing = []
    for module_name, module, areas in _areas_known():
        for node in ast.walk(module):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in areas:
                name = getattr(node.slice, "value", None)
                if isinstance(name, str) and name not in load(areas[node.value.id]):
                    missing.append((module_name, name))
    assert missing == []
