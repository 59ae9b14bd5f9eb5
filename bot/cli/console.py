"""What every command shares: where its output goes, as text or as JSON, and its settings.

Results go to stdout, everything else to stderr, so that a pipe gets the result and nothing else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on stdout.")]

T = TypeVar("T")


def settings() -> Settings:
    """bot.toml (`--config` has become $BOT_CONFIG by now) and the environment.

    Plugins may lie beside bot.toml: its folder is searched last, so that nothing there hides an installed package.
    """
    from bot.settings_file import load

    chosen = load()
    if str(chosen.root) not in sys.path:
        sys.path.append(str(chosen.root))
    return chosen


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run a command's coroutine. psycopg's async side wants a selector loop, which Windows does not start with."""
    import asyncio

    loop_factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        return runner.run(work)


def show(value: Any, text: str, *, as_json: bool) -> None:
    """A command's result: `value` as JSON, or `text` for people."""
    if as_json:
        typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
    elif text:
        typer.echo(text)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Aligned columns; nothing is cut, whatever the width of the terminal."""
    lines = [[str(column) for column in columns], *([_cell(cell) for cell in row] for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(columns))]
    padded = (map(str.ljust, line, widths) for line in lines)
    return "\n".join("  ".join(cells).rstrip() for cells in padded)


def note(text: str) -> None:
    """Progress and remarks."""
    typer.echo(text, err=True)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, on a terminal only; call what it yields with what is done and what there is to do."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def confirmed(question: str, *, yes: bool) -> bool:
    """Whether to go on with something that cannot be undone.

    Raises:
        BadParameter: nobody can be asked, and --yes was not given.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise typer.BadParameter("it cannot be asked here; add --yes to go on", param_hint="--yes")
    return typer.confirm(question, err=True)


def _cell(cell: object) -> str:
    return "-" if cell is None else str(cell)
