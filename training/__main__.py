"""Learn the heads and write their weights: `python -m training [--check] [--only HEAD …]`.

The phrases lie beside this file: `act/*.jsonl` {label, lang, text}, `scope/*.jsonl` {scope, lang, text},
`stance/*.jsonl` {stance, lang, text}, `tells/*.jsonl` {tells, lang, text}, `claim/*.jsonl` (claims.py) and `noun/*.csv`
(a file a label, a line a meaning, a column a language). Rows of one `group` say the same in several languages; without
one, a file's rows (one author's) are a group. Deterministic: the same phrases give the same weights.
First the groups are held out in turn, to print what a stranger's phrases are read with and to fit the temperature
there; then all phrases together make the weights. `--check` writes nothing and fails when the weights that are
committed are not those of the phrases.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # it ships no types
from threadpoolctl import threadpool_limits

from training import claims
from training.phrases import HERE, LESSONS, Lesson, Phrases, centre

WEIGHTS = HERE.parent / "plugins/understanding/acts/weights.npz"
FOLDS = 8
FLOORS = (0.3, 0.4, 0.5, 0.7, 0.9)
TEMPERATURES = np.arange(0.3, 2.5, 0.05)
TOLERANCE = 0.02  # of a weight: other processors round otherwise


@dataclass(frozen=True)
class HeldOut:
    """What models say of phrases whose groups they never saw."""

    scores: NDArray[np.float64]  # (phrases, labels)
    truth: NDArray[np.int64]

    def shares(self, temperature: float) -> NDArray[np.float64]:
        powers = np.exp((self.scores - self.scores.max(axis=1, keepdims=True)) / temperature)
        result: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
        return result

    def temperature(self) -> float:
        """The one with the least surprise (log loss)."""
        rows = np.arange(len(self.truth))
        losses = [-np.log(self.shares(t)[rows, self.truth] + 1e-9).mean() for t in TEMPERATURES]
        return float(TEMPERATURES[int(np.argmin(losses))])


def learned(lesson: Lesson, x: Any, labels: NDArray[np.str_]) -> LogisticRegression:
    weight = "balanced" if lesson.balanced else None
    with threadpool_limits(1):  # more threads wait for each other on a busy machine
        return LogisticRegression(C=lesson.strength, max_iter=500, class_weight=weight).fit(x, labels)


def _scored(model: LogisticRegression, x: Any) -> NDArray[np.float64]:
    """(phrases, labels). Of two labels the library scores the second alone."""
    scores: NDArray[np.float64] = model.decision_function(x)
    return scores if scores.ndim == 2 else np.stack([-scores / 2, scores / 2], axis=1)


def _weights(model: LogisticRegression) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(labels, numbers) and (labels,), with the same meaning."""
    if len(model.coef_) > 1:
        return model.coef_, model.intercept_
    signs = np.array([[-0.5], [0.5]])
    return signs * model.coef_, signs[:, 0] * model.intercept_


def held_out(lesson: Lesson, data: Phrases, x: Any) -> HeldOut:
    classes, groups = sorted(set(data.labels)), sorted(set(data.groups))
    scores = np.full((len(data.texts), len(classes)), -20.0)
    for fold in range(min(FOLDS, len(groups))):
        mine = np.isin(data.groups, groups[fold::FOLDS])
        model = learned(lesson, x[~mine], data.labels[~mine])
        columns = [classes.index(label) for label in model.classes_]
        scores[np.ix_(mine, columns)] = _scored(model, x[mine])
    return HeldOut(scores, np.array([classes.index(label) for label in data.labels]))


def report(lesson: Lesson, data: Phrases, held: HeldOut, temperature: float) -> None:
    shares = held.shares(temperature)
    guess, sure = shares.argmax(axis=1), shares.max(axis=1)
    labels, groups = shares.shape[1], len(set(data.groups))
    print(f"{lesson.head}: {len(data.texts)} phrases, {labels} labels, {groups} groups, temperature {temperature:.2f}")
    print(f"  held out by group: right {np.mean(guess == held.truth):.1%}")
    for floor in FLOORS:
        answered = sure >= floor
        right = np.mean(guess[answered] == held.truth[answered])
        print(f"  p >= {floor}: answers {answered.mean():.1%}, right {right:.1%}")


def trained(lesson: Lesson) -> dict[str, NDArray[np.generic]]:
    """The arrays that acts/heads.py reads."""
    data = lesson.phrases()
    x = lesson.vectors(data.texts)
    held = held_out(lesson, data, x)
    temperature = held.temperature()
    report(lesson, data, held, temperature)
    model = learned(lesson, x, data.labels)
    weights, bias = _weights(model)
    return {
        f"{lesson.head}_labels": model.classes_.astype(np.str_),
        f"{lesson.head}_weights": weights.astype(np.float16),
        f"{lesson.head}_bias": bias.astype(np.float16),
        f"{lesson.head}_temperature": np.array(temperature, dtype=np.float32),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed weights, write nothing")
    parser.add_argument("--only", nargs="+", metavar="HEAD", help="learn these, leave the others as they are")
    options = parser.parse_args()
    finish = _check if options.check else _write
    failed = 0
    if not options.only or claims.HEAD in options.only:
        failed |= finish(claims.WEIGHTS, claims.trained())
    only = [head for head in options.only or () if head != claims.HEAD]
    if only or not options.only:
        failed |= finish(WEIGHTS, _acts(only))
    return failed


def _acts(only: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    """The arrays of acts/heads.py, of these heads or of all."""
    stored = _kept(only) if only else {}
    for lesson in LESSONS:
        if not only or lesson.head in only:
            stored |= trained(lesson)
    if not only:
        stored["centre"] = centre().astype(np.float16)
    return stored


def _write(file: Path, stored: Mapping[str, NDArray[np.generic]]) -> int:
    written = io.BytesIO()
    np.savez_compressed(written, **stored)  # type: ignore[arg-type]  # arrays by name
    file.write_bytes(written.getvalue())
    print(f"{file.name}: {file.stat().st_size / 1024:.0f} KiB")
    return 0


def _kept(learned_anew: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    """The committed arrays of the heads that are not learned anew."""
    with np.load(WEIGHTS, allow_pickle=False) as known:
        return {name: known[name] for name in known.files if name.rpartition("_")[0] not in learned_anew}


def _check(file: Path, stored: Mapping[str, NDArray[np.generic]]) -> int:
    with np.load(file, allow_pickle=False) as known:
        names = set(known.files) ^ set(stored)
        names |= {name for name in set(known.files) & set(stored) if not _same(known[name], stored[name])}
    if names:
        print(f"Not those of the phrases: {', '.join(sorted(names))}. Run python -m training.", file=sys.stderr)
    return int(bool(names))


def _same(known: NDArray[np.generic], value: NDArray[np.generic]) -> bool:
    if known.shape != value.shape:
        return False
    if value.dtype.kind == "U":
        return bool(np.array_equal(known, value))
    return bool(np.allclose(known.astype(np.float64), value.astype(np.float64), atol=TOLERANCE))


if __name__ == "__main__":
    sys.exit(main())
