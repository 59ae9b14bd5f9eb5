"""What a reader of acts is: which of its labels a text may stand for, as a vector that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.registry import Registry

ACT_DIMENSIONS = 64  # knowledge_entries.acts


class ActReader(Protocol):
    """Turns questions into vectors of what they ask for, ACT_DIMENSIONS numbers of unit length: two questions that ask
    for the same agree, whatever their words and languages. `model` names the reader and its weights: vectors of
    different ones are never compared.
    """

    model: str

    async def read_acts(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector a text, in order. Raises PluginError when the reader fails."""


class ActReaders(Registry[ActReader]):
    """The readers there are, by model, the preferred one first."""

    def __init__(self) -> None:
        super().__init__("act reader", lambda reader: reader.model)

    @property
    def preferred(self) -> ActReader | None:
        """None: no plugin brings one, and questions are compared by their sentences alone."""
        return next(iter(self.values()), None)
