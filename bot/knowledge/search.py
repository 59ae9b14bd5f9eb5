"""Finds what the house says about a question, whatever the language of either.

Two things are compared: the sentences (cosine of the encoder's vectors) and what they ask for (agreement of the act
reader's). Neither alone can say "not in it": a question about a slide is near to one about the pool, and asks the same
as any other question about pools.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.act_reading import ActReader
from bot.embedding import Embedder, Embedders
from bot.store import rows
from bot.store.database import Connection
from bot.store.queries import load
from bot.types import Entry

SQL = load("knowledge")

WEIGHT = 0.4  # of the agreement; bench.knowledge
THRESHOLD = 0.57  # below it a question is not in what the house knows; bench.knowledge
FLOOR = 0.4  # and below this cosine: parties and smoking ask for the same, the house's rules, and are not the same
# Below this cosine an entry does not even answer by its topic: the reader has mistaken the question. Where it is less
# sure of the topic it must be nearer: what no label knows is often read for one at 0.5.
TOPIC_FLOOR, UNSURE_TOPIC_FLOOR, SURE_TOPIC = 0.31, 0.38, 0.7
THRESHOLD_ALONE = 0.48  # where sentences alone are compared
COUNT = 4  # entries looked at for a question
WORDINGS = 5  # that one answer may take up among the nearest


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about, and how sure that is."""

    topics: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """A guest's question as it is compared; vectors as bot.embedding and bot.act_reading have them."""

    vector: Sequence[float]
    model: str  # of the vector
    acts: Sequence[float] | None = None
    acts_model: str | None = None
    about: Topic = Topic()


@dataclass(frozen=True, slots=True)
class Found:
    """An entry and how near it is; `by_topic`: its business says that it answers the topic."""

    entry: Entry
    score: float
    similarity: float  # cosine of the sentences
    by_topic: bool


@dataclass(frozen=True, slots=True)
class _Row:
    entry_id: UUID
    question: str
    answer: str
    language: str
    source: str
    title: str
    key: str | None
    unit_id: UUID | None
    topic: str | None
    score: float
    similarity: float
    by_topic: bool

    def found(self) -> Found:
        entry = Entry(
            self.entry_id, self.question, self.answer, self.language, self.source, self.title, self.key, self.unit_id,
            self.topic,
        )  # fmt: skip
        return Found(entry, self.score, self.similarity, self.by_topic)


async def encoder_of(conn: Connection, tenant_id: UUID, embedders: Embedders) -> Embedder | None:
    """The one that encoded the tenant's entries; None: nothing is published, or no plugin has it now."""
    models: list[str] = await rows.values(conn, SQL["models"], {"tenant_id": tenant_id})
    return next((embedders[model] for model in models if model in embedders), None)


async def read_questions(
    texts: Sequence[str], embedder: Embedder, reader: ActReader | None, about: Sequence[Topic]
) -> list[Question]:
    """The questions as they are compared. Raises PluginError when one of the two cannot read."""
    vectors = await embedder.embed(texts)
    acts = await reader.read_acts(texts) if reader else [None] * len(texts)
    model = reader.model if reader else None
    return [
        Question(vector, embedder.model, asked, model, topic)
        for vector, asked, topic in zip(vectors, acts, about, strict=True)
    ]


async def nearest(
    conn: Connection,
    tenant_id: UUID,
    question: Question,
    *,
    language: str,
    units: Iterable[UUID] = (),
    count: int = COUNT,
) -> list[Found]:
    """The nearest entries, best first, whether they answer the question or not; each once in the guest's language.

    Args:
        language: that the guest reads: an entry that was written in it is preferred to its translations.
        units: in question; entries about others are not looked at.
    """
    parameters = {
        "tenant_id": tenant_id, "model": question.model, "vector": str(list(question.vector)),
        "acts_model": question.acts_model, "acts": str(list(question.acts)) if question.acts else None,
        "weight": WEIGHT, "topics": list(question.about.topics), "units": list(units), "language": language,
        "count": count * WORDINGS,
    }  # fmt: skip
    best: dict[tuple[UUID | None, str], Found] = {}
    for row in await rows.every(conn, _Row, SQL["find"], parameters):
        best.setdefault((row.unit_id, row.answer), row.found())  # of an answer's wordings the nearest
    found = list(best.values())
    return [*found[:count], *(each for each in found[count:] if each.by_topic)]


def answering(found: Sequence[Found], question: Question) -> list[Found]:
    """Those that answer the question: near enough, else by their topic; best first."""
    near = [each for each in found if is_near(each, question)]
    floor = TOPIC_FLOOR if question.about.confidence >= SURE_TOPIC else UNSURE_TOPIC_FLOOR
    return near or [each for each in found if each.by_topic and each.similarity >= floor]


def is_near(found: Found, question: Question) -> bool:
    """Whether it answers the question by what is said. An entry that another reader has read is compared by its
    sentence alone: its score is its similarity."""
    is_alone = question.acts is None or found.score == found.similarity
    threshold = THRESHOLD_ALONE if is_alone else THRESHOLD
    return found.score >= threshold and found.similarity >= FLOOR
