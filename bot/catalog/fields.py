"""Typed reading of one untrusted row: every wrong value is noted with its field and what was expected."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

import orjson

from bot.catalog import text as texts
from bot.catalog.units import NUMBER, json_number

T = TypeVar("T")

MAX_SHOWN_CHARS = 40  # of a wrong value, in the reason
_SEPARATOR = re.compile(r"[;|]")
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_NOT_NUMBERS = {"nan", "inf", "-inf", "infinity", "-infinity"}


class Fields:
    """A row's values by name; `problems` fills up while they are read.

    Null, a missing key and a blank text all mean "not given".
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self.problems: list[str] = []

    def problem(self, name: str, what: str) -> None:
        self.problems.append(f"{name} {what}")

    def given(self, name: str) -> Any:
        """The value as it stands; None when it was not given."""
        value = self._values.get(name)
        return None if isinstance(value, str) and not value.strip() else value

    def text(self, name: str, max_chars: int, *, required: bool = False, lines: bool = False) -> str | None:
        """Plain text without markup, on one line unless `lines`."""
        found = self._read(name, lambda value: _text(value, max_chars, lines), required)
        if found == "" and required:
            self.problem(name, "is empty")
        return found or None

    def number(self, name: str, low: Decimal | int, high: Decimal | int, *, required: bool = False) -> Decimal | None:
        """A number from `low` to `high`, written as a number or as text with a decimal point."""
        return self._read(name, lambda value: _number(value, low, high), required)

    def whole(self, name: str, low: int, high: int, *, required: bool = False) -> int | None:
        """A whole number from `low` to `high`; 2.0 counts as 2."""
        return self._read(name, lambda value: _whole(value, low, high), required)

    def flag(self, name: str) -> bool | None:
        return self._read(name, _flag)

    def mapping(self, name: str) -> Mapping[str, Any] | None:
        """A JSON object, also when written as text."""
        return self._read(name, _mapping)

    def items(self, name: str, max_items: int) -> list[Any]:
        """A list: JSON, also when written as text, or words separated by ; or |."""
        return self._read(name, lambda value: _items(value, max_items)) or []

    def words(self, name: str, max_items: int, max_chars: int) -> tuple[str, ...]:
        """A list of short texts without repetitions."""
        return self._read(name, lambda value: _words(value, max_items, max_chars)) or ()

    def json(self, name: str, max_chars: int) -> dict[str, Any]:
        """A free JSON object that the database can keep."""
        return self._read(name, lambda value: _storable(value, max_chars)) or {}

    def _read(self, name: str, read: Callable[[Any], T], required: bool = False) -> T | None:
        value = self.given(name)
        if value is None:
            if required:
                self.problem(name, "is empty" if self._values.get(name) is not None else "is missing")
            return None
        try:
            return read(value)
        except ValueError as error:
            self.problem(name, str(error))
            return None


def parse_json(written: str) -> Any:
    """Read JSON with exact decimals. Raises ValueError saying what is wrong and where."""
    try:
        return json.loads(written, parse_float=Decimal, parse_constant=Decimal)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not valid JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise ValueError("is not valid JSON: nested too deeply") from error
    except ValueError as error:  # int() refuses thousands of digits
        raise ValueError("is not valid JSON: a number has too many digits") from error


def shown(value: object) -> str:
    """A wrong value as a reason shows it."""
    written = str(value) if isinstance(value, int | float | Decimal) else repr(value)
    return written if len(written) <= MAX_SHOWN_CHARS else written[:MAX_SHOWN_CHARS] + texts.ELLIPSIS


# --- one value each; a ValueError says what is wrong ----------------------------------------------------------------


def _text(value: Any, max_chars: int, lines: bool) -> str:
    if isinstance(value, int) and not isinstance(value, bool):  # ids and door numbers are often written bare
        value = str(value)
    if not isinstance(value, str):
        raise ValueError(f"must be text, not {shown(value)}")
    if len(value) > max_chars:
        raise ValueError(f"is longer than {max_chars} characters")
    if defect := texts.defect(value):
        raise ValueError(defect)
    return (texts.plain_text if lines else texts.plain_line)(value)


def _number(value: Any, low: Decimal | int, high: Decimal | int) -> Decimal:
    if isinstance(value, str) and (NUMBER.fullmatch(value.strip()) or value.strip().lower() in _NOT_NUMBERS):
        number = Decimal(value.strip())
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
    elif isinstance(value, float):
        number = Decimal(repr(value))
    else:
        raise ValueError(f"must be a number like 120 or 99.50, not {shown(value)}")
    if not number.is_finite():
        raise ValueError(f"must be a number, not {number}")
    if not low <= number <= high:
        raise ValueError(f"must be between {low} and {high}, not {shown(value)}")
    return number


def _whole(value: Any, low: int, high: int) -> int:
    number = _number(value, low, high)
    if number != number.to_integral_value():
        raise ValueError(f"must be a whole number, not {shown(value)}")
    return int(number)


def _flag(value: Any) -> bool:
    found = _FLAGS.get(str(value).strip().lower())
    if found is None:
        raise ValueError(f"must be true or false, not {shown(value)}")
    return found


def _decoded(value: Any) -> Any:
    return parse_json(value) if isinstance(value, str) and value.lstrip()[0] in "[{" else value


def _mapping(value: Any) -> Mapping[str, Any]:
    value = _decoded(value)
    if not isinstance(value, dict):
        raise ValueError(f"must be a JSON object, not {shown(value)}")
    return value


def _items(value: Any, max_items: int) -> list[Any]:
    value = _decoded(value)
    if isinstance(value, str):
        value = [word.strip() for word in _SEPARATOR.split(value) if word.strip()]
    if not isinstance(value, list):
        raise ValueError(f"must be a list, not {shown(value)}")
    if len(value) > max_items:
        raise ValueError(f"has more than {max_items} entries")
    return value


def _words(value: Any, max_items: int, max_chars: int) -> tuple[str, ...]:
    words: dict[str, None] = {}  # a set that keeps the order
    for position, item in enumerate(_items(value, max_items), start=1):
        try:
            words[_text(item, max_chars, lines=False)] = None
        except ValueError as error:
            raise ValueError(f"entry {position} {error}") from error
    return tuple(word for word in words if word)


def _storable(value: Any, max_chars: int) -> dict[str, Any]:
    try:
        written = orjson.dumps(_mapping(value), default=_finite).decode()
    except TypeError as error:  # broken text, a number beyond 64 bits, endless nesting
        raise ValueError(f"cannot be stored: {error.__cause__ or error}") from error
    if len(written) > max_chars:
        raise ValueError(f"is longer than {max_chars} characters")
    if "\\u00" in written or texts.defect(written):  # exactly the control characters are escaped
        raise ValueError("contains control characters")
    storable: dict[str, Any] = orjson.loads(written)
    return storable


def _finite(number: Decimal) -> int | float | str:
    if not number.is_finite():
        raise ValueError(f"{number} is not a number")
    return json_number(number)
