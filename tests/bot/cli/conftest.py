"""`bot` as a program of its own, on the test's database and with a plugin that lies beside its bot.toml."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
def bot(house: Path, environment: dict[str, str]) -> Bot:
    """`bot("db", "status", input=…, env={…})` in the house, without a database of its own."""

    def run(*arguments: object, input: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *map(str, arguments)],
            cwd=house, input=input, env={**environment, **(env or {})}, capture_output=True, timeout=60, check=False,
            encoding="utf-8", errors="surrogateescape",
        )  # fmt: skip

    return run


@pytest.fixture
def on_database(db: TestDatabase, environment: dict[str, str]) -> None:
    """Let `bot` work on the test's migrated database."""
    environment.update(BOT_DATABASE__URL=db.url, BOT_DATABASE__ADMIN_URL=db.admin_url)
