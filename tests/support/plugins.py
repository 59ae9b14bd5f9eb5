"""Small plugins for one test each, registered as modules of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def plugin_module(name: str, **members: Any) -> Iterator[str]:
    """A module with these hookimpls (or a class `Plugin`, a model `Settings`); yields its dotted name."""
    dotted = f"tests_plugin_{name}"
    module = ModuleType(dotted)
    for member, value in members.items():
        setattr(module, member, value)
    sys.modules[dotted] = module
    try:
        yield dotted
    finally:
        del sys.modules[dotted]
