from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bot.catalog.listing import SourceUnit
from bot.catalog.reading import MAX_LINE_BYTES, Rejected, read_units
from bot.errors import InvalidInput
from bot.types import Tenant

LISTINGS = Path(__file__).parents[2] / "data" / "listings"
TENANT = Tenant(UUID(int=7), "demo", "Demo", currency="EUR")
ROW = {"id": "a-1", "name": "Casa", "description": "A house.", "type": "villa", "max_guests": 6, "price_night": 120}


def read(path: Path, content: str | bytes) -> list[SourceUnit | Rejected]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_units(path, TENANT))


def outcome(rows: list[SourceUnit | Rejected]) -> list[tuple[int, str]]:
    return [(row.line, row.reason if isinstance(row, Rejected) else row.source_id) for row in rows]


def json_line(**changes: Any) -> str:
    return json.dumps(ROW | changes) + "\n"


EMPTY, NO_PRICE, ABSURD = "description is empty", "price_night is missing", "price_night must be between 0.01 and 5000"


@pytest.mark.parametrize(
    ("file", "kept", "reasons"),
    [
        ("menorca", 13, {EMPTY: 2, NO_PRICE: 3, ABSURD: 2}),
        ("madrid", 16, {EMPTY: 2, ABSURD: 2}),
        ("edinburgh", 14, {EMPTY: 2, NO_PRICE: 2, ABSURD: 2}),
        ("ottawa", 16, {EMPTY: 1, NO_PRICE: 2, f"{EMPTY}; {NO_PRICE}": 1}),
    ],
)
def test_read_units_of_real_listings_keeps_the_good_and_names_the_bad(
    file: str, kept: int, reasons: dict[str, int]
) -> None:
    rows = list(read_units(LISTINGS / f"{file}.jsonl", TENANT))
    rejected = [row for row in rows if isinstance(row, Rejected)]
    assert len(rows) - len(rejected) == kept
    assert Counter(row.reason.split(", not")[0] for row in rejected) == reasons
    lines = (LISTINGS / f"{file}.jsonl").read_text(encoding="utf-8").split("\n")
    assert all(json.loads(lines[row.line - 1])["id"] == row.source_id for row in rejected)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{nonsense", "the line is not valid JSON: Expecting property name enclosed in double quotes at character 2"),
        ("[1, 2]", "the line must be a JSON object, not [1, 2]"),
        ('"text"', "the line must be a JSON object, not 'text'"),
        ("null", "the line must be a JSON object, not None"),
        ("[" * 100_000, "the line is not valid JSON: nested too deeply"),
        ('{"id": ' + "9" * 5000 + "}", "the line is not valid JSON"),
        (json_line(price_night=float("nan")).strip(), "price_night must be a number, not NaN"),
        (json_line(name="a\0b").strip(), "name contains a NUL character"),
        (json_line(name="a\ud800b").strip(), "name is not valid UTF-8"),
    ],
)
def test_read_units_of_a_broken_json_line_reports_it_and_goes_on(tmp_path: Path, line: str, reason: str) -> None:
    rows = read(tmp_path / "x.jsonl", f"\n{line}\n{json_line(id='b')}")
    assert outcome(rows)[0][0] == 2
    assert outcome(rows)[0][1].startswith(reason)
    assert outcome(rows)[1] == (3, "b")


def test_read_units_of_bytes_that_are_not_utf8_reports_the_line(tmp_path: Path) -> None:
    latin = json_line(name="CASA").replace("CASA", "Caña").encode("latin-1")
    assert outcome(read(tmp_path / "x.jsonl", latin + json_line().encode())) == [
        (1, "the line is not valid UTF-8"),
        (2, "a-1"),
    ]


def test_read_units_of_an_endless_line_reports_it_and_goes_on(tmp_path: Path) -> None:
    rows = read(tmp_path / "x.jsonl", json_line(name="x" * 3 * MAX_LINE_BYTES) + json_line())
    assert outcome(rows) == [(1, f"the line is longer than {MAX_LINE_BYTES} bytes"), (2, "a-1")]


