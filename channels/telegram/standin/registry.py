"""The table of methods. Their names are case-insensitive (https://core.telegram.org/bots/api#making-requests)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from channels.telegram.standin.params import Params
from channels.telegram.standin.world import World

Handler = Callable[[World, Params], Any]  # returns the result, or an awaitable of it
METHODS: dict[str, tuple[str, Handler]] = {}  # small name: (name, handler)


def method(name: str) -> Callable[[Handler], Handler]:
    """Registers the handler of a method."""

    def register(handler: Handler) -> Handler:
        METHODS[name.lower()] = (name, handler)
        return handler

    return register
