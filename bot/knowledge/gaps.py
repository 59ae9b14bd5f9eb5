"""What guests asked and the house could not answer: alike questions together, for whoever writes the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from bot.embedding import Embedder
from bot.store import rows
from bot.store.database import Database
from bot.store.queries import load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SQL = load("knowledge")

MAX_QUESTIONS = 2_000  # the newest are grouped
ALIKE = 0.6  # cosine from which two questions are one
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class AskedGap:
    topic: str
    language: str
    question: str
    session_id: UUID
    created_at: datetime


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Questions that ask for the same, in any languages."""

    topic: str  # the most frequent
    questions: tuple[str, ...]  # the newest ones, each wording once
    languages: tuple[tuple[str, int], ...]  # with how often, the most frequent first
    count: int
    conversations: int
    last_asked: datetime


@dataclass(frozen=True, slots=True)
class GapTopic:
    """How often a topic had no answer; it outlives the conversations."""

    topic: str
    language: str
    count: int  # conversations


class Gaps:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def asked(self, tenant_id: UUID, days: int, count: int = MAX_QUESTIONS) -> list[AskedGap]:
        """The newest questions, newest first; those of deleted conversations are gone."""
        async with self._database.tenant(tenant_id) as conn:
            return await rows.every(conn, AskedGap, SQL["gaps"], {"tenant_id": tenant_id, "days": days, "count": count})

    async def topics(self, tenant_id: UUID, days: int) -> list[GapTopic]:
        """Bare counts, the most frequent first."""
        async with self._database.tenant(tenant_id) as conn:
            return await rows.every(conn, GapTopic, SQL["gap_topics"], {"tenant_id": tenant_id, "days": days})


async def grouped(asked: Sequence[AskedGap], embedder: Embedder | None) -> list[GapGroup]:
    """Questions that ask for the same together, the most frequent first.

    Args:
        embedder: compares them by meaning; None: by their words alone.
    """
    vectors = await _vectors([gap.question for gap in asked], embedder)
    groups: list[list[AskedGap]] = []
    first: list[str] = []  # each group's first question
    for gap in asked:
        index = _alike(gap.question, first, vectors)
        if index is None:
            groups.append([gap])
            first.append(gap.question)
        else:
            groups[index].append(gap)
    found = map(_group, groups)
    return sorted(found, key=lambda group: (-group.conversations, -group.count, group.topic, group.questions))


async def _vectors(texts: Sequence[str], embedder: Embedder | None) -> dict[str, NDArray[np.float32]]:
    import numpy as np

    different = list(dict.fromkeys(texts))
    if embedder is None or not different:
        return {}
    vectors = await embedder.embed(different)
    return {text: np.array(vector, np.float32) for text, vector in zip(different, vectors, strict=True)}


def _alike(question: str, first: Sequence[str], vectors: Mapping[str, NDArray[np.float32]]) -> int | None:
    """Which group's first question it is like: the same words, else the nearest by meaning."""
    if not first:
        return None
    if question in first:
        return first.index(question)
    if question not in vectors:
        return None
    nearness = [float(vectors[question] @ vectors[other]) for other in first]
    best = max(range(len(first)), key=nearness.__getitem__)
    return best if nearness[best] >= ALIKE else None


def _group(members: Sequence[AskedGap]) -> GapGroup:
    topics = Counter(gap.topic for gap in members)
    languages = Counter(gap.language for gap in members)
    return GapGroup(
        topic=topics.most_common(1)[0][0],
        questions=tuple(dict.fromkeys(gap.question for gap in members))[:EXAMPLES],
        languages=tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
        count=len(members),
        conversations=len({gap.session_id for gap in members}),
        last_asked=max(gap.created_at for gap in members),
    )
