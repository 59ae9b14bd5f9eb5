"""JSON schemas in strict mode's dialect: every property required, no others, nothing that the mode does not know.

Source: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas (2026-11)
"""

from __future__ import annotations

from typing import Any

from bot.types import JSON

# Strict mode does not know these; they are checked when the values come.
_UNKNOWN = frozenset({"title", "default", "minLength", "maxLength", "minItems", "maxItems", "examples", "format"})


def strict(schema: JSON) -> JSON:
    """The schema in that dialect; references stay as they are."""
    cleaned: JSON = _cleaned(schema)
    return cleaned


def _cleaned(value: Any) -> Any:
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "properties" in value:
        properties = {name: _cleaned(inner) for name, inner in value["properties"].items()}
        rest = {k: _cleaned(v) for k, v in value.items() if k not in _UNKNOWN | {"properties"}}
        return {**rest, "properties": properties, "required": list(properties), "additionalProperties": False}
    return {name: _cleaned(inner) for name, inner in value.items() if name not in _UNKNOWN}
