"""Learn the heads and write their weights: `python -m training [--check]`.

The phrases lie beside this file: `act/*.jsonl` {label, lang, text}, `scope/*.jsonl` {scope, lang, text} and
`stance/*.jsonl` {stance, lang, text}. Rows of one `group` say the same in several languages; without one, a file's rows
(one author's) are a group. Deterministic: the same phrases give the same file.
First the groups are held out in turn, to print what a stranger's phrases are read with and to fit the temperature
there; then all phrases together make the weights. `--check` writes nothing and fails when the weights that are
committed are not those of the phrases.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from bot.sentence_encoder import encode
from plugins.understanding.acts.heads import HEADS

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "plugins/understanding/acts/weights.npz"
STRENGTH = {"act": 8.0, "scope": 4.0, "stance": 4.0}  # inverse of the regularisation; by held-out authors
FOLDS = 8
BATCH = 64
TEMPERATURES = np.arange(0.4, 2.5, 0.05)


@dataclass(frozen=True)
class Phrases:
    texts: list[str]
    labels: NDArray[np.str_]
    groups: NDArray[np.str_]


def phrases(head: str) -> Phrases:
    """All phrases of a head, without repetitions."""
    rows = {(text.casefold(), label): (text, label, group) for text, label, group in _rows(head)}
    texts, labels, groups = zip(*rows.values(), strict=True)
    return Phrases(list(texts), np.array(labels), np.array(groups))


def _rows(head: str) -> Iterator[tuple[str, str, str]]:
    field = "label" if head == "act" else head
    for file in sorted((HERE / head).glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row["text"].strip(), row[field], row.get("group", file.stem)


def vectors(texts: list[str]) -> NDArray[np.float32]:
    """Each text encoded as it is and, so that capitals and closing marks say nothing, as the reader hands it over."""
    from plugins.understanding.acts.reader import plain

    parts = [encode([plain(text) for text in texts[at : at + BATCH]]) for at in range(0, len(texts), BATCH)]
    return np.concatenate(parts)


def learned(x: NDArray[np.float32], labels: NDArray[np.str_], strength: float) -> LogisticRegression:
    model = LogisticRegression(C=strength, max_iter=400, class_weight="balanced")
    return model.fit(x, labels)


def scores(model: LogisticRegression, x: NDArray[np.float32]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = model.decision_function(x)
    return found if found.ndim == 2 else np.stack([-found, found], axis=1)


def held_out(
    head: str, data: Phrases, x: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.int64], list[str]]:
    """Scores of each phrase by a model that never saw its group."""
    classes = sorted(set(data.labels))
    found = np.full((len(data.texts), len(classes)), -20.0)
    groups = sorted(set(data.groups))
    for fold in range(FOLDS):
        mine = np.isin(data.groups, groups[fold::FOLDS])
        if not mine.any():
            continue
        model = learned(x[~mine], data.labels[~mine], STRENGTH[head])
        columns = [classes.index(label) for label in model.classes_]
        found[np.ix_(mine, columns)] = scores(model, x[mine])
    truth = np.array([classes.index(label) for label in data.labels])
    return found, truth, classes


def shares(found: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    powers = np.exp((found - found.max(axis=1, keepdims=True)) / temperature)
    result: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return result


def calibrated(found: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    """The temperature with the least surprise (log loss)."""
    losses = [-np.log(shares(found, t)[np.arange(len(truth)), truth] + 1e-9).mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def report(head: str, data: Phrases, found: NDArray[np.float64], truth: NDArray[np.int64], temperature: float) -> None:
    p = shares(found, temperature)
    guess, sure = p.argmax(axis=1), p.max(axis=1)
    print(f"{head}: {len(truth)} phrases, {found.shape[1]} labels, {len(set(data.groups))} groups, T {temperature:.2f}")
    print(f"  held out by group: right {np.mean(guess == truth):.1%}")
    for floor in (0.3, 0.4, 0.5, 0.7):
        answered = sure >= floor
        print(f"  p >= {floor}: answers {answered.mean():.1%}, right {np.mean(guess[answered] == truth[answered]):.1%}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed weights, write nothing")
    options = parser.parse_args()
    stored: dict[str, NDArray[np.generic]] = {}
    for head in HEADS:
        data = phrases(head)
        x = vectors(data.texts)
        found, truth, classes = held_out(head, data, x)
        temperature = calibrated(found, truth)
        report(head, data, found, truth, temperature)
        model = learned(x, data.labels, STRENGTH[head])
        stored |= {
            f"{head}_labels": np.array(classes),
            f"{head}_weights": model.coef_.astype(np.float16),
            f"{head}_bias": model.intercept_.astype(np.float16),
            f"{head}_temperature": np.array(temperature, dtype=np.float32),
        }
    if options.check:
        return int(not _same(stored))
    written = io.BytesIO()
    np.savez(written, **stored)  # type: ignore[arg-type]  # arrays by name
    WEIGHTS.write_bytes(written.getvalue())
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1024:.0f} KiB")
    return 0


def _same(stored: dict[str, NDArray[np.generic]]) -> bool:
    with np.load(WEIGHTS, allow_pickle=False) as known:
        return set(known.files) == set(stored) and all(
            np.array_equal(known[name], value)
            if value.dtype.kind == "U"
            else np.allclose(known[name], value, atol=0.01)
            for name, value in stored.items()
        )


if __name__ == "__main__":
    sys.exit(main())
