"""An answer to one thing that was asked: several go into one reply."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """`unknown`: what the team would be asked; `missing`: features that none of the homes spoken of has; `having`:
    those that the paragraph says of one home, and nothing else."""

    paragraphs: tuple[str, ...]
    unknown: str | None = None
    missing: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
