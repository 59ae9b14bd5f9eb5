"""What a reader of questions is: what a text asks for, as a vector that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.registry import Registry

ACT_DIMENSIONS = 832  # knowledge_entries.acts


class ActReader(Protocol):
    """Turns questions, and what the house says, into vectors of ACT_DIMENSIONS numbers and unit length: a question and
    an entry that answers it agree, whatever their words and languages. `model` names the reader and its weights:
    vectors of different ones are never compared.
    """

    model: str

    async def read_acts(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector a question, in order. Raises PluginError when the reader fails."""

    async def read_entries(self, entries: Sequence[tuple[str, str]]) -> list[list[float]]:
        """The same of what the house says: pairs of a question and its answer."""


class ActReaders(Registry[ActReader]):
    """The readers there are, by model, the preferred one first."""

    def __init__(self) -> None:
        super().__init__("act reader", lambda reader: reader.model)

    @property
    def preferred(self) -> ActReader | None:
        """None: no plugin brings one, and questions are compared by their sentences alone."""
        return next(iter(self.values()), None)
