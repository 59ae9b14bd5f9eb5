from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.catalog.reading import Rejected
from bot.errors import InvalidInput
from bot.knowledge.reading import SourceEntry, read_entries

GUIDE = """\ufeff---
language: es
title: Guía de la casa
---
# Partes

## En la casa

### ¿Hay wifi?
### ¿Cuál es la contraseña? {#wifi topic=wifi}
En la pegatina
del router.

- fibra
- 300 Mb

### Where is the wifi password? {#wifi lang=en}
On the sticker.

## How does the gate open? {lang=en unit="villa 3"}
By remote control.
"""


def read(path: Path, text: str, language: str = "es") -> tuple[list[SourceEntry], list[Rejected]]:
    path.write_text(text, "utf-8")
    rows = list(read_entries(path, language))
    return [row for row in rows if isinstance(row, SourceEntry)], [row for row in rows if isinstance(row, Rejected)]


def test_markdown_gives_questions_with_their_answers_marks_and_lines(tmp_path: Path) -> None:
    entries, rejected = read(tmp_path / "guide.md", GUIDE)
    assert rejected == []
    spanish, other_wording, english, gate = entries
    assert (spanish.line, spanish.question, spanish.key, spanish.topic) == (
        10,
        "¿Cuál es la contraseña?",
        "wifi",
        "wifi",
    )
    assert spanish.answer == "En la pegatina del router.\n\n- fibra\n- 300 Mb"
    assert (spanish.language, spanish.title) == ("es", "Guía de la casa")
    assert (other_wording.question, other_wording.answer) == ("¿Hay wifi?", spanish.answer)
    assert (english.language, english.key, english.topic) == ("en", "wifi", None)
    assert (gate.unit, gate.key, gate.question) == ("villa 3", None, "How does the gate open?")


def test_markdown_without_settings_takes_its_title_from_the_heading_or_the_file(tmp_path: Path) -> None:
    [headed], _ = read(tmp_path / "a.md", "# House guide\n## Where is it?\nHere.\n")
    [bare], _ = read(tmp_path / "house-rules.md", "## Where is it?\nHere.\n")
    assert (headed.title, headed.language) == ("House guide", "es")
    assert bare.title == "House rules"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Hello\n## Q?\nA.\n", 1, "above the first question"),
        ("# Part\nHello\n## Q?\nA.\n", 1, "under no question"),
        ("## Q?\n\n# Next\n## R?\nA.\n", 1, "answer is empty"),
        ("## Q? {colour=red}\nA.\n", 1, "no mark of a question"),
        ("## Q? {#a !!}\nA.\n", 1, "cannot be read"),
        ("## Q? {lang=klingon}\nA.\n", 1, "language must be a code"),
        ("## Q? {topic=pet}\nA.\n", 1, "did you mean pets?"),
        ("## Q?\nA.\n\n## q?\nB.\n", 4, "answered in line 1 already"),
        ("---\nlanguage: en\n## Q?\nA.\n", 1, "do not end"),
        ("---\ncolour: red\n---\n## Q?\nA.\n", 2, "no setting of the file"),
        (f"## {'x' * 301}\nA.\n", 1, "question is longer than 300 characters"),
        (f"## Q?\n{'x ' * 1001}\n", 1, "answer is longer than 2000 characters"),
        ("## Q?\nA \x01 bell.\n", 1, "answer contains control characters"),
    ],
)
def test_markdown_that_is_wrong_is_rejected_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    _, rejected = read(tmp_path / "guide.md", text)
    assert [row.line for row in rejected if reason in row.reason] == [line], rejected


def test_csv_and_json_lines_have_the_same_columns(tmp_path: Path) -> None:
    rows = {"id": "keys", "lang": "en", "question": "Where are the keys?", "also": "Who lets us in?|How do we enter?"}
    written = json.dumps({**rows, "answer": "In the box.", "title": "Guide"})
    by_json, _ = read(tmp_path / "a.jsonl", written)
    by_csv, _ = read(
        tmp_path / "a.csv",
        "key,language,question,also,answer,title\n"
        "keys,en,Where are the keys?,Who lets us in?|How do we enter?,In the box.,Guide\n",
    )
    assert [entry.question for entry in by_json] == ["Where are the keys?", "Who lets us in?", "How do we enter?"]
    assert [(e.key, e.language, e.question, e.answer, e.title) for e in by_json] == [
        (e.key, e.language, e.question, e.answer, e.title) for e in by_csv
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"question": "Q?"}', "answer is missing"),
        ('{"question": 5.5, "answer": "A."}', "question must be text"),
        ("[]", "must be a JSON object"),
        ("nonsense", "not valid JSON"),
        ('{"question": "Q?", "answer": "A.", "language": "english"}', "language must be a code"),
    ],
)
def test_json_line_that_is_wrong_is_rejected_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    entries, [rejected] = read(tmp_path / "a.jsonl", f'{{"question": "First?", "answer": "Yes."}}\n\n{row}\n')
    assert len(entries) == 1
    assert rejected.line == 3
    assert reason in rejected.reason


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"", "expected a .jsonl or .csv file"),
        ("a.csv", b"quetsion,answer\nQ?,A.\n", "did you mean question"),
        ("a.csv", b"", "the first line must hold"),
        ("a.md", b"x" * 5_000_001, "larger than"),
    ],
)
def test_file_that_cannot_be_read_at_all_says_so(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidInput, match=message):
        list(read_entries(tmp_path / name, "en"))


def test_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"none\.md cannot be read"):
        list(read_entries(tmp_path / "none.md", "en"))


def test_file_that_is_not_utf8_is_rejected_where_it_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"## Q?\nSi\xff\n## R?\nA.\n")
    rows = list(read_entries(tmp_path / "a.md", "en"))
    assert [type(row) for row in rows] == [Rejected, SourceEntry]
