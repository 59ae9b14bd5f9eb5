"""Vectors that one process of a run of tests has computed, for all its processes."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.act_reading import ActReader
from bot.embedding import Embedder

Vectors = dict[str, list[float]]


class RecallingEmbedder:
    """An Embedder that asks another one only for what is not known yet."""

    def __init__(self, embedder: Embedder, known: Vectors) -> None:
        self.model, self.threshold = embedder.model, embedder.threshold
        self._embedder, self._known = embedder, known

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        return await _recalled(self._embedder.embed, texts, self._known)


class RecallingReader:
    """An ActReader that asks another one only for what is not known yet."""

    def __init__(self, reader: ActReader, known: Vectors) -> None:
        self.model = reader.model
        self._reader, self._known = reader, known

    async def read_acts(self, texts: Sequence[str]) -> list[list[float]]:
        return await _recalled(self._reader.read_acts, texts, self._known)


async def _recalled(
    compute: Callable[[Sequence[str]], Awaitable[list[list[float]]]], texts: Sequence[str], known: Vectors
) -> list[list[float]]:
    if new := [text for text in dict.fromkeys(texts) if text not in known]:
        known.update(zip(new, await compute(new), strict=True))
    return [known[text] for text in texts]


@contextmanager
def kept(file: Path) -> Iterator[dict[str, Vectors]]:
    """{whose: vectors} of the file, and what is added to them for the next; one process at a time."""
    with file.open("a+", encoding="utf-8") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.seek(0)
        found: dict[str, Vectors] = json.loads(stream.read() or "{}")
        before = {whose: len(vectors) for whose, vectors in found.items()}
        yield found
        if before != {whose: len(vectors) for whose, vectors in found.items()}:
            stream.truncate(0)
            stream.write(json.dumps(found))
