"""What plugins bring, by name: empty while they are loaded, filled by them, then only read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from bot.errors import PluginError

T = TypeVar("T")


class Registry(Mapping[str, T]):
    """In the order in which they came. `kind` is the word for one, `name_of` what it is called by."""

    def __init__(self, kind: str, name_of: Callable[[T], str]) -> None:
        self._kind = kind
        self._name_of = name_of
        self._items: dict[str, T] = {}

    def add(self, item: T) -> None:
        """Raises PluginError: there is one of that name."""
        name = self._name_of(item)
        if name in self._items:
            raise PluginError(f"two {self._kind}s are called {name}; remove one of them, or its plugin, in bot.toml")
        self._items[name] = item

    def __getitem__(self, name: str) -> T:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)
