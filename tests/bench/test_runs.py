"""Every measurement works on as little as it takes, and `python -m bench` knows all of them."""

from __future__ import annotations

import ast
import os
import subprocess
from pathlib import Path

import pytest

from bench.__main__ import RUNS, Run
from bot.testing.throwaway import memory_folder

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "__main__",  # runs the others
    "floor",  # bench.turns starts it
}


def named(run: Run) -> str:
    return f"{run.name}{''.join(word for word in run.least.split() if word.startswith('--'))}"


@pytest.mark.bench
@pytest.mark.parametrize("run", RUNS, ids=named)
def test_bench_on_as_little_as_it_takes_works(run: Run) -> None:
    done = subprocess.run(
        run.command(least=True),
        cwd=ROOT,
        env={**os.environ, "TMPDIR": memory_folder() or os.environ.get("TMPDIR", "/tmp")},  # noqa: S108  # as tempfile has it
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout
    assert "Traceback" not in done.stderr


def test_python_m_bench_lists_every_module_that_can_be_run() -> None:
    runnable = {file.stem for file in (ROOT / "bench").glob("*.py") if _has_main(file)}
    assert runnable - PARTS == {run.name for run in RUNS}


def _has_main(file: Path) -> bool:
    module = ast.parse(file.read_text("utf-8"))
    return any(isinstance(node, ast.If) and "__name__" in ast.unparse(node.test) for node in module.body)
