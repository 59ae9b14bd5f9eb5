"""Learned heads on the sentence encoders: what a clause does, what it is about, how it speaks of a feature, what it
tells of the trip, and whether a noun is somebody.

Each head is a multinomial logistic regression: those of `QUICK` on the quick encoder's 512 numbers, those of `CAREFUL`
on both encoders' 896 (encoders.py), `language` on letter groups, `noun` on the quick encoder's and letter groups.
`python -m training` learns them from the phrases in `training/` and writes `weights.npz`. Confidences are calibrated
there: dividing the scores by a temperature that was fitted on phrases whose authors took no part in the learning.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOLD = ("dates", "money", "people", "things")  # families of what a clause may tell of the trip: a head each
CAREFUL = ("act", "scope", "stance", *(f"tells_{field}" for field in TOLD))
QUICK = tuple(f"{name}_quick" for name in CAREFUL)


@dataclass(frozen=True, slots=True)
class Head:
    labels: tuple[str, ...]
    weights: NDArray[np.float32]  # (labels, numbers)
    bias: NDArray[np.float32]  # (labels,)
    temperature: float

    def probabilities(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """(texts, labels), each row of sum 1. `vectors` are the encoder's, (texts, numbers)."""
        import numpy as np

        scores = (vectors @ self.weights.T + self.bias) / self.temperature
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        shares: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def shares(self, vectors: NDArray[np.float32]) -> list[dict[str, float]]:
        """For each text the probability of every label."""
        rows = self.probabilities(vectors)
        return [{label: float(share) for label, share in zip(self.labels, row, strict=True)} for row in rows]

    def ranked(self, vectors: NDArray[np.float32], count: int) -> list[list[tuple[str, float]]]:
        """For each text the `count` likeliest labels with their probabilities, likeliest first."""
        shares = self.probabilities(vectors)
        best = (-shares).argsort(axis=1)[:, :count]
        return [
            [(self.labels[index], float(row[index])) for index in order]
            for row, order in zip(shares, best, strict=True)
        ]


@cache
def head(name: str) -> Head:
    """One of CAREFUL or QUICK or `language`, as it was trained."""
    import numpy as np

    with (files(__package__) / "weights.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return Head(
            labels=tuple(str(label) for label in stored[f"{name}_labels"]),
            weights=stored[f"{name}_weights"].astype(np.float32),
            bias=stored[f"{name}_bias"].astype(np.float32),
            temperature=float(stored[f"{name}_temperature"]),
        )


@cache
def centre() -> NDArray[np.float32]:
    """Of the careful encoder's vectors, (384,): the mean of the phrases that were learned."""
    import numpy as np

    with (files(__package__) / "weights.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        found: NDArray[np.float32] = stored["centre"].astype(np.float32)
    return found
