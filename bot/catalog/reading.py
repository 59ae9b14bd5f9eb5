"""Files of listings as rows, one at a time: JSON lines and CSV, with the line of everything that cannot be read."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, BinaryIO

from bot.catalog.fields import parse_json, shown
from bot.catalog.listing import KNOWN, BadRow, SourceUnit, parse_row
from bot.errors import InvalidInput
from bot.types import Tenant

MAX_LINE_BYTES = 1_000_000  # a listing has a few thousand; more is not a listing, and would fill the memory
_CSV_SUFFIXES = {".csv", ".tsv"}
_JSON_SUFFIXES = {".jsonl", ".ndjson", ".json"}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is left out."""

    line: int  # where the row begins, from 1
    source_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class RawRow:
    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """The names that a CSV file's first line may hold; `example`: how such a line may look."""

    names: frozenset[str]
    example: str


UNITS = Columns(KNOWN, "id,name,description,price_night")


def read_units(path: Path, tenant: Tenant) -> Iterator[SourceUnit | Rejected]:
    """Every row of the file as a unit of the tenant, or why not. Of rows with one id the first valid one counts.

    Raises:
        InvalidInput: the file cannot be read at all: missing, of an unknown kind, without usable columns.
    """
    first_line: dict[str, int] = {}
    for row in read_rows(path):
        unit = row if isinstance(row, Rejected) else _parsed(row, tenant)
        if isinstance(unit, SourceUnit):
            first = first_line.setdefault(unit.source_id, unit.line)
            if first != unit.line:
                unit = Rejected(unit.line, unit.source_id, f"id is already used in line {first}")
        yield unit


def read_rows(path: Path, columns: Columns = UNITS) -> Iterator[RawRow | Rejected]:
    """Rows as they stand, streaming. Blank lines are skipped. Raises InvalidInput as read_units does.

    Args:
        columns: that a CSV file may have.
    """
    suffix = path.suffix.lower()
    if suffix not in _CSV_SUFFIXES | _JSON_SUFFIXES:
        raise InvalidInput(f"{path.name}: expected a .jsonl or .csv file")
    try:
        with path.open("rb") as file:
            yield from _csv_rows(file, path.name, columns) if suffix in _CSV_SUFFIXES else _json_rows(file)
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be read: {error.strerror}") from error


def _parsed(row: RawRow, tenant: Tenant) -> SourceUnit | Rejected:
    try:
        return parse_row(row.values, row.line, tenant)
    except BadRow as error:
        return Rejected(row.line, error.source_id, str(error))


def _lines(file: BinaryIO) -> Iterator[tuple[int, str | None]]:
    """Numbered lines; None for one that is too long. Bytes that are not UTF-8 become surrogates, refused later."""
    line = 0
    while raw := file.readline(MAX_LINE_BYTES + 1):
        line += 1
        too_long = len(raw) > MAX_LINE_BYTES
        while too_long and raw and not raw.endswith(b"\n"):
            raw = file.readline(MAX_LINE_BYTES)
        if line == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        yield line, None if too_long else raw.decode("utf-8", "surrogateescape")


# --- JSON lines -----------------------------------------------------------------------------------------------------


def _json_rows(file: BinaryIO) -> Iterator[RawRow | Rejected]:
    for line, written in _lines(file):
        if written is None:
            yield Rejected(line, None, f"the line is longer than {MAX_LINE_BYTES} bytes")
        elif written.strip():
            yield _json_row(line, written)


def _json_row(line: int, written: str) -> RawRow | Rejected:
    try:
        written.encode()
        value = parse_json(written)
    except UnicodeEncodeError:
        return Rejected(line, None, "the line is not valid UTF-8")
    except ValueError as error:
        return Rejected(line, None, f"the line {error}")
    if not isinstance(value, dict):
        return Rejected(line, None, f"the line must be a JSON object, not {shown(value)}")
    return RawRow(line, value)


# --- CSV ------------------------------------------------------------------------------------------------------------


def _csv_rows(file: BinaryIO, name: str, known: Columns) -> Iterator[RawRow | Rejected]:
    header = file.readline(MAX_LINE_BYTES).decode("utf-8", "replace")
    file.seek(0)
    records = _csv_records(file, max(",;\t", key=header.count))
    columns = _columns(name, next(records, None), known)
    for line, cells in records:
        if isinstance(cells, str):
            yield Rejected(line, None, cells)
        elif len(cells) != len(columns):
            yield Rejected(line, None, f"the row has {len(cells)} values for {len(columns)} columns")
        else:
            yield RawRow(line, dict(zip(columns, cells, strict=True)))


def _csv_records(file: BinaryIO, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """The line a record begins in, and its cells or what is wrong with it."""
    too_long: list[int] = []

    def lines() -> Iterator[str]:
        for line, written in _lines(file):
            if written is None:
                too_long.append(line)
            yield written or "\n"

    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"the row is not valid CSV: {error}"
            continue
        if too_long:
            yield too_long.pop(), f"the line is longer than {MAX_LINE_BYTES} bytes"
        elif any(cell.strip() for cell in cells):
            yield line, cells


def _columns(name: str, header: tuple[int, list[str] | str] | None, known: Columns) -> list[str]:
    if header is None or isinstance(header[1], str):
        raise InvalidInput(f"{name}: the first line must hold the names of the columns, such as {known.example}")
    columns = [cell.strip().lower() for cell in header[1]]
    unknown = [column for column in columns if column not in known.names]
    if len(unknown) == len(columns) or len(set(columns)) < len(columns):
        raise InvalidInput(f"{name}: the first line must name each column once, such as {known.example}")
    for column in unknown:  # others are ignored; a slip of the pen would silently lose what the owner gave
        if near := get_close_matches(column, known.names.difference(columns), n=1, cutoff=0.85):
            raise InvalidInput(f"{name}: the column {shown(column)} is unknown; did you mean {near[0]}?")
    return columns
