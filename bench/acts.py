"""Measures the learned acts on labelled phrases: `python -m bench.acts FILE… [--json] [--errors]`.

A file has JSON lines {"label", "lang", "text"}: one clause with one of the labels of plugins/understanding/acts; or
{"labels", "lang", "text"}: a message of several clauses. Printed by language: phrases, how many are read right, how
many are answered (the reader is surer than `--floor`) and how many of those right. In a message of several clauses each
label counts as a phrase, right when a clause of the reading has it; a clause that is answered with a label the message
does not have counts as answered and wrong. The reader's labels are the 56 of the first set and three more: `amenity`,
`other`, and `privacy_ask`, which was part of `privacy_delete` and counts as that where a file does not tell them apart.
A label that the table does not know is an error. The last line with `--json` is {"phrases", "right", "answered",
"answered_right"}.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.understanding.acts.labels import labels
from plugins.understanding.acts.reader import read_clauses
from plugins.understanding.lexicon import Tagged
from plugins.understanding.tokens import composed, tokens

OWN = Path(__file__).with_name("utterances") / "acts.jsonl"
FIRST_SET = {"privacy_ask": "privacy_delete"}  # the reader's label, and what it was part of
FLOOR = 0.5  # from here on an act is acted upon


@dataclass
class Tally:
    phrases: int = 0
    right: int = 0
    answered: int = 0
    answered_right: int = 0

    def add(self, other: Tally) -> None:
        for name in ("phrases", "right", "answered", "answered_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", default=[OWN])
    parser.add_argument("--json", action="store_true", help="a last line for programs")
    parser.add_argument("--errors", action="store_true", help="print what is misread")
    parser.add_argument("--floor", type=float, default=FLOOR)
    options = parser.parse_args()
    rows = [row for file in options.files for row in _rows(file)]
    if unknown := {label for row in rows for label in _labels(row)} - set(labels()):
        print(f"Labels that the reader does not have: {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    _read({"text": "hello", "lang": "en"})  # the encoder loads
    older = {} if any("privacy_ask" in _labels(row) for row in rows) else FIRST_SET
    by_language: dict[str, Tally] = defaultdict(Tally)
    seconds = []
    for row in rows:
        started = time.perf_counter()
        found = [(older.get(label, label), share) for label, share in _read(row)]
        seconds.append(time.perf_counter() - started)
        tally = _marked(row, found, options.floor)
        by_language[row["lang"]].add(tally)
        if options.errors and (tally.right < tally.phrases or tally.answered_right < tally.answered):
            said = " · ".join(f"{label} {share:.2f}" for label, share in found)
            print(f"  {row['lang']} {' '.join(_labels(row))} ≠ {said}: {row['text']!r}")
    _print(by_language, seconds, as_json=options.json)
    return 0


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _labels(row: dict[str, Any]) -> list[str]:
    return list(row["labels"]) if "labels" in row else [row["label"]]


def _read(row: dict[str, Any]) -> list[tuple[str, float]]:
    """The likeliest label of each clause with its confidence."""
    text = composed(row["text"])
    clauses = read_clauses(text, Tagged(tokens(text), row["lang"]))
    return [(clause.acts[0].label, clause.acts[0].confidence) for clause in clauses]


def _marked(row: dict[str, Any], found: list[tuple[str, float]], floor: float) -> Tally:
    expected = set(_labels(row))
    if "labels" not in row:  # one clause: the surest counts
        found = sorted(found, key=lambda pair: -pair[1])[:1]
    answered = {label for label, share in found if share >= floor}
    return Tally(
        phrases=len(expected),
        right=len(expected & {label for label, _ in found}),
        answered=len(answered),
        answered_right=len(answered & expected),
    )


def _print(by_language: dict[str, Tally], seconds: list[float], *, as_json: bool) -> None:
    total = Tally()
    print(f"{'':4} {'phrases':>8} {'right':>7} {'answered':>9} {'of these right':>15}")
    for language, tally in sorted(by_language.items()):
        print(_line(language, tally))
        total.add(tally)
    print(_line("all", total))
    ordered = sorted(seconds)
    p50, p95 = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 for share in (0.5, 0.95))
    print(f"ms a message: p50 {p50:.1f}, p95 {p95:.1f}, worst {ordered[-1] * 1000:.1f}")
    if as_json:
        print(json.dumps(vars(total)))


def _line(name: str, tally: Tally) -> str:
    return (
        f"{name:4} {tally.phrases:8} {tally.right / max(tally.phrases, 1):7.1%} "
        f"{tally.answered / max(tally.phrases, 1):9.1%} {tally.answered_right / max(tally.answered, 1):15.1%}"
    )


if __name__ == "__main__":
    sys.exit(main())
