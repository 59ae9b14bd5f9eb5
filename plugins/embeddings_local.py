"""The sentence encoder that works without a key (bot.sentence_encoder).

`startup` begins to load it in the background, so that neither the start
nor the first guest waits. All work happens in one thread of its own: the event loop never computes.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot import hookimpl, sentence_encoder
from bot.embedding import padded
from bot.errors import PluginError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.core import Core

THRESHOLD = 0.12  # bench/retrieval.py: 80 % of needs have a unit above it, and 10 % of what is no need
BATCH_TEXTS = 32  # a guest's question waits for one batch of a publishing run at most
CACHED_TEXTS = 1024  # 2 KiB each: quick replies repeat


class LocalEncoder:
    """An Embedder (bot.embedding) on one thread."""

    threshold = THRESHOLD

    def __init__(self) -> None:
        self.model = sentence_encoder.name()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="encoder")
        self._cache: OrderedDict[str, NDArray[np.float32]] = OrderedDict()  # touched by the event loop only

    def warm(self) -> None:
        """Load the model in the background; a failure shows when a text is encoded."""
        self._worker.submit(sentence_encoder.encode, ["warm"])

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """As Embedder.embed. Texts without a visible character get the vector of an empty text."""
        vectors: list[NDArray[np.float32]] = []
        for start in range(0, len(texts), BATCH_TEXTS):
            vectors += await self._batch(list(texts[start : start + BATCH_TEXTS]))
        return [padded(vector.tolist()) for vector in vectors]

    def close(self) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)

    async def _batch(self, texts: list[str]) -> list[NDArray[np.float32]]:
        if len(texts) == 1 and texts[0] in self._cache:
            self._cache.move_to_end(texts[0])
            return [self._cache[texts[0]]]
        try:
            encoded = await asyncio.get_running_loop().run_in_executor(self._worker, sentence_encoder.encode, texts)
        except Exception as error:
            raise PluginError(
                f"the sentence encoder failed: {type(error).__name__}; reinstall {sentence_encoder.DISTRIBUTION}"
            ) from error
        if len(texts) == 1:
            self._remember(texts[0], encoded[0])
        return list(encoded)

    def _remember(self, text: str, vector: NDArray[np.float32]) -> None:
        self._cache[text] = vector
        if len(self._cache) > CACHED_TEXTS:
            self._cache.popitem(last=False)


@hookimpl
def register_embedder(core: Core) -> LocalEncoder:
    return LocalEncoder()


@hookimpl
async def startup(core: Core) -> None:
    """Loaded at once where it is the only encoder; beside another, when a tenant's question needs it."""
    if isinstance(core.embedders.preferred, LocalEncoder):
        core.embedders.preferred.warm()


@hookimpl
async def shutdown(core: Core) -> None:
    for embedder in core.embedders.values():
        if isinstance(embedder, LocalEncoder):
            embedder.close()
