"""A sentence encoder small enough to see through."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.embedding import padded
from bot.errors import PluginError

BUCKETS = 64


@dataclass
class WordEncoder:
    """Counts words in buckets: texts that share words are near. `texts` keeps what it was given."""

    model: str = "words-1"
    threshold: float = 0.05
    refuses: str | None = None  # a text with this word cannot be embedded
    stumbles: str | None = None  # a text with this word gets a vector of the wrong width
    texts: list[str] = field(default_factory=list)

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        if self.refuses and any(self.refuses in text for text in texts):
            raise PluginError(f"cannot embed {self.refuses}")
        self.texts += texts
        return [self._counts(text) if self._stumbles_over(text) else padded(self._counts(text)) for text in texts]

    def _stumbles_over(self, text: str) -> bool:
        return self.stumbles is not None and self.stumbles in text

    @staticmethod
    def _counts(text: str) -> list[float]:
        counts = [0.0] * BUCKETS
        for word in text.lower().replace(",", " ").split():
            counts[hashlib.sha256(word.encode()).digest()[0] % BUCKETS] += 1.0
        length = sum(count * count for count in counts) ** 0.5
        return [count / length for count in counts]
