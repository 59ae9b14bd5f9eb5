"""Habits that no linter knows: one place for tasks, no private names of others, no untyped doors."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import MODULES, tree, within

# Where a task may be started, with the reason.
STARTS_TASKS = {
    "bot.tasks": "is the one place",
    "channels.standins": "programs of their own, which know nothing of the product",
}
TASK_STARTERS = {"create_task", "ensure_future", "TaskGroup"}


def test_tasks_are_started_in_one_place() -> None:
    starts = [
        f"{name}:{node.lineno}: {node.attr}"
        for name in MODULES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute) and node.attr in TASK_STARTERS and not within(name, *STARTS_TASKS)
    ]
    assert not starts, "use bot.tasks, so that a failure is seen and an end awaited:\n" + "\n".join(starts)


def test_private_names_stay_in_their_module() -> None:
    used = [f"{name}: {word}" for name in MODULES for word in _private_names(name)]
    assert not used, "\n".join(used)


def test_nobody_takes_an_untyped_application_or_id() -> None:
    untyped = [
        f"{name}:{node.lineno}: {node.arg}: Any"
        for name in MODULES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.arg) and isinstance(node.annotation, ast.Name) and node.annotation.id == "Any"
        if node.arg in ("app", "core") or node.arg.endswith("_id")
    ]
    assert not untyped, "\n".join(untyped)


def _private_names(name: str) -> Iterator[str]:
    """Private names of other modules that this one imports or reads."""
    imported = _imported_names(name)
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names if _is_private(alias.name))
        if isinstance(node, ast.Attribute) and _is_private(node.attr) and isinstance(node.value, ast.Name):
            if node.value.id in imported:
                yield f"{node.value.id}.{node.attr}"


def _imported_names(name: str) -> set[str]:
    names = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def _is_private(word: str) -> bool:
    return word.startswith("_") and not word.startswith("__")
