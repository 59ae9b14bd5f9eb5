"""What a sentence encoder is, how its vectors get the widths of the columns, and who pays for what it reads."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.errors import PluginError
from bot.llm.conversation import Payer
from bot.registry import Registry

SEARCH_DIMENSIONS = 1024  # accommodation_units_public.embedding_fast (DATA.md §2)
FULL_DIMENSIONS = 3072  # accommodation_units_public.embedding

_payer: ContextVar[Payer | None] = ContextVar("payer", default=None)


class EncoderFailed(PluginError):
    """No vectors were made. `is_general`: they would not be for any other text either."""

    def __init__(self, message: str, *, is_general: bool) -> None:
        super().__init__(message)
        self.is_general = is_general


class Embedder(Protocol):
    """Turns text into vectors of SEARCH_DIMENSIONS numbers, unit length.

    `model` names the encoder and its version: vectors of different models are never compared. `threshold` is the
    cosine similarity below which a match means nothing for this model.
    """

    model: str
    threshold: float

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector a text, in order. Raises PluginError when the encoder fails (EncoderFailed: and says
        whether this text is to blame)."""


class Embedders(Registry[Embedder]):
    """The sentence encoders there are, by model, the preferred one first."""

    def __init__(self) -> None:
        super().__init__("embedder", lambda embedder: embedder.model)

    @property
    def preferred(self) -> Embedder | None:
        """What units are published with; None: no plugin brings one."""
        return next(iter(self.values()), None)


@dataclass(frozen=True, slots=True)
class Tiers:
    """The vectors of one text: `fast` of SEARCH_DIMENSIONS numbers, `full` of FULL_DIMENSIONS (None: it has fewer)."""

    fast: list[float]
    full: list[float] | None = None


@runtime_checkable
class TieredEmbedder(Protocol):
    """An Embedder that also has the full precision: units are published with both tiers."""

    async def embed_tiers(self, texts: Sequence[str]) -> list[Tiers]:
        """Both tiers of every text, in order, for publishing: may wait for the provider. Raises PluginError."""

    def tokens(self, texts: Sequence[str]) -> int:
        """An estimate of what they cost."""


@contextmanager
def paid_by(payer: Payer) -> Iterator[None]:
    """Whose budget encoders use meanwhile: `embed` has no word for it, since most encoders cost nothing."""
    token = _payer.set(payer)
    try:
        yield
    finally:
        _payer.reset(token)


def current_payer() -> Payer | None:
    return _payer.get()


def padded(vector: Sequence[float]) -> list[float]:
    """Append zeros up to SEARCH_DIMENSIONS: lengths and angles, so also cosines, stay exactly what they were."""
    if len(vector) > SEARCH_DIMENSIONS:
        raise ValueError(f"a vector of {len(vector)} numbers does not fit into {SEARCH_DIMENSIONS}")
    return [*vector, *([0.0] * (SEARCH_DIMENSIONS - len(vector)))]


def tiers(vector: Sequence[float]) -> Tiers:
    """A model's vector as it is stored: the first tier is cut off by the Matryoshka rule and brought to unit length.

    Source: https://arxiv.org/abs/2205.13147 (the first numbers of such a model's vector are a vector of their own)

    Raises:
        ValueError: it has no length.
    """
    full = _unit(vector) if len(vector) == FULL_DIMENSIONS else None
    head = _unit(vector[:SEARCH_DIMENSIONS])
    return Tiers(padded(head), full)


def _unit(vector: Sequence[float]) -> list[float]:
    length = math.sqrt(math.fsum(number * number for number in vector))
    if not math.isfinite(length) or length == 0:
        raise ValueError("a vector without a length")
    return [number / length for number in vector]