def test_read_units_with_one_id_twice_keeps_the_first_valid_row(tmp_path: Path) -> None:
    rows = read(tmp_path / "x.jsonl", json_line(name="") + json_line(name="Kept") + json_line(name="Again"))
    assert outcome(rows) == [(1, "name is empty"), (2, "a-1"), (3, "id is already used in line 2")]


def test_read_units_skips_a_byte_order_mark_and_a_missing_last_newline(tmp_path: Path) -> None:
    assert outcome(read(tmp_path / "x.jsonl", b"\xef\xbb\xbf" + json_line().strip().encode())) == [(1, "a-1")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_read_units_of_csv_reads_each_delimiter_and_quoted_lines(tmp_path: Path, delimiter: str) -> None:
    header = delimiter.join(["ID", "name", "description", "unit_type", "max_guests", "base_price_night", "amenities"])
    row = delimiter.join(["a", "Casa", '"Two\nlines, ""quoted""; here"', "house", "4", "99.90", '"Wifi|Pool"'])
    bad = delimiter.join(["b", "Casa", "Text", "house", "none", "99", ""])
    rows = read(tmp_path / "x.csv", f"\ufeff{header}\r\n{row}\r\n\r\n{bad}\r\n")
    assert outcome(rows) == [(2, "a"), (5, "max_guests must be a number like 120 or 99.50, not 'none'")]
    assert isinstance(rows[0], SourceUnit)
    assert rows[0].unit.description == 'Two\nlines, "quoted"; here'
    assert rows[0].unit.features == ("wifi", "pool")


def test_read_units_of_csv_reads_the_tables_own_json_columns(tmp_path: Path) -> None:
    pricing = '"{""base_price_night"": 80.5, ""currency"": ""EUR"", ""min_nights"": 3}"'
    amenities = '"{""max_guests"": 4, ""features"": [""pool""]}"'
    rows = read(
        tmp_path / "x.csv", f"source_id,name,description,amenities,pricing\na,Casa,Text,{amenities},{pricing}\n"
    )
    assert isinstance(rows[0], SourceUnit)
    assert rows[0].unit.pricing is not None
    assert (rows[0].unit.max_guests, rows[0].unit.features, rows[0].unit.pricing.min_nights) == (4, ("pool",), 3)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"a,b,c", "the row has 3 values for 5 columns"),
        (b'a,"b"x,c,4,90', "the row is not valid CSV"),
        (b"a,Ca\xf1a,c,4,90", "name is not valid UTF-8"),
        (b"a,b\0,c,4,90", "name contains a NUL character"),
        (b"a,b,,4,90", "description is empty"),
        (b"a," + b"x" * MAX_LINE_BYTES + b",c,4,90", "the line is longer than"),
    ],
)
def test_read_units_of_a_broken_csv_row_reports_it_and_goes_on(tmp_path: Path, line: bytes, reason: str) -> None:
    content = b"id,name,description,max_guests,price_night\n" + line + b"\nlast,Casa,Text,4,90\n"
    first, second = outcome(read(tmp_path / "x.csv", content))
    assert first[0] == 2
    assert first[1].startswith(reason)
    assert second == (3, "last")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.csv", "", "first line must hold the names"),
        ("x.csv", "foo,bar\n1,2\n", "first line must name each column once"),
        ("x.csv", "id,id\n1,2\n", "first line must name each column once"),
        ("x.csv", "id,name,description,max_guests,price_nigth\n", "did you mean price_night"),
        ("x.xlsx", "PK", "expected a .jsonl or .csv file"),
    ],
)
def test_read_units_of_an_unusable_file_says_what_to_do(tmp_path: Path, name: str, content: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        read(tmp_path / name, content)


def test_read_units_of_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="No such file"):
        list(read_units(tmp_path / "none.jsonl", TENANT))
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InvalidInput, match="cannot be read"):
        list(read_units(tmp_path / "folder.csv", TENANT))
