"""The SQL functions' own error codes as the core's errors."""

from __future__ import annotations

from typing import Any

import psycopg

from bot.errors import Conflict, NotFound

NOT_FOUND, CONFLICT = "LB404", "LB409"


class explained:
    """A context manager around a call."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        code = getattr(error, "sqlstate", None)
        if code == NOT_FOUND:
            raise NotFound(_sentence(error)) from error
        if code == CONFLICT:
            raise Conflict(_sentence(error)) from error


def _sentence(error: BaseException | None) -> str:
    primary = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    return (primary or "not possible").capitalize() + "."
