"""bench.intent: scores a labelled set and says what is missing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench.intent import main


def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["bench.intent", "--data", str(folder)])
    return main()


def test_bench_intent_scores_right_wrong_and_missed_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
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
    assert run(tmp_path, monkeypatch) == 0
    said = capsys.readouterr().out
    (line,) = [line.split() for line in said.splitlines() if " nights " in line]
    assert line[:7] == ["en", "turn", "nights", "3", "33.3%", "33.3%", "1"]
    assert "turns that state nothing: 1, something read in 0" in said


def test_bench_intent_without_sets_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, monkeypatch) == 2
    assert "No labelled sets" in capsys.readouterr().err
