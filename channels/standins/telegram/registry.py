"""Tables of methods. Their names are case-insensitive (https://core.telegram.org/bots/api#making-requests)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from channels.standins.telegram.params import Params
from channels.standins.telegram.world import World

Handler = Callable[[World, Params], Any]  # returns the result, or an awaitable of it


class Methods(dict[str, tuple[str, Handler]]):
    """{name in small letters: (name, handler)} of one module."""

    def method(self, name: str) -> Callable[[Handler], Handler]:
        """Registers what it decorates."""

        def register(handler: Handler) -> Handler:
            self[name.lower()] = (name, handler)
            return handler

        return register
