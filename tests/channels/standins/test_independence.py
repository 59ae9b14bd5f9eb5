"""The stand-ins know nothing of what they test, nor of each other."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import channels.standins

FOLDER = Path(channels.standins.__file__).parent
ALLOWED = {*sys.stdlib_module_names, "aiohttp", "starlette", "uvicorn"}
PLATFORMS = sorted(file.parent.name for file in FOLDER.glob("*/__init__.py"))


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.py")), ids=lambda file: str(file.relative_to(FOLDER)))
def test_stand_in_imports_neither_the_core_nor_a_channel_nor_another_platform(file: Path) -> None:
    own = file.relative_to(FOLDER).parts[0]
    for name in imported(file):
        first, *rest = name.split(".")
        if first in ALLOWED:
            continue
        assert [first, *rest[:1]] == ["channels", "standins"], name
        assert rest[1:2] == [own] or not {*rest} & {*PLATFORMS}, name


def imported(file: Path) -> list[str]:
    """Modules, and what is taken from them, for it may be a module."""
    names = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names
