"""Dependencies point inwards, and nothing imports itself in a circle (ARCHITECTURE.md §1)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "channels", "plugins")


def modules(room: str) -> dict[str, Path]:
    """{dotted name: file} of a room."""
    found = {}
    for file in sorted((ROOT / room).rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


ALL = {name: file for room in ROOMS for name, file in modules(room).items()}


def imports(file: Path, *, top_only: bool) -> Iterator[str]:
    """Dotted names that a file imports; `top_only`: those that run when it is imported itself."""
    tree = _parsed(file)
    nodes = _at_import(tree.body) if top_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            assert node.module is not None
            for alias in node.names:
                dotted = f"{node.module}.{alias.name}"
                yield dotted if dotted in ALL else node.module


@cache
def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def _at_import(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Statements of a module and of its classes, conditions and tries; not of functions, nor for the type checker."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from _at_import(node.orelse)
            continue
        yield node
        for field in ("body", "orelse", "finalbody"):
            yield from _at_import(getattr(node, field, None) or [])
        for handler in getattr(node, "handlers", []):
            yield from _at_import(handler.body)


def room_and_member(name: str) -> tuple[str, str]:
    """`plugins.concierge.offers` lives in the room plugins and belongs to concierge."""
    parts = [*name.split("."), ""]
    return parts[0], parts[1]


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_inwards(room: str) -> None:
    for name, file in modules(room).items():
        for imported in imports(file, top_only=False):
            check_direction(name, imported)


def check_direction(name: str, imported: str) -> None:
    (room, member), (target, target_member) = room_and_member(name), room_and_member(imported)
    if target not in ROOMS or target == "bot":
        return
    assert room != "bot", f"{name} imports {imported}: the core imports neither channels nor plugins"
    assert target == room, f"{name} imports {imported}: {room} and {target} do not know each other"
    if target_member == "standins" and name.endswith(".scenario"):
        return  # a channel's scenario driver brings the platform's stand-in along
    assert target_member in (member, ""), f"{name} imports {imported}: members of {room} do not know each other"


def test_tests_and_benches_are_imported_by_nobody() -> None:
    for name, file in ALL.items():
        outside = {imported.split(".")[0] for imported in imports(file, top_only=False)} & {
            "tests",
            "bench",
            "examples",
        }
        assert not outside, name


def test_module_level_imports_have_no_cycle() -> None:
    graph = {
        name: {imported for imported in imports(file, top_only=True) if imported in ALL and imported != name}
        for name, file in ALL.items()
    }
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name not in done:
            for imported in sorted(graph[name]):
                visit(imported, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())
