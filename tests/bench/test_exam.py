"""bench.intent --exam: exact, wrong and missed as an exam has them, by language and by dialogue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.exam import Marked, examine, faults

KNOWN: dict[str, Any] = {
    "check_in": "2026-07-12",
    "check_out": None,
    "guests": 4,
    "budget_range": {"min": None, "max": 120, "currency": None, "basis": "night"},
    "preferences": ["pool"],
    "period": {"from": "2026-07-01", "to": "2026-07-31", "label": "July"},
    "place": "Fornells",
}


@pytest.mark.parametrize(
    ("expect", "missed", "wrong"),
    [
        ({"check_in": "2026-07-12", "check_out": None, "guests": 4}, [], []),
        ({"check_in": "2026-07-13"}, [], ["check_in"]),
        ({"check_in": None}, [], ["check_in"]),
        ({"check_out": "2026-07-19"}, ["check_out"], []),
        ({"check_out": {"any": [None, "2026-07-19"]}, "guests": {"any": [4, 5]}}, [], []),
        ({"check_in": {"range": ["2026-07-10", "2026-07-14"], "null_ok": False}}, [], []),
        ({"check_out": {"range": ["2026-07-10", "2026-07-14"], "null_ok": False}}, ["check_out"], []),
        ({"check_out": {"range": ["2026-07-10", "2026-07-14"], "null_ok": True}}, [], []),
        ({"budget_range": {"max": 120, "currency": {"any": [None, "EUR"]}}, "budget_basis": "night"}, [], []),
        ({"budget_range": {"max": 100, "currency": "EUR"}}, ["budget_range.currency"], ["budget_range.max"]),
        ({"budget_range": None}, [], ["budget_range"]),
        ({"budget_range": {"any": [None, {"max": 120}]}}, [], []),
        ({"budget_basis": "stay"}, [], ["budget_basis"]),
        ({"preferences_has": ["pool", "wifi"], "preferences_not": ["pool"]}, ["preferences_has"], ["preferences_not"]),
        ({"exclusions_has": ["pool"]}, ["exclusions_has"], []),
        ({"period": {"from": "2026-07-01", "to": "2026-07-31"}, "place": "fornells", "bedrooms": None}, [], []),
        ({"period": {"from": "2026-08-01"}, "bedrooms": 2, "infants": 0}, ["bedrooms"], ["period.from"]),
        ({"infants": 1, "children_ages": [4]}, ["infants", "children_ages"], []),
    ],
)  # fmt: skip
def test_faults_are_missed_or_wrong(expect: dict[str, Any], missed: list[str], wrong: list[str]) -> None:
    found = list(faults(expect, KNOWN))
    assert [fault.field for fault in found if not fault.is_wrong] == missed
    assert [fault.field for fault in found if fault.is_wrong] == wrong


def test_marked_row_with_a_wrong_value_is_wrong_whatever_else_was_missed() -> None:
    found = list(faults({"check_in": "2026-07-13", "check_out": "2026-07-19"}, KNOWN))
    marked = Marked({}, found, 0.0)
    assert (marked.is_exact, marked.is_wrong) == (False, True)


def test_examine_prints_marks_by_language_and_dialogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def row(id_: str, text: str, expect: dict[str, Any], **more: Any) -> dict[str, Any]:
        about = {"lang": "en", "history": [], "today": "2026-05-04", "locale": "en-GB", "kind": "test"}
        return {"id": id_, "text": text, "expect": expect, **about, **more}

    nothing = {"check_in": None, "guests": None}
    rows = [
        row("a", "hello", nothing),
        row("b", "hallo", {"guests": 4}, lang="de"),
        row("d1.1", "hello", nothing, turn=1),
        row("d1.2", "thanks", {"guests": 2}, turn=2, history=[{"role": "user", "content": "hello"}]),
        row("d2.1", "hello", nothing, turn=1),
    ]
    file = tmp_path / "exam.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")
    examine([file], errors=True)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["de", "1", "0.0%", "0.0%", "100.0%"] in lines
    assert ["en", "4", "75.0%", "0.0%", "25.0%"] in lines
    assert ["all", "5", "60.0%", "0.0%", "40.0%"] in lines
    assert "dialogues: 3 states, 66.7% exact; 1 of 2 dialogues without a fault".split() in lines
    assert ["missed", "guests:", "4", "≠", "None"] in lines
    assert lines[-1][:3] == ["ms", "a", "message:"]
