"""What questions ask for, as vectors: two that ask for the same agree, whatever their words and languages."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from bot.act_reading import ACT_DIMENSIONS
from bot.errors import PluginError
from plugins.understanding.acts.encoders import both
from plugins.understanding.acts.heads import head
from plugins.understanding.acts.reader import plain

# Below 1 the second and third likeliest labels count for more than they would by their probabilities alone; chosen on a
# hotel's questions in six languages (bench.knowledge).
SOFTNESS = 1 / 3


class LearnedActs:
    """An ActReader (bot.act_reading) by the learned heads."""

    def __init__(self) -> None:
        weights = files("plugins.understanding.acts").joinpath("weights.npz").read_bytes()
        self.model = f"acts-{hashlib.sha256(weights).hexdigest()[:12]}"

    async def read_acts(self, texts: Sequence[str]) -> list[list[float]]:
        """As ActReader.read_acts; some milliseconds a text, beside the event loop."""
        try:
            return await asyncio.to_thread(_vectors, texts)
        except Exception as error:
            raise PluginError(f"the act reader failed: {type(error).__name__}") from error


def _vectors(texts: Sequence[str]) -> list[list[float]]:
    import numpy as np

    if not texts:
        return []
    shares = head("act").probabilities(both([plain(text) for text in texts])) ** SOFTNESS
    unit = shares / np.linalg.norm(shares, axis=1, keepdims=True)
    return [[*vector, *([0.0] * (ACT_DIMENSIONS - len(vector)))] for vector in unit.tolist()]
