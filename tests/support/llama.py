"""SmolLM2-135M-Instruct, a real if very small language model, served by llama.cpp. `.ci/model` installs both.

It speaks chat completions, streamed, with tools and JSON schemas (which it is held to by a grammar). Twenty to sixty
tokens a second, a hundred read: what it says makes little sense, which is what it is good for here.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = "0.1.2"
FOLDER = Path(sys.prefix) / f"counterparts/smollm2-{VERSION}"
SERVER = Path(__file__).with_name("llama_server.py")


def missing() -> str | None:
    """Why it cannot be run here, and what to install; None: it can."""
    return None if (FOLDER / "installed").is_file() else "SmolLM2 is not installed: run .ci/model, or make test-llm"


@contextmanager
def serving() -> Iterator[str]:
    """Yields a base_url on the loopback interface."""
    program = subprocess.Popen(
        [FOLDER / "bin/python", "-P", SERVER],  # -P: its folder has modules of ours
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    try:
        origin = program.stdout.readline().strip()
        assert origin, "llama.cpp ended at its start"
        yield f"{origin}/v1"
    finally:
        program.stdin.close()
        program.stdout.close()
        program.wait()
