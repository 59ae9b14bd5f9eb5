"""Learn which checkable claims a clause makes, one binary head a claim: the weights of plugins/fact_gate.

The phrases: `claim/*.jsonl` {lang, text, claims}, a file an author. A clause may make several claims, or none: `any`
says whether it makes one. Held out by author: what the heads say of phrases whose author they do not know.
"""

from __future__ import annotations

import json
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # it ships no types
from threadpoolctl import threadpool_limits

from plugins.fact_gate.claims import ANY, as_read
from training.phrases import HERE, quick_vectors

HEAD = "claim"
WEIGHTS = HERE.parent / "plugins/fact_gate/claims.npz"
STRENGTH = 4.0  # inverse of the regularisation; by held-out authors
FLOORS = (0.3, 0.5, 0.7)


class Phrase(NamedTuple):
    text: str
    claims: frozenset[str]
    author: str


def phrases() -> list[Phrase]:
    """All of them, without repetitions."""
    found = {}
    for file in sorted((HERE / HEAD).glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            found[row["text"].casefold()] = Phrase(as_read(row["text"]), frozenset(row["claims"]), file.stem)
    return list(found.values())


def trained() -> dict[str, NDArray[np.generic]]:
    """The arrays that plugins/fact_gate/claims.py reads."""
    rows = phrases()
    x = quick_vectors([row.text for row in rows])
    labels = [ANY, *sorted({claim for row in rows for claim in row.claims})]
    _report(rows, x, labels)
    models = [_learned(x, _truth(rows, label)) for label in labels]
    return {
        "labels": np.array(labels, dtype=np.str_),
        "weights": np.concatenate([model.coef_ for model in models]).astype(np.float16),
        "bias": np.concatenate([model.intercept_ for model in models]).astype(np.float16),
    }


def _truth(rows: list[Phrase], label: str) -> NDArray[np.bool_]:
    return np.array([bool(row.claims) if label == ANY else label in row.claims for row in rows])


def _learned(x: NDArray[np.float32], truth: NDArray[np.bool_]) -> LogisticRegression:
    with threadpool_limits(1):
        return LogisticRegression(C=STRENGTH, max_iter=500, class_weight="balanced").fit(x, truth)


def _report(rows: list[Phrase], x: NDArray[np.float32], labels: list[str]) -> None:
    """Of each claim: what share of its phrases, and of the others, reaches a floor."""
    authors = np.array([row.author for row in rows])
    print(f"{HEAD}: {len(rows)} phrases of {len(set(authors))} authors, {len(labels) - 1} claims; held out by author:")
    for label in labels:
        truth, shares = _truth(rows, label), np.zeros(len(rows))
        for author in sorted(set(authors)):
            mine = authors == author
            if truth[~mine].any():
                shares[mine] = _learned(x[~mine], truth[~mine]).predict_proba(x[mine])[:, 1]
        cells = (f"p >= {f}: {np.mean(shares[truth] >= f):.0%} / {np.mean(shares[~truth] >= f):.1%}" for f in FLOORS)
        print(f"  {label:13}{'   '.join(cells)}")
