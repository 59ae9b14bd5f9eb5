"""What the tests try by default of what they could try, and all of it where LOBBY_TRY_ALL is set (`make test-all`)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

ALL = bool(os.environ.get("LOBBY_TRY_ALL"))

Case = TypeVar("Case")


def share(cases: Sequence[Case], index: int, of: int) -> Sequence[Case]:
    """Every `of`-th case from the `index`-th on, so that tests with the numbers 0 to of - 1 try each case once."""
    return cases if ALL else cases[index % of :: of]


def examples(most: int, usual: int) -> int:
    """How many examples hypothesis makes up."""
    return most if ALL else usual
