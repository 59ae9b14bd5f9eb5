"""A call's arguments: JSON bodies, forms and query strings name the same things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from channels.standins import bodies
from channels.standins.slack.refusal import JSON, Refused

TRUE = ("1", "true", True, 1)


class Arguments:
    """Typed reading of what a client sent; a form carries objects as JSON text, and so may a JSON body.

    Raises:
        Refused: `invalid_arguments`, which names the field.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = {name: value for name, value in values.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise Refused("invalid_arguments", f"must be a string [json-pointer:/{name}]")

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise Refused("invalid_arguments", f"missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        return self.values.get(name) in TRUE

    def number(self, name: str, default: int, most: int) -> int:
        value = self.values.get(name, default)
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise Refused("invalid_arguments", f"must be an integer [json-pointer:/{name}]") from None
        if not 1 <= number <= most:
            raise Refused("invalid_limit" if name == "limit" else "invalid_arguments")
        return number

    def parsed(self, name: str, otherwise: str = "invalid_arguments") -> Any:
        """The value of a structured argument; `otherwise` is the error of text that is no JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return bodies.parsed_json(value)
        except bodies.NotJson:
            raise Refused(otherwise) from None

    def objects(self, name: str, otherwise: str = "invalid_arguments") -> list[JSON] | None:
        value = self.parsed(name, otherwise)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise Refused(otherwise)
        return value
