"""Every measurement works on as little as it takes, and `python -m bench` knows all of them."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import pytest

from bench.__main__ import RUNS, Run
from bench.database import READY
from bot.testing.throwaway import memory_folder

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "__main__",  # runs the others
    "floor",  # bench.turns starts it
}
# Run as the commands they are: three keep their own process to a core or kill their nodes, one shows that it works.
COMMANDS = {"turns", "crashes", "platforms", "lies"}
ON_THE_DEMO = {"turns", "retrieval", "fact_gate", "budget"}


def named(run: Run) -> str:
    return f"{run.name}{''.join(word for word in run.least.split() if word.startswith('--'))}"


@pytest.fixture
def prepared(run: Run, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the project's folder, with databases in memory and the demo at hand: embedding it is another test's matter."""
    monkeypatch.chdir(ROOT)
    if folder := memory_folder():
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
    if run.name in ON_THE_DEMO:
        monkeypatch.setenv(READY, request.getfixturevalue("demo_url"))


@pytest.mark.bench
@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("run", [run for run in RUNS if run.name in COMMANDS], ids=named)
def test_bench_on_as_little_as_it_takes_works_as_a_command(run: Run) -> None:
    done = subprocess.run(
        run.command(least=True), env=dict(os.environ), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.bench
@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("run", [run for run in RUNS if run.name not in COMMANDS], ids=named)
def test_bench_on_as_little_as_it_takes_works(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process, whose readers are loaded: half of what such a command takes is loading them."""
    monkeypatch.setattr(sys, "argv", [f"bench.{run.name}", *run.least.split()])
    try:
        code = import_module(f"bench.{run.name}").main()
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    assert not code, said.out + said.err
    assert said.out
    assert "Traceback" not in said.err


def test_python_m_bench_lists_every_module_that_can_be_run() -> None:
    runnable = {file.stem for file in (ROOT / "bench").glob("*.py") if _has_main(file)}
    assert runnable - PARTS == {run.name for run in RUNS}


def _has_main(file: Path) -> bool:
    module = ast.parse(file.read_text("utf-8"))
    return any(isinstance(node, ast.If) and "__name__" in ast.unparse(node.test) for node in module.body)
