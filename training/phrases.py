"""The phrases that the heads learn from, and what each head is given of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from bot.sentence_encoder import encode
from plugins.understanding import language
from plugins.understanding.acts.reader import plain
from plugins.understanding.people import nouns

HERE = Path(__file__).parent
BATCH = 64
# Phrases of these acts tell what they are about, too. (Those about the house were tried: they cost statements.)
SCOPES = {
    "state_trip": "trip",
    "change_trip": "trip",
    "flexible_dates": "trip",
    "past_stay_talk": "past",
    "other_person_trip": "other_trip",
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
    for file in sorted((HERE / folder).glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield Row(row["text"].strip(), row[field], row.get("group", file.stem.partition(".")[0]))


def _scopes() -> Iterator[Row]:
    yield from _stored("scope", "scope")
    for row in _stored("act", "label"):
        if row.label in SCOPES:
            yield row._replace(label=SCOPES[row.label])


def _nouns() -> Iterator[Row]:
    """A file a label, a line a meaning in six languages: what is held out is not known from its translations."""
    for file in sorted((HERE / "noun").glob("*.csv")):
        for line in csv.DictReader(file.read_text("utf-8").splitlines()):
            for noun in line.values():
                yield Row(noun, file.stem, f"{file.stem}: {line['en']}")


def _languages() -> Iterator[Row]:
    """Every text that has letters enough to tell."""
    for folder in ("act", "scope", "stance"):
        for row in _stored(folder, "lang"):
            if language.features(row.text) is not None:
                yield row


def _encoded(texts: list[str]) -> NDArray[np.float32]:
    parts = [encode([plain(text) for text in texts[at : at + BATCH]]) for at in range(0, len(texts), BATCH)]
    return np.concatenate(parts)


def _noun_vectors(texts: list[str]) -> NDArray[np.float32]:
    parts = [nouns.vectors([text.lower() for text in texts[at : at + BATCH]]) for at in range(0, len(texts), BATCH)]
    return np.concatenate(parts)


def _letters(texts: list[str]) -> csr_matrix:
    return csr_matrix(np.stack([found for text in texts if (found := language.features(text)) is not None]))


LESSONS = (
    Lesson("act", lambda: _stored("act", "label"), _encoded, 8.0),
    Lesson("scope", _scopes, _encoded, 8.0, balanced=False),
    Lesson("stance", lambda: _stored("stance", "stance"), _encoded, 4.0),
    Lesson("noun", _nouns, _noun_vectors, 8.0, balanced=False),
    Lesson("language", _languages, _letters, 20.0),
)
