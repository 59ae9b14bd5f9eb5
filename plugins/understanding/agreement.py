"""What questions ask for, and what answers them, as vectors: they agree whatever their words and languages.

Three things are compared at once, each with a part of the vector: the labels of the learned heads, the sentence of the
question with that of the entry's question, and with the entry's question and answer together.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.errors import PluginError
from plugins.understanding.acts.encoders import both, careful, passages
from plugins.understanding.acts.heads import centre, head
from plugins.understanding.acts.reader import plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Below 1 the second and third likeliest labels count for more than they would by their probabilities alone; chosen on a
# hotel's questions in six languages (bench.knowledge).
SOFTNESS = 1 / 3
LABELS, SENTENCE, ANSWER = 2 / 7, 3 / 7, 2 / 7  # what each part counts for; by bench.knowledge
ROOM = 64  # numbers kept for labels


class LearnedActs:
    """An ActReader (bot.act_reading) by the learned heads and the second encoder."""

    def __init__(self) -> None:
        weights = files("plugins.understanding.acts").joinpath("weights.npz").read_bytes()
        self.model = f"acts-{hashlib.sha256(weights).hexdigest()[:12]}"

    async def read_acts(self, texts: Sequence[str]) -> list[list[float]]:
        """As ActReader.read_acts; some milliseconds a text, beside the event loop."""
        return await _computed([(text, None) for text in texts])

    async def read_entries(self, entries: Sequence[tuple[str, str]]) -> list[list[float]]:
        """As ActReader.read_entries."""
        return await _computed(entries)


async def _computed(texts: Sequence[tuple[str, str | None]]) -> list[list[float]]:
    try:
        return await asyncio.to_thread(_vectors, texts) if texts else []
    except Exception as error:
        raise PluginError(f"the act reader failed: {type(error).__name__}") from error


def _vectors(texts: Sequence[tuple[str, str | None]]) -> list[list[float]]:
    """Of questions, and of answers where there is one."""
    import numpy as np

    asked = [plain(question) for question, _ in texts]
    labels = _unit(head("act").probabilities(both(asked)) ** SOFTNESS)
    labels = np.pad(labels, ((0, 0), (0, ROOM - labels.shape[1])))
    sentences = _unit(careful(asked) - centre())
    answers = sentences.copy()
    told = [index for index, (_, answer) in enumerate(texts) if answer is not None]
    if told:
        answers[told] = _unit(passages([" ".join(filter(None, texts[index])) for index in told]) - centre())
    found: list[list[float]] = np.hstack(
        [LABELS**0.5 * labels, SENTENCE**0.5 * sentences, ANSWER**0.5 * answers]
    ).tolist()
    return found


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    unit: NDArray[np.float32] = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    return unit
