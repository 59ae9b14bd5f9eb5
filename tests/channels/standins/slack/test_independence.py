"""The stand-in knows nothing of what it tests."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import channels.standins.slack

FOLDER = Path(channels.standins.slack.__file__).parent
ALLOWED = {*sys.stdlib_module_names, "aiohttp", "starlette", "uvicorn"}


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.py")), ids=lambda file: str(file.relative_to(FOLDER)))
def test_a_module_imports_neither_the_core_nor_the_channel(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.split(".")[0] in ALLOWED or name.startswith("channels.standins.slack"), name
