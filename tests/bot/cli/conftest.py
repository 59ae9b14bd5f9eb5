"""The command `bot`, on the test's database and with a plugin that lies beside its bot.toml."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from bot.__main__ import main
from bot.testing.throwaway import server_folder
from tests.conftest import TestDatabase

PLUGIN = '''
from bot import Reply, hookimpl


@hookimpl
async def respond(turn):
    return Reply(f"echo: {turn.text}", suggestions=("See homes", "Talk to a person"))


@hookimpl
def register_commands(cli):
    @cli.command()
    def greet(name: str) -> None:
        """Say hello."""
        print(f"hello {name}")
'''

Bot = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def house() -> Iterator[Path]:
    """A folder with bot.toml and the plugin `greeting`."""
    with server_folder() as folder:
        (folder / "greeting.py").write_text(PLUGIN)
        (folder / "bot.toml").write_text('[plugins]\nenabled = ["greeting"]\nentry_points = false\n')
        yield folder


@pytest.fixture
def environment(house: Path) -> dict[str, str]:
    """Without the machine's own settings."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("BOT_", "DATABASE_URL"))}
    return {**own, "XDG_STATE_HOME": str(house / "state"), "NO_COLOR": "1", "COLUMNS": "120"}


@pytest.fixture
def program(house: Path, environment: dict[str, str]) -> Bot:
    """`program("db", "status", input=…, env={…})` is `bot db status` in the house, without a database of its own."""

    def run(*arguments: object, input: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *map(str, arguments)],
            cwd=house, input=input, env={**environment, **(env or {})}, capture_output=True, timeout=60, check=False,
            encoding="utf-8", errors="surrogateescape",
        )  # fmt: skip

    return run


@pytest.fixture
def bot(house: Path, environment: dict[str, str]) -> Bot:
    """As `program`, inside this process: most of what a command takes is the start of Python. For all that need no more
    of it than its arguments, its settings and where it prints."""

    def run(*arguments: object, input: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        argv = ["bot", *map(str, arguments)]
        said, told = io.BytesIO(), io.BytesIO()
        output, errors = (io.TextIOWrapper(to, "utf-8", write_through=True) for to in (said, told))
        with (
            patch.dict(os.environ, {**environment, **(env or {})}, clear=True),
            patch.multiple(sys, argv=argv, stdin=io.StringIO(input), stdout=output, stderr=errors),
            _as_if_started(house),
        ):
            code = _ended()
        return subprocess.CompletedProcess(argv, code, said.getvalue().decode(), told.getvalue().decode())

    return run


def _ended() -> int:
    """The exit code; the interpreter would show an error that nobody caught."""
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else bool(ended.code)
    except Exception:
        traceback.print_exc()
        return 1
    return 0


@contextmanager
def _as_if_started(house: Path) -> Iterator[None]:
    """In the folder, whose modules are found and forgotten again, and with logs of its own."""
    root = logging.getLogger()
    handlers, level, path, before = list(root.handlers), root.level, list(sys.path), Path.cwd()
    os.chdir(house)
    sys.path.insert(0, str(house))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            yield
    finally:
        os.chdir(before)
        sys.path[:] = path
        root.handlers[:] = handlers
        root.setLevel(level)
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(str(house)):
                del sys.modules[name]


@pytest.fixture
def on_database(db: TestDatabase, environment: dict[str, str]) -> None:
    """Let `bot` work on the test's migrated database."""
    environment.update(BOT_DATABASE__URL=db.url, BOT_DATABASE__ADMIN_URL=db.admin_url)
