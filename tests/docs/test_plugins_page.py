"""docs/plugins.md lists every hook with its arguments, and none that does not exist."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from bot import hookspecs
from bot.settings import BUILT_IN_PLUGINS

PAGE = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text("utf-8")


def test_hooks_table_lists_what_hookspecs_declare() -> None:
    specs = {
        name: list(inspect.signature(spec).parameters)
        for name, spec in inspect.getmembers(hookspecs, inspect.isfunction)
        if hasattr(spec, f"{hookspecs.NAMESPACE}_spec")
    }
    table = PAGE.split("## Hooks")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|", table, re.MULTILINE)
    assert {name: re.findall(r"`(\w+)`", arguments) for name, arguments in rows} == specs


def test_built_in_plugins_are_described() -> None:
    table = PAGE.split("## The built-in plugins")[1]
    assert set(re.findall(r"^\| `(\w+)` \|", table.split("| key of")[0], re.MULTILINE)) == {
        name.removeprefix("plugins.") for name in BUILT_IN_PLUGINS
    }
