"""Vectors for units and entries of the house: made once for each text, kept by its hash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, TypeVar

import psycopg

from bot.catalog.drafts import SQL, Run, known_digests
from bot.embedding import Embedder, EncoderFailed, TieredEmbedder, Tiers
from bot.errors import PluginError
from bot.insisting import all_or_each
from bot.types import JSON

REFUSALS = (PluginError, psycopg.DataError, psycopg.IntegrityError, ValueError)


class Text(Protocol):
    """What a vector is made of."""

    @property
    def text(self) -> str: ...

    @property
    def digest(self) -> str:
        """The text's SHA-256 in hexadecimal."""


D = TypeVar("D", bound=Text)


async def make_vectors(run: Run, due: Sequence[D], refuse: Callable[[D, Exception], None]) -> list[D]:
    """The drafts whose vectors are there; `refuse` is told of those that fail, which are left out."""
    if not due:
        return []
    async with run.transaction() as conn:
        known = await known_digests(conn, run, [draft.digest for draft in due])
    missing = [draft for draft in due if draft.digest not in known]
    refused: set[str] = set()

    def leave_out(draft: D, error: Exception) -> None:
        refused.add(draft.digest)
        refuse(draft, error)

    await all_or_each(missing, partial(_make, run), leave_out, errors=REFUSALS, is_general=_is_general)
    return [draft for draft in due if draft.digest not in refused]


async def _make(run: Run, missing: Sequence[Text]) -> None:
    """Encode and keep; whole or not at all. Raises REFUSALS."""
    vectors = await _tiers(run.embedder, [draft.text for draft in missing])
    async with run.transaction() as conn:
        for draft, vector in zip(missing, vectors, strict=True):
            await conn.execute(SQL["keep_embedding"], _parameters(run, draft, vector))
    run.report.embedded += len(missing)


def _is_general(error: Exception) -> bool:
    """The encoder is to blame, not a text."""
    return isinstance(error, EncoderFailed) and error.is_general


async def _tiers(embedder: Embedder, texts: Sequence[str]) -> list[Tiers]:
    if isinstance(embedder, TieredEmbedder):
        return await embedder.embed_tiers(texts)
    return [Tiers(vector) for vector in await embedder.embed(texts)]


def _parameters(run: Run, draft: Text, vector: Tiers) -> JSON:
    full = str(vector.full) if vector.full is not None else None
    return {**run.keys, "hash": draft.digest, "fast": str(vector.fast), "full": full}
