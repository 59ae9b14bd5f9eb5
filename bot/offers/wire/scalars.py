"""Single values: JSON's looser types as ours, None for what is not one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from bot.types import JSON


def number(amount: Decimal | None) -> int | float | None:
    """A JSON number: whole amounts without decimals; two decimals survive a float exactly when printed."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def decimal(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        amount = Decimal(str(value))  # through str: 99.9 stays 99.9
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def moment(value: Any) -> datetime | None:
    """Of seconds since 1970."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def counts(value: Any) -> tuple[int, ...]:
    return tuple(item for item in _items(value) if count(item) is not None)


def uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def text(value: Any) -> str | None:
    """None for an empty one too."""
    return value if isinstance(value, str) and value else None


def texts(value: Any) -> tuple[str, ...]:
    return tuple(item for item in _items(value) if isinstance(item, str))


def objects(value: Any) -> list[JSON]:
    """The objects of a list."""
    return [item for item in _items(value) if isinstance(item, dict)]


def _items(value: Any) -> list[Any] | tuple[Any, ...]:
    return value if isinstance(value, list | tuple) else ()
