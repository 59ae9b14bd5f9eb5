"""A guest's action as JSON. What a client adds of its own is kept beside the fields that we know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.offers.wire.scalars import text, uuid
from bot.types import JSON, Action

_KNOWN = frozenset("action unit_id language kind code copies linked reason unlinked".split())


def action_json(action: Action) -> JSON:
    """Without what it does not say."""
    value: JSON = {
        "action": action.name,
        "unit_id": str(action.unit_id) if action.unit_id else None,
        "language": action.language,
        "kind": action.kind,
        "code": action.code,
        "copies": action.copies or None,
        "linked": action.linked or None,
        "reason": action.reason,
        "unlinked": action.unlinked or None,
    }
    return {**action.more, **{key: item for key, item in value.items() if item is not None}}


def read_action(value: Any) -> Action | None:
    """None: it is no action, since it has no name."""
    name = text(value.get("action")) if isinstance(value, Mapping) else None
    if name is None:
        return None
    return Action(
        name=name,
        unit_id=uuid(value.get("unit_id")),
        language=text(value.get("language")),
        kind=text(value.get("kind")),
        code=text(value.get("code")),
        copies=value.get("copies") is True,
        linked=value.get("linked") is True,
        reason=text(value.get("reason")),
        unlinked=value.get("unlinked") is True,
        more={key: item for key, item in value.items() if key not in _KNOWN and _is_plain(item)},
    )


def _is_plain(item: Any) -> bool:
    return item is None or isinstance(item, str | int | float)  # bool is an int
