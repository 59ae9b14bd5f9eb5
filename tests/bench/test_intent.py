"""bench.intent: scores a labelled set and says what is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.intent", "--data", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_bench_intent_scores_right_wrong_and_missed_rows(tmp_path: Path) -> None:
    def row(utterance: str, slots: dict[str, object], **more: object) -> str:
        return json.dumps(
            {"lang": "en", "today": "2026-05-20", "utterance": utterance, "slots": slots, "history": []} | more
        )

    rows = [
        row("2 nights please", {"nights": 2}),
        row("3 nights please", {"nights": 4}),
        row("a while", {"nights": 5}),
        row("hello", {}),
        row("7 nights", {"nights": 1}, label_conflict=True),
    ]
    (tmp_path / "own_en.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = run(tmp_path)
    assert done.returncode == 0
    (line,) = [line.split() for line in done.stdout.splitlines() if " nights " in line]
    assert line[:7] == ["en", "turn", "nights", "3", "33.3%", "33.3%", "1"]
    assert "turns that state nothing: 1, something read in 0" in done.stdout


def test_bench_intent_without_sets_says_so(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 2
    assert "No labelled sets" in done.stderr
