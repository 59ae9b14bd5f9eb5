"""Vectors for units: made once for each text, kept by its hash."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

import psycopg

from bot.catalog.drafts import SQL, Draft, Run, known_digests, note_failure
from bot.embedding import Embedder, EncoderFailed, TieredEmbedder, Tiers
from bot.errors import PluginError
from bot.insisting import all_or_each
from bot.types import JSON

REFUSALS = (PluginError, psycopg.DataError, psycopg.IntegrityError, ValueError)


async def make_vectors(run: Run, due: Sequence[Draft]) -> list[Draft]:
    """The drafts whose vectors are there; those that fail are reported and left out."""
    if not due:
        return []
    async with run.transaction() as conn:
        known = await known_digests(conn, run, [draft.digest for draft in due])
    missing = [draft for draft in due if draft.digest not in known]
    refused: set[UUID] = set()

    def refuse(draft: Draft, error: Exception) -> None:
        refused.add(draft.unit.unit_id)
        note_failure(run, draft, error)

    await all_or_each(missing, partial(_make, run), refuse, errors=REFUSALS, is_general=_is_general)
    return [draft for draft in due if draft.unit.unit_id not in refused]


async def _make(run: Run, missing: Sequence[Draft]) -> None:
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


def _parameters(run: Run, draft: Draft, vector: Tiers) -> JSON:
    full = str(vector.full) if vector.full is not None else None
    return {**run.keys, "hash": draft.digest, "fast": str(vector.fast), "full": full}
