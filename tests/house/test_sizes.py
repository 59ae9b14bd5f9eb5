"""A module has one duty and a folder can be taken in at a glance."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.house.source import MODULES, ROOT

MAX_LINES = 300
MAX_MODULES = 25

LONG: dict[str, str] = {}  # module: why it is one piece
FULL: dict[str, str] = {}  # folder: why it is one room


def test_modules_are_short() -> None:
    lines = {name: len(file.read_text("utf-8").splitlines()) for name, file in MODULES.items()}
    long = {name for name, count in lines.items() if count > MAX_LINES}
    assert long == set(LONG), "what would the second module be called?"


def test_folders_are_small() -> None:
    modules = Counter(file.parent for file in MODULES.values() if file.name != "__init__.py")
    full = {str(folder.relative_to(ROOT)) for folder, count in modules.items() if count > MAX_MODULES}
    assert full == set(FULL)


def test_scripts_of_the_page_are_short() -> None:
    scripts = {file: len(file.read_text("utf-8").splitlines()) for file in Path(ROOT, "channels").rglob("*.js")}
    assert not [file.name for file, lines in scripts.items() if lines > MAX_LINES]
