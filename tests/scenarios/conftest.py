"""Scenarios run on every channel at its platform's pace: they are left to `make test`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = f"{Path(__file__).parent}{os.sep}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if str(item.path).startswith(FOLDER):
            item.add_marker(pytest.mark.slow)
