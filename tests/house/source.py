"""The product's own source, parsed once: what the rules of the house are held against."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "channels", "plugins")


def _modules(room: str) -> dict[str, Path]:
    found = {}
    for file in sorted((ROOT / room).rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


MODULES = {name: file for room in ROOMS for name, file in _modules(room).items()}  # {dotted name: file}


@cache
def tree(name: str) -> ast.Module:
    """The parsed module of that dotted name."""
    return ast.parse(MODULES[name].read_text("utf-8"))


@cache
def imports(name: str) -> frozenset[str]:
    """Dotted names that a module imports, wherever: at its top, inside functions, for the type checker alone."""
    return frozenset(_imports(name))


def _imports(name: str) -> Iterator[str]:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: a relative import"
            assert node.module is not None
            for alias in node.names:
                dotted = f"{node.module}.{alias.name}"
                yield dotted if dotted in MODULES else node.module


def inside(name: str) -> Iterator[str]:
    """The product's own modules that a module imports."""
    return (imported for imported in imports(name) if imported in MODULES and imported != name)


def within(name: str, *packages: str) -> bool:
    """Whether a module is one of these packages or lies in them."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)
