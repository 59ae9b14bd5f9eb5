"""What an examination says of one thing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`ok`: True, False (something must be done, `advice` says what), or None: for information."""

    name: str
    ok: bool | None
    detail: str
    advice: str = ""
