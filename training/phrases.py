"""The phrases that the heads learn from, and what each head is given of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # it ships none

from plugins.understanding import language
from plugins.understanding.acts.encoders import careful, joined, quick
from plugins.understanding.acts.heads import TOLD
from plugins.understanding.acts.reader import plain
from plugins.understanding.people import nouns

HERE = Path(__file__).parent
BATCH = 64
NO_LANGUAGE = ("people", "exchange", "noise")  # whose acts were given slips by chance, or are no words
# Phrases of these acts and stances tell what they are about, too. (Acts about the house cost statements.)
SCOPES = {
    "state_trip": "trip",
    "change_trip": "trip",
    "flexible_dates": "trip",
    "past_stay_talk": "past",
    "other_person_trip": "other_trip",
    "wish": "trip",
    "exclude": "trip",
    "retract": "trip",
    "question": "house",
}


class Row(NamedTuple):
    text: str
    label: str
    group: str  # rows that say the same, or of one author: held out together


@dataclass(frozen=True)
class Phrases:
    texts: list[str]
    labels: NDArray[np.str_]
    groups: NDArray[np.str_]


@dataclass(frozen=True)
class Lesson:
    """What one head learns."""

    head: str
    rows: Callable[[], Iterator[Row]]
    vectors: Callable[[list[str]], Any]  # (phrases, numbers), an array or a sparse matrix
    strength: float  # inverse of the regularisation; by held-out groups
    balanced: bool = True  # every label counts as much as the others; else as often as there are phrases of it

    def phrases(self) -> Phrases:
        """All of them, without repetitions."""
        rows = {(row.text.casefold(), row.label): row for row in self.rows()}.values()
        texts, labels, groups = zip(*rows, strict=True)
        return Phrases(list(texts), np.array(labels), np.array(groups))


def _stored(folder: str, field: str) -> Iterator[Row]:
    """Rows are of their file's author (the name before its first point) unless they name a group of their own."""
    for row in _objects(folder):
        yield Row(row["text"].strip(), row[field], row["group"])


def _objects(folder: str) -> Iterator[dict[str, Any]]:
    for file in sorted((HERE / folder).glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            yield {"group": file.stem.partition(".")[0], **json.loads(line)}


def _scopes() -> Iterator[Row]:
    yield from _stored("scope", "scope")
    for row in (*_stored("act", "label"), *_stored("stance", "stance")):
        if row.label in SCOPES:
            yield row._replace(label=SCOPES[row.label])


def _tells(field: str) -> Iterator[Row]:
    """Whether a phrase tells a field of the writer's own trip. What is about anything else tells none; `read.jsonl`
    has what the reader of values finds in phrases about trips, which says what is told and not what is not."""
    for told in _objects("tells"):
        is_told = field in told["tells"]
        if is_told or "lang" in told:
            yield Row(told["text"].strip(), "yes" if is_told else "no", told["group"])
    for row in _stored("scope", "scope"):
        if row.label != "trip":
            yield row._replace(label="no")


def _nouns() -> Iterator[Row]:
    """A file a label, a line a meaning in six languages: what is held out is not known from its translations."""
    for file in sorted((HERE / "noun").glob("*.csv")):
        for line in csv.DictReader(file.read_text("utf-8").splitlines()):
            for noun in line.values():
                yield Row(noun, file.stem, f"{file.stem}: {line['en']}")


def _languages() -> Iterator[Row]:
    """Every text that has letters enough to tell; slips by chance would teach letters of no language."""
    for folder in ("act", "scope", "stance"):
        for row in _stored(folder, "lang"):
            if not (folder == "act" and row.group in NO_LANGUAGE) and language.features(row.text) is not None:
                yield row


def quick_vectors(texts: list[str]) -> NDArray[np.float32]:
    """The quick encoder's, (phrases, 512)."""
    return _remembered("quick", quick, texts)


def _both(texts: list[str]) -> NDArray[np.float32]:
    return joined(quick_vectors(texts), _careful(texts), centre())


def _careful(texts: list[str]) -> NDArray[np.float32]:
    return _remembered("careful", careful, texts)


@cache
def centre() -> NDArray[np.float32]:
    """The mean of the careful encoder's vectors, as the weights keep it: (384,)."""
    found: NDArray[np.float32] = _careful(_acts().texts).mean(axis=0).astype(np.float16).astype(np.float32)
    return found


@cache
def _acts() -> Phrases:
    return LESSONS[0].phrases()


_known: dict[tuple[str, str], NDArray[np.float32]] = {}  # (encoder, text): several heads read the same phrases


def _remembered(name: str, encode: Callable[[list[str]], NDArray[np.float32]], texts: list[str]) -> NDArray[np.float32]:
    plains = [plain(text) for text in texts]
    missing = sorted({text for text in plains if (name, text) not in _known})
    for at in range(0, len(missing), BATCH):
        part = missing[at : at + BATCH]
        _known.update(zip(((name, text) for text in part), encode(part), strict=True))
    return np.stack([_known[name, text] for text in plains])


def _noun_vectors(texts: list[str]) -> NDArray[np.float32]:
    parts = [nouns.vectors([text.lower() for text in texts[at : at + BATCH]]) for at in range(0, len(texts), BATCH)]
    return np.concatenate(parts)


def _letters(texts: list[str]) -> csr_matrix:
    return csr_matrix(np.stack([found for text in texts if (found := language.features(text)) is not None]))


LESSONS = (
    Lesson("act", lambda: _stored("act", "label"), _both, 8.0),
    Lesson("scope", _scopes, _both, 2.0, balanced=False),
    Lesson("stance", lambda: _stored("stance", "stance"), _both, 4.0),
    Lesson("act_quick", lambda: _stored("act", "label"), quick_vectors, 8.0),
    Lesson("scope_quick", _scopes, quick_vectors, 4.0, balanced=False),
    Lesson("stance_quick", lambda: _stored("stance", "stance"), quick_vectors, 4.0),
    *(Lesson(f"tells_{field}", partial(_tells, field), _both, 1.0) for field in TOLD),
    *(Lesson(f"tells_{field}_quick", partial(_tells, field), quick_vectors, 1.0) for field in TOLD),
    Lesson("noun", _nouns, _noun_vectors, 8.0, balanced=False),
    Lesson("language", _languages, _letters, 20.0),
)
