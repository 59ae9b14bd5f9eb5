"""What a sentence encoder is, and how its vectors get the width of the search column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

SEARCH_DIMENSIONS = 1024  # accommodation_units_public.embedding_fast (DATA.md §2)
FULL_DIMENSIONS = 3072  # accommodation_units_public.embedding


class Embedder(Protocol):
    """Turns text into vectors of SEARCH_DIMENSIONS numbers, unit length.

    `model` names the encoder and its version: vectors of different models are never compared. `threshold` is the
    cosine similarity below which a match means nothing for this model.
    """

    model: str
    threshold: float

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector a text, in order. Raises PluginError when the encoder fails."""


def padded(vector: Sequence[float]) -> list[float]:
    """Append zeros up to SEARCH_DIMENSIONS: lengths and angles, so also cosines, stay exactly what they were."""
    if len(vector) > SEARCH_DIMENSIONS:
        raise ValueError(f"a vector of {len(vector)} numbers does not fit into {SEARCH_DIMENSIONS}")
    return [*vector, *([0.0] * (SEARCH_DIMENSIONS - len(vector)))]
